using Bench;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SsoOidc.Benchmarks.Soak;

/// <summary>The same answers over loopback HTTP, from a process of its own; ends when its input does.</summary>
internal static class SoakServer
{
    public static async Task<int> RunAsync()
    {
        long count = 0;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            string query = context.Request.QueryString.Value ?? string.Empty;
            var (status, code, body) = SoakAnswers.For(Interlocked.Increment(ref count), context.Request.Path.Value!, query, mayThrottle: false);
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = body.Length;
            context.Response.Headers["x-amzn-RequestId"] = Wire.RequestId;
            if (code is not null)
            {
                context.Response.Headers["x-amzn-ErrorType"] = code;
            }

            await context.Response.Body.WriteAsync(body);
        });
        await app.StartAsync();
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }
}
