using System.Runtime.Loader;
using SsoOidc.Retries;

namespace SsoOidc.RetryTests;

/// <summary>What retries cost, and that calls which need none do not pay for them.</summary>
public sealed class CostTests
{
    [Theory]
    [InlineData(RetryMode.Legacy)]
    [InlineData(RetryMode.Standard)]
    [InlineData(RetryMode.Adaptive)]
    public void AFurtherAttemptTakesAtMostOneKilobyteMoreThanACall(RetryMode mode)
    {
        long one = Measure(mode, failures: 0);
        long three = Measure(mode, failures: 2);

        Assert.InRange((three - (3 * one)) / 2.0, double.MinValue, 1024);
        Assert.True(three > one, $"{one} bytes for one attempt, {three} for three");
    }

    [Fact]
    public async Task ACallThatSucceedsAtOnceDoesNotLoadPolly()
    {
        var context = new OwnCopies();
        var library = context.LoadFromAssemblyName(typeof(SsoOidcClient).Assembly.GetName());

        await CallAsync(library, 200);
        Assert.DoesNotContain(context.Assemblies, static assembly => assembly.GetName().Name == "Polly");

        await CallAsync(library, 500);
        Assert.Contains(context.Assemblies, static assembly => assembly.GetName().Name == "Polly");
    }

    private static long Measure(RetryMode mode, int failures)
    {
        using var handler = new Alternating(failures);
        using var client = Clients.Create(
            handler,
            new JumpingTime(),
            o =>
            {
                o.Retry.Mode = mode;
                o.Retry.BaseDelay = TimeSpan.Zero;
            },
            random: 0);
        if (client.Retries is StandardRules rules)
        {
            rules.Quota = new RetryQuota(int.MaxValue);
        }

        const int Calls = 2000;
        for (int i = 0; i < Calls; i++)
        {
            Run(client, failures + 1);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Calls; i++)
        {
            Run(client, failures + 1);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
    }

    private static void Run(SsoOidcClient client, int attempts)
    {
        var call = client.TokenAsync();
        Assert.True(call.IsCompletedSuccessfully);
#pragma warning disable xUnit1031 // it has completed
        int made = call.Result.Metadata.Attempts;
#pragma warning restore xUnit1031
        if (made != attempts)
        {
            Assert.Fail($"{made} attempts");
        }
    }

    // Through reflection: the types of another load context are other types.
    private static async Task CallAsync(System.Reflection.Assembly library, int status)
    {
        dynamic options = Activator.CreateInstance(library.GetType("SsoOidc.SsoOidcClientOptions")!)!;
        options.Region = "us-west-2";
        options.RaiseResponseErrors = false;
        options.Retry.BaseDelay = TimeSpan.Zero;
        using var handler = new ScriptedHandler(ScriptedHandler.Status(status, body: "{}"));
        options.Http.Handler = handler;
        using dynamic client = Activator.CreateInstance(library.GetType("SsoOidc.SsoOidcClient")!, (object)options)!;
        dynamic request = Activator.CreateInstance(library.GetType("SsoOidc.CreateTokenRequest")!)!;
        request.ClientId = "c";
        request.ClientSecret = "s";
        request.GrantType = "g";
        dynamic response = await client.CreateTokenAsync(request, CancellationToken.None);
        Assert.Equal(status == 200 ? 1 : 4, (int)response.Metadata.Attempts);
    }

    /// <summary>Fails so many times, then succeeds, over and over.</summary>
    private sealed class Alternating(int failures) : HttpMessageHandler
    {
        private readonly byte[] _body = "{}"u8.ToArray();
        private int _count;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var status = _count++ % (failures + 1) < failures ? System.Net.HttpStatusCode.InternalServerError : System.Net.HttpStatusCode.OK;
            return Task.FromResult(new HttpResponseMessage(status) { Content = new ByteArrayContent(_body) });
        }
    }

    private sealed class OwnCopies() : AssemblyLoadContext("own copies")
    {
        protected override System.Reflection.Assembly? Load(System.Reflection.AssemblyName assemblyName)
        {
            string path = Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll");
            return assemblyName.Name is "SsoOidc" or "Polly" or "AWSSDK.Core" && File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }
}
