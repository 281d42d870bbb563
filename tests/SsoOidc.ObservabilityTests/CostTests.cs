using System.Diagnostics;
using SsoOidc.ObservabilityTests.Support;

namespace SsoOidc.ObservabilityTests;

/// <summary>Being watchable costs nothing while nobody watches: not one byte per call.</summary>
public sealed class CostTests
{
    [Theory]
    [InlineData(RetryMode.Legacy)]
    [InlineData(RetryMode.Adaptive)]
    public void Without_listeners_the_handlers_of_telemetry_allocate_nothing(RetryMode mode)
    {
        using var bare = Client(options => options.Retry.Mode = mode);
        Assert.True(bare.Handlers.Remove(StandardHandler.Telemetry));
        Assert.True(bare.Handlers.Remove(StandardHandler.AttemptTelemetry));
        using var watchable = Client(options => options.Retry.Mode = mode);
        Assert.Equal(BytesPerCall(bare), BytesPerCall(watchable));
    }

    [Fact]
    public void Logs_that_nobody_keeps_allocate_nothing()
    {
        using var log = new KeptLog(Microsoft.Extensions.Logging.LogLevel.None);
        using var bare = Client();
        using var logging = Client(options =>
        {
            options.LoggerFactory = log;
            options.Http.WireTrace = true;
        });
        Assert.Contains("CallLogHandler", logging.Handlers.Describe(Operations.CreateToken), StringComparison.Ordinal);
        Assert.Equal(BytesPerCall(bare), BytesPerCall(logging));
    }

    [Fact]
    public void What_was_not_asked_for_is_not_in_the_chain()
    {
        using var client = Client(options => options.CallLog.Level = Microsoft.Extensions.Logging.LogLevel.None);
        string chain = client.Handlers.Describe(Operations.CreateToken);
        Assert.All(["CallLog", "Monitoring", "WireTrace"], name => Assert.DoesNotContain(name, chain, StringComparison.Ordinal));
    }

    [Fact]
    public void The_measurement_would_see_a_listener()
    {
        using var client = Client();
        long before = BytesPerCall(client);
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "SsoOidc", Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        Assert.True(BytesPerCall(client) > before + 500);
    }

    [Fact]
    public void The_user_agent_is_not_made_anew()
    {
        var account = new Amazon.Runtime.BasicAWSCredentials("AKIDEXAMPLE", "secret", "123456789012");
        using var without = Client();
        using var with = Client(options => options.Credentials = account);
        Assert.Equal(BytesPerCall(without), BytesPerCall(with));
    }

    private static SsoOidcClient Client(Action<SsoOidcClientOptions>? configure = null) => Watched.Client(new Fixed(), configure);

    private static long BytesPerCall(SsoOidcClient client)
    {
        const int Calls = 1000;
        Run(client, Calls);
        long least = long.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Run(client, Calls);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least / Calls;
    }

    private static void Run(SsoOidcClient client, int calls)
    {
        var request = Watched.Request;
        for (int i = 0; i < calls; i++)
        {
            Assert.True(client.CreateTokenAsync(request).IsCompletedSuccessfully);
        }
    }

    private sealed class Fixed : HttpMessageHandler
    {
        private static readonly byte[] Body = "{}"u8.ToArray();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.OK) { Content = new ByteArrayContent(Body) });
    }
}
