using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using SsoOidc.ObservabilityTests.Support;

namespace SsoOidc.ObservabilityTests;

/// <summary>Events, the line of each call, the wire trace.</summary>
public sealed class LoggingTests
{
    [Fact]
    public async Task Attempts_retries_and_giving_up_are_told()
    {
        using var log = new KeptLog();
        using var client = Watched.Client(new Answers(503, string.Empty), options =>
        {
            options.LoggerFactory = log;
            options.Retry.Limit = 1;
            options.Retry.BaseDelay = TimeSpan.FromMilliseconds(1);
        });
        await client.CreateTokenAsync(Watched.Request);
        Assert.Equal([300, 301, 300, 302, 306], log.Lines.Where(static line => line.Category == "SsoOidc.Client").Select(static line => line.Id));
        Assert.Equal("CreateToken will be retried in 0.001 s, attempt 2 because of Server.", log.Single(301).Text);
        Assert.Equal("CreateToken gave up after 2 attempts: no more attempts are allowed. The last failure is Http503Error.", log.Single(302).Text);
        Assert.Equal(LogLevel.Warning, log.Single(302).Level);
    }

    [Fact]
    public async Task A_failure_that_no_retry_helps_is_no_warning()
    {
        using var log = new KeptLog();
        using var client = Watched.Client(new Answers(400, """{"error":"authorization_pending"}"""), options => options.LoggerFactory = log);
        await client.CreateTokenAsync(Watched.Request);
        Assert.Equal([300, 306], log.Lines.Select(static line => line.Id));
        Assert.DoesNotContain(log.Lines, static line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task A_used_up_quota_is_told()
    {
        using var log = new KeptLog();
        using var client = Watched.Client(new Answers(500, string.Empty), options =>
        {
            options.LoggerFactory = log;
            options.Retry.Mode = RetryMode.Standard;
        });
        ((Retries.StandardRules)client.Retries).Quota = new Retries.RetryQuota(4);
        await client.CreateTokenAsync(Watched.Request);
        Assert.Contains("the retry quota is used up", log.Single(302).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rate_limiter_that_does_not_wait_is_told()
    {
        using var log = new KeptLog();
        using var client = Watched.Client(new Answers(429, """{"__type":"TooManyRequestsException"}"""), options =>
        {
            options.LoggerFactory = log;
            options.Retry.Mode = RetryMode.Adaptive;
            options.Retry.AdaptiveWaitToFill = false;
            options.Seams = new Options.SystemSeams { GetEnvironmentVariable = static _ => null, Random = new NoWait() };
        });
        await Assert.ThrowsAsync<RetryCapacityNotAvailableException>(() => client.CreateTokenAsync(Watched.Request));
        Assert.Equal("CreateToken gave up after 1 attempts: the rate limiter has no capacity. The last failure is TooManyRequestsException.", log.Single(302).Text);
    }

    [Fact]
    public async Task A_corrected_clock_and_refused_credentials_are_told()
    {
        using var log = new KeptLog();
        var request = CreateTokenWithIamRequest.ForJwtBearer("arn:aws:sso::1:application/a/b", "jwt");
        using var transport = new Answers(
            () => Watched.Answer(403, """{"__type":"RequestTimeTooSkewed"}""", ("date", DateTimeOffset.UtcNow.AddHours(1).ToString("r"))),
            () => Watched.Answer(403, """{"__type":"ExpiredTokenException"}"""),
            () => Watched.Answer(200, "{}"));
        using var client = Watched.Client(transport, options =>
        {
            options.LoggerFactory = log;
            options.Retry.Mode = RetryMode.Standard;
            options.Credentials = new Refreshable();
            options.Seams = new Options.SystemSeams { GetEnvironmentVariable = static _ => null, Random = new NoWait() };
        });
        Assert.True((await client.CreateTokenWithIamAsync(request)).IsSuccessful);
        Assert.Matches("^Clock skew corrected: this machine's clock differs by 3[56]\\d\\d s from that of oidc.us-west-2.amazonaws.com", log.Single(304).Text);
        Assert.Contains("CreateTokenWithIAM", log.Single(303).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endpoint_from_the_environment_is_told()
    {
        using var log = new KeptLog();
        using var client = Watched.Client(
            new Answers(200, "{}"), options => options.LoggerFactory = log, new Dictionary<string, string> { ["AWS_ENDPOINT_URL"] = "https://own.example" });
        Assert.Equal("Endpoint configured from environment variable AWS_ENDPOINT_URL: https://own.example", log.Single(101).Text);
    }

    [Fact]
    public async Task A_function_of_ones_own_sees_the_call_with_secrets_hidden()
    {
        using var log = new KeptLog();
        FinishedCall? seen = null;
        string body = string.Empty;
        using var client = Watched.Client(
            new Answers(() => Watched.Answer(200, """{"accessToken":"the-access-token","tokenType":"Bearer"}""", ("set-cookie", "c=the-cookie"), ("x-amzn-requestid", "r"))),
            options =>
            {
                options.LoggerFactory = log;
                options.CallLog.Level = LogLevel.Error;
                options.CallLog.Formatter = call =>
                {
                    seen = call;
                    body = call.ResponseBody;
                    return $"{call.Operation.Name} in {call.Region}, {call.Metadata.StatusCode}, {((CreateTokenResponse)call.Response!).TokenType}, {call.Error?.Code}";
                };
            });
        await client.CreateTokenAsync(Watched.Request);
        var line = log.Single(306);
        Assert.Equal((LogLevel.Error, "CreateToken in us-west-2, 200, Bearer, "), (line.Level, line.Text));
        Assert.Equal("""{"accessToken":"[FILTERED]","tokenType":"Bearer"}""", body);
        Assert.Equal("[FILTERED]", seen!.Parameters["clientSecret"]);
        Assert.Equal("client", seen.Parameters["clientId"]);
        Assert.Equal("[FILTERED]", seen.ResponseHeaders["set-cookie"]);
        Assert.Equal("r", seen.ResponseHeaders["x-amzn-requestid"]);
        Assert.Equal("https://oidc.us-west-2.amazonaws.com/token", seen.RequestUri);
        Assert.Equal(body, seen.ResponseBody);
        Assert.Throws<ObjectDisposedException>(() => seen.RequestBody);
        Assert.True(seen.Duration >= TimeSpan.Zero);
    }

    [Fact]
    public async Task A_function_that_throws_does_not_reach_the_caller()
    {
        using var log = new KeptLog();
        using var client = Watched.Client(new Answers(200, """{"tokenType":"Bearer"}"""), options =>
        {
            options.LoggerFactory = log;
            options.CallLog.Formatter = static _ => throw new InvalidOperationException("s3cr3t");
        });
        Assert.Equal("Bearer", (await client.CreateTokenAsync(Watched.Request)).TokenType);
        Assert.Equal("CallLog.Formatter threw System.InvalidOperationException on a call of CreateToken; the call has no line.", log.Single(307).Text);
    }

    [Theory]
    [InlineData("default", "^\\[SsoOidcClient 200 \\d+\\.\\d* 0 retries\\] CreateToken\\(clientId:\"client\",")]
    [InlineData("short", "^\\[SsoOidcClient 200 \\d+\\.\\d*\\] CreateToken $")]
    [InlineData("colored", "^\u001b\\[1m\u001b\\[34m\\[SsoOidcClient 200 ")]
    [InlineData(":operation has :retries retries", "^CreateToken has 0 retries$")]
    public async Task A_configuration_names_a_formatter_or_gives_a_pattern(string text, string expected)
    {
        using var log = new KeptLog();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["CallLog:Formatter"] = text }).Build();
        using var client = Watched.Client(new Answers(200, "{}"), options =>
        {
            options.Bind(configuration);
            options.LoggerFactory = log;
        });
        await client.CreateTokenAsync(Watched.Request);
        Assert.Matches(expected, log.Single(306).Text);
    }

    [Fact]
    public void A_formatter_that_nobody_knows_is_a_problem()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["CallLog:Formatter"] = "fancy" }).Build();
        var error = Assert.Throws<ClientConfigurationException>(() => Watched.Client(new Answers(200, "{}"), options => options.Bind(configuration)));
        Assert.Contains("CallLog.Formatter", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CallLogFormatter("x") { MaxStringLength = -1 });
        Assert.Throws<ArgumentNullException>(() => new CallLogFormatter(null!));
    }

    [Fact]
    public async Task The_wire_trace_shows_first_lines_headers_and_bodies_with_secrets_hidden()
    {
        using var log = new KeptLog(LogLevel.Information);
        using var transport = new Answers(
            () => Watched.Answer(503, "<html>the-page</html>"),
            () => Watched.Answer(200, """{"accessToken":"the-access-token","expiresIn":60,"unknown":{"a":"the-unknown"}}""", ("x-amzn-requestid", "r")));
        using var client = Watched.Client(transport, options =>
        {
            options.LoggerFactory = log;
            options.Http.WireTrace = true;
        });
        await client.CreateTokenAsync(Watched.Request);
        var wire = log.Lines.Where(static line => line.Category == "SsoOidc.Wire").ToArray();
        Assert.Equal([400, 401, 400, 401], wire.Select(static line => line.Id));
        string sent = wire[0].Text;
        Assert.StartsWith("CreateToken, attempt 1, sends\n> POST /token HTTP/1.1\n> host: oidc.us-west-2.amazonaws.com\n> amz-sdk-invocation-id: ", sent, StringComparison.Ordinal);
        Assert.Contains("\n> content-length: 119\n> \n> {", sent, StringComparison.Ordinal);
        Assert.EndsWith("""{"clientId":"client","clientSecret":"[FILTERED]","grantType":"refresh_token","refreshToken":"[FILTERED]"}""", sent, StringComparison.Ordinal);
        Assert.StartsWith("CreateToken, attempt 1, received\n< HTTP/1.1 503 Service Unavailable\n", wire[1].Text, StringComparison.Ordinal);
        Assert.EndsWith("\n< \n< (21 bytes, not shown)", wire[1].Text, StringComparison.Ordinal);
        Assert.Contains("\n< x-amzn-requestid: r\n", wire[3].Text, StringComparison.Ordinal);
        Assert.EndsWith("""{"accessToken":"[FILTERED]","expiresIn":60,"unknown":"[FILTERED]"}""", wire[3].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wire_trace_without_a_log_is_a_wrong_configuration() =>
        Assert.Throws<ClientConfigurationException>(() => Watched.Client(new Answers(200, "{}"), static options => options.Http.WireTrace = true));

    [Fact]
    public async Task A_call_that_takes_too_long_is_told_as_the_error_that_it_becomes()
    {
        using var log = new KeptLog();
        using var agent = new UdpAgent();
        var spans = new List<System.Diagnostics.Activity>();
        using var listener = new System.Diagnostics.ActivityListener
        {
            ShouldListenTo = static source => source.Name == "SsoOidc",
            Sample = static (ref System.Diagnostics.ActivityCreationOptions<System.Diagnostics.ActivityContext> _) => System.Diagnostics.ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        System.Diagnostics.ActivitySource.AddActivityListener(listener);
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var client = Watched.Client(new Hanging(() => clock.Advance(TimeSpan.FromSeconds(6))), options =>
        {
            options.TimeProvider = clock;
            options.CallTimeout = TimeSpan.FromSeconds(5);
            options.LoggerFactory = log;
            options.Monitoring.Enabled = true;
            options.Monitoring.Port = agent.Port;
        });
        var error = Assert.IsType<SsoOidcTransportException>((await client.CreateTokenAsync(Watched.Request)).Error);
        Assert.Equal(TransportErrorKind.CallTimeout, error.Kind);
        Assert.EndsWith($"SsoOidcTransportException {error.Message}", log.Single(306).Text, StringComparison.Ordinal);
        Assert.Equal("TransportCallTimeout", spans.Single(static span => span.OperationName == "SSOOIDC.CreateToken").GetTagItem("error.type"));
        Assert.Equal("SsoOidcTransportException", (string?)(await agent.ReceiveAsync(2))[1]["SdkException"]);
    }

    private sealed class Hanging(Action begun) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var never = Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            begun();
            await never;
            throw new InvalidOperationException();
        }
    }

    private sealed class Refreshable : Amazon.Runtime.RefreshingAWSCredentials
    {
        protected override CredentialsRefreshState GenerateNewCredentials() =>
            new(new Amazon.Runtime.ImmutableCredentials("AKID", "secret", null), DateTime.MaxValue);

        protected override Task<CredentialsRefreshState> GenerateNewCredentialsAsync() => Task.FromResult(GenerateNewCredentials());
    }

    private sealed class NoWait : Random
    {
        public override double NextDouble() => 0;
    }
}
