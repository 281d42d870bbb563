using System.Net;

namespace SsoOidc.CredentialTests.Pipeline;

/// <summary>The defaults mode auto: instance metadata is asked by the first call, once, and within tight limits.</summary>
public sealed class AutoModeTests : IDisposable
{
    private readonly Machine _machine = new();
    private readonly LoopbackServer _metadata;
    private readonly WallTime _time = new();
    private Func<ReceivedRequest, Reply> _answer = static request => request.Line == "PUT /latest/api/token" ? new Reply(200, "session-token")
        : request.Line == "GET /latest/meta-data/placement/region" && request.Header("x-aws-ec2-metadata-token") == "session-token" ? new Reply(200, "us-east-1")
        : new Reply(404);

    public AutoModeTests()
    {
        _metadata = _machine.Serve(request => _answer(request));
        _machine.Environment.Remove("AWS_EC2_METADATA_DISABLED");
        _machine.Environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = _metadata.Url;
    }

    [Theory]
    [InlineData("us-east-1", 1.1, "in-region")]
    [InlineData("eu-west-1", 3.1, "cross-region")]
    public async Task The_first_call_asks_and_the_constructor_does_not(string region, double seconds, string mode)
    {
        using var client = Client(options => options.Region = region);
        Assert.Empty(_machine.Connected);
        Assert.Equal((3.1, "defaults mode auto, instance metadata not asked (options.DefaultsMode)"), ConnectTimeout(client));

        await CallAsync(client);
        await CallAsync(client);
        Assert.Equal(["PUT /latest/api/token", "GET /latest/meta-data/placement/region"], _metadata.Lines);
        Assert.Equal((seconds, $"defaults mode auto, {mode} (options.DefaultsMode)"), ConnectTimeout(client));
        Assert.Equal((RetryMode.Standard, DefaultsMode.Auto), (client.Config.RetryMode, client.Config.DefaultsMode));
    }

    [Fact]
    public async Task Calls_that_come_together_ask_once_and_wait_for_the_same_answer()
    {
        using var client = Client(static _ => { });
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => CallAsync(client)));
        Assert.Equal(2, _metadata.Lines.Length);
    }

    [Theory]
    [InlineData(403, "")]
    [InlineData(200, "")]
    [InlineData(200, "not a region/")]
    [InlineData(500, "us-east-1")]
    public async Task What_is_no_region_is_nothing_known(int status, string body)
    {
        _answer = request => request.Line.StartsWith("PUT ", StringComparison.Ordinal) ? new Reply(200, "t") : new Reply(status, body);
        await NothingIsKnownAsync();
    }

    [Theory]
    [InlineData(404, "")]
    [InlineData(200, "")]
    public async Task Without_a_session_token_the_region_is_not_asked_for(int status, string token)
    {
        _answer = _ => new Reply(status, token);
        await NothingIsKnownAsync();
        Assert.Equal(["PUT /latest/api/token"], _metadata.Lines);
    }

    [Fact]
    public async Task Whoever_does_not_answer_is_given_up_after_a_second_at_most()
    {
        _answer = static _ => Reply.Hang;
        using var client = Client(static _ => { });
        var call = CallAsync(client);
        await _metadata.ReachedByAsync(call);
        Assert.All(_time.Limits.Where(static limit => limit < TimeSpan.FromSeconds(10)), static limit => Assert.InRange(limit, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1)));
        Assert.Contains(TimeSpan.FromMilliseconds(250), _time.Limits);
        _time.Advance(TimeSpan.FromSeconds(1));
        await call.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal((3.1, "defaults mode auto, nothing known (options.DefaultsMode)"), ConnectTimeout(client));
    }

    [Fact]
    public async Task A_caller_who_gives_up_does_not_take_the_others_along()
    {
        var release = new TaskCompletionSource();
        _answer = request =>
        {
            release.Task.Wait(TestContext.Current.CancellationToken);
            return request.Line.StartsWith("PUT ", StringComparison.Ordinal) ? new Reply(200, "t") : new Reply(200, "us-east-1");
        };
        using var client = Client(static _ => { });
        using var cancellation = new CancellationTokenSource();
        var first = CallThenAsync(client, cancellation.Token);
        var second = CallAsync(client);
        await _metadata.ReachedByAsync(first);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        release.SetResult();
        await second;
        Assert.Equal(1.1, ConnectTimeout(client).Seconds);
    }

    [Theory]
    [InlineData("AWS_EC2_METADATA_DISABLED", "TRUE", 3.1)]
    [InlineData("AWS_EXECUTION_ENV", "AWS_Lambda_x", 1.1)]
    public async Task It_is_not_asked_where_it_is_switched_off_or_the_environment_tells(string variable, string value, double seconds)
    {
        _machine.Environment[variable] = value;
        _machine.Environment["AWS_REGION"] = "us-east-1";
        using var client = Client(static _ => { });
        await CallAsync(client);
        Assert.Empty(_metadata.Lines);
        Assert.Equal(seconds, ConnectTimeout(client).Seconds);
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("auto, and the time to connect given")]
    [InlineData("auto, and stubbed")]
    public async Task It_is_not_asked_where_the_answer_would_change_nothing(string how)
    {
        using var client = Client(options =>
        {
            options.DefaultsMode = how == "standard" ? DefaultsMode.Standard : DefaultsMode.Auto;
            options.Http.ConnectTimeout = how.EndsWith("given", StringComparison.Ordinal) ? TimeSpan.FromSeconds(9) : null;
            options.StubResponses = how.EndsWith("stubbed", StringComparison.Ordinal);
        });
        await CallAsync(client);
        Assert.Empty(_metadata.Lines);
    }

    public void Dispose() => _machine.Dispose();

    private static (double Seconds, string Source) ConnectTimeout(SsoOidcClient client) =>
        (client.Config.ConnectTimeout.TotalSeconds, client.Config.SourceOf("Http.ConnectTimeout"));

    private static Task<RegisterClientResponse> CallAsync(SsoOidcClient client) => CallThenAsync(client, TestContext.Current.CancellationToken);

    private static Task<RegisterClientResponse> CallThenAsync(SsoOidcClient client, CancellationToken cancellationToken) =>
        client.RegisterClientAsync(new RegisterClientRequest { ClientName = "c", ClientType = ClientTypes.Public }, cancellationToken);

    private async Task NothingIsKnownAsync()
    {
        using var client = Client(static _ => { });
        await CallAsync(client);
        Assert.Equal((3.1, "defaults mode auto, nothing known (options.DefaultsMode)"), ConnectTimeout(client));
    }

    // A factory's handlers are made after the answer came, so the time to connect matters to them.
    private SsoOidcClient Client(Action<SsoOidcClientOptions> configure)
    {
        var options = new SsoOidcClientOptions
        {
            Region = "us-east-1", DefaultsMode = DefaultsMode.Auto, TimeProvider = _time, Seams = _machine.Seams, Http = { HandlerFactory = new MemoryFactory() },
        };
        configure(options);
        return new SsoOidcClient(options);
    }

    private sealed class MemoryFactory : IHttpMessageHandlerFactory
    {
        public HttpMessageHandler CreateHandler(string name) => new CapturingHandler(HttpStatusCode.OK);
    }

    /// <summary>A clock that stands still and notes each limit that is armed.</summary>
    private sealed class WallTime : Microsoft.Extensions.Time.Testing.FakeTimeProvider
    {
        public List<TimeSpan> Limits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            lock (Limits)
            {
                Limits.Add(dueTime);
            }

            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
