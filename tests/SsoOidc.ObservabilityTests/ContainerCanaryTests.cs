using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SsoOidc.ObservabilityTests.Support;
using SsoOidc.Options;

namespace SsoOidc.ObservabilityTests;

/// <summary>In a container the handlers of IHttpClientFactory log too, headers at Trace.</summary>
public sealed class ContainerCanaryTests
{
    [Fact]
    public async Task Not_even_the_log_of_the_http_client_tells_a_secret()
    {
        const string Mark = "CANARY";
        using var log = new KeptLog();
        var environment = new Dictionary<string, string>
        {
            ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE", ["AWS_SECRET_ACCESS_KEY"] = Mark + "-secret", ["AWS_SESSION_TOKEN"] = Mark + "-session",
        };
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging(static logging => logging.SetMinimumLevel(LogLevel.Trace));
        builder.Services.AddSingleton<ILoggerFactory>(log);
        builder.Services.AddSsoOidcClient(options =>
        {
            options.Region = "us-west-2";
            options.Http.WireTrace = true;
            options.Seams = new SystemSeams { GetEnvironmentVariable = environment.GetValueOrDefault };
        }).ConfigurePrimaryHttpMessageHandler(static () => new Answers(() => Watched.Answer(200, $$"""{"accessToken":"{{Mark}}"}""", ("set-cookie", Mark))));
        using var host = builder.Build();
        var client = host.Services.GetRequiredService<SsoOidcClient>();
        await client.CreateTokenWithIamAsync(CreateTokenWithIamRequest.ForJwtBearer("arn:aws:sso::1:application/a/b", Mark + "-jwt"));
        Assert.Contains(log.Lines, static line => line.Category.StartsWith("System.Net.Http.HttpClient.SsoOidc", StringComparison.Ordinal) && line.Level == LogLevel.Trace);
        Assert.Contains(log.Lines, static line => line.Id == 203);
        Assert.Empty(log.Lines.Where(static line => $"{line.Text}{line.State}".Contains(Mark, StringComparison.Ordinal)));
    }
}
