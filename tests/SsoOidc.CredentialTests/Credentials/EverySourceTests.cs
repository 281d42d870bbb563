using System.Net;

namespace SsoOidc.CredentialTests.Credentials;

/// <summary>What holds for every source whose credentials expire: cancellation, time limits, refresh in time, one fetch for many callers.</summary>
public sealed class EverySourceTests
{
    public static TheoryData<string> Sources => FakeSource.Kinds;

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task A_caller_who_gives_up_is_free_at_once_and_the_next_one_starts_anew(string kind)
    {
        using var source = new FakeSource(kind);
        source.Hang();
        using var cancellation = new CancellationTokenSource();
        var found = source.Machine.Find();
        var waiting = found.GetAsync(cancellation.Token).AsTask();
        await source.AskedAsync(1, waiting);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));

        var next = found.GetAsync(CancellationToken.None).AsTask();
        await source.AskedAsync(2, next);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task A_source_that_never_answers_ends_after_its_time(string kind)
    {
        using var source = new FakeSource(kind);
        source.Hang();
        var failing = source.Machine.FailsAsync();
        await source.AskedAsync(1, failing);
        var start = source.Machine.Time.GetUtcNow();
        while (!failing.IsCompleted)
        {
            Assert.True(source.Machine.Time.GetUtcNow() - start < TimeSpan.FromMinutes(30), "The call never ended.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
            source.Machine.Time.Advance(TimeSpan.FromSeconds(3));
        }

        Assert.Matches("no answer within|had not ended after", await failing);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task They_are_fetched_anew_before_they_expire_and_not_earlier(string kind)
    {
        using var source = new FakeSource(kind);
        bool isEarly = kind is "role" or "web identity" or "sso";
        var found = source.Machine.Find();
        Assert.Equal("AKID1", await KeyAsync(found));
        var end = source.Expiration;
        source.ExpireAt(end.AddHours(1));

        source.Machine.Time.SetUtcNow(end.AddMinutes(-10).AddSeconds(-1));
        Assert.Equal("AKID1", await KeyAsync(found));
        Assert.Equal(1, source.Fetches);

        // From ten minutes on beside the caller, where a service is asked that can be slow.
        source.Machine.Time.SetUtcNow(end.AddMinutes(-10).AddSeconds(1));
        Assert.Equal("AKID1", await KeyAsync(found));
        if (isEarly)
        {
            await source.AskedAsync(2, Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken));
            while (await KeyAsync(found) == "AKID1")
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }
        }

        source.Machine.Time.SetUtcNow(end.AddMinutes(-5).AddSeconds(1));
        Assert.Equal("AKID2", await KeyAsync(found));
        Assert.Equal(2, source.Fetches);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Fifty_callers_share_one_fetch_and_one_refresh(string kind)
    {
        using var source = new FakeSource(kind);
        using var client = Client(source, out var handler);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => SignAsync(client)));
        Assert.Equal(1, source.Fetches);

        source.Machine.Time.SetUtcNow(source.Expiration.AddMinutes(-4));
        source.ExpireAt(source.Expiration.AddHours(1));
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => SignAsync(client)));
        Assert.Equal(2, source.Fetches);
        Assert.Equal(50, handler.Keys.Count(static key => key == "AKID2"));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task What_the_service_refuses_as_expired_is_fetched_anew_and_the_call_succeeds(string kind)
    {
        using var source = new FakeSource(kind);
        using var client = Client(source, out var handler);
        handler.Refused = "AKID1";
        await SignAsync(client);
        Assert.Equal(["AKID1", "AKID2"], handler.Keys);
        Assert.Equal(2, source.Fetches);
    }

    [Theory]
    [InlineData("role")]
    [InlineData("sso")]
    public async Task A_refresh_that_fails_early_does_not_make_callers_wait_half_a_minute_later(string kind)
    {
        using var source = new FakeSource(kind);
        var found = source.Machine.Find();
        await KeyAsync(found);
        source.Machine.Time.SetUtcNow(source.Expiration.AddMinutes(-9));
        string url = kind == "role" ? "AWS_ENDPOINT_URL_STS" : "AWS_ENDPOINT_URL_SSO";
        string good = source.Machine.Environment[url];
        var broken = source.Machine.Serve(static _ => new Reply(403));
        source.Machine.Environment[url] = broken.Url;
        await KeyAsync(found);
        while (broken.Lines.Length == 0)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        // Nobody answers now, and nobody is waited for.
        source.Hang();
        source.Machine.Environment[url] = good;
        source.Machine.Time.Advance(TimeSpan.FromSeconds(31));
        for (int i = 0; i < 100; i++)
        {
            var pending = found.GetAsync(TestContext.Current.CancellationToken);
            Assert.True(pending.IsCompletedSuccessfully);
            Assert.Equal("AKID1", (await pending).AccessKey);
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<string> KeyAsync(SsoOidc.Credentials.FoundCredentials found) => (await found.GetAsync(TestContext.Current.CancellationToken)).AccessKey;

    private static Task<CreateTokenWithIamResponse> SignAsync(SsoOidcClient client) => client.CreateTokenWithIamAsync(
        CreateTokenWithIamRequest.ForJwtBearer("arn:aws:sso::123456789012:application/ssoins-1/apl-2", "jwt"), TestContext.Current.CancellationToken);

    private static SsoOidcClient Client(FakeSource source, out ServiceHandler handler)
    {
        handler = new ServiceHandler(source.Machine);
        return new SsoOidcClient(new SsoOidcClientOptions
        {
            Region = "us-east-1", InstanceMetadataTimeout = TimeSpan.FromSeconds(3), Retry = { Mode = RetryMode.Standard }, Http = { Handler = handler }, TimeProvider = source.Machine.Time, Seams = source.Machine.Seams,
        });
    }

    /// <summary>The service in memory; STS and the portal are real servers, behind the same handler.</summary>
    private sealed class ServiceHandler(Machine machine) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _loopback = new(new SocketsHttpHandler { UseProxy = false });

        public System.Collections.Concurrent.ConcurrentQueue<string> Keys { get; } = [];

        public string? Refused { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.IsLoopback)
            {
                Assert.Contains(machine.Environment.Values, value => value.Contains(request.RequestUri.Authority, StringComparison.Ordinal));
                return await _loopback.SendAsync(request, cancellationToken);
            }

            Assert.Equal("oidc.us-east-1.amazonaws.com", request.RequestUri.Host);
            string key = request.Headers.NonValidated["authorization"].ToString().Split("Credential=")[1].Split('/')[0];
            Keys.Enqueue(key);
            return key == Refused
                ? new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = new StringContent("{\"__type\":\"ExpiredTokenException\",\"message\":\"The security token is expired\"}") }
                : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{}") };
        }

        protected override void Dispose(bool disposing)
        {
            _loopback.Dispose();
            base.Dispose(disposing);
        }
    }
}
