using Amazon.Runtime;
using SsoOidc.Credentials;

namespace SsoOidc.RetryTests;

/// <summary>Credentials are refreshed where they are the reason, and nowhere else.</summary>
public sealed class RefreshTests
{
    private readonly JumpingTime _time = new();

    [Theory]
    [InlineData(RetryMode.Legacy)]
    [InlineData(RetryMode.Standard)]
    public async Task ASignedCallRefreshesAndIsSignedAnew(RetryMode mode)
    {
        var credentials = new Rotating();
        var handler = new ScriptedHandler(ScriptedHandler.Status(403, "ExpiredToken", "{}"), ScriptedHandler.Ok());
        using var client = Clients.Create(handler, _time, o =>
        {
            o.Credentials = credentials;
            o.Retry.Mode = mode;
        });

        var response = await client.SignedTokenAsync();

        Assert.Equal(2, response.Metadata.Attempts);
        Assert.Equal(["KEY1", "KEY2"], handler.Requests.Select(KeyOf));
    }

    [Fact]
    public async Task TheServersFailureIsNoReasonUnlessItsCodeIs()
    {
        var credentials = new Rotating();
        var handler = new ScriptedHandler(ScriptedHandler.Status(500), ScriptedHandler.Status(500, "ExpiredTokenException", "{}"), ScriptedHandler.Ok());
        using var client = Clients.Create(handler, _time, o => o.Credentials = credentials);

        await client.SignedTokenAsync();

        Assert.Equal(["KEY1", "KEY1", "KEY2"], handler.Requests.Select(KeyOf));
    }

    [Fact]
    public async Task AnExpiredCodeOfTheCallerIsReturnedAtOnce()
    {
        var credentials = new Rotating();
        var handler = new ScriptedHandler(ScriptedHandler.Status(400, "ExpiredTokenException", """{"error":"expired_token"}"""));
        using var client = Clients.Create(handler, _time, o => o.Credentials = credentials);

        var signed = await Assert.ThrowsAsync<ExpiredTokenException>(() => client.SignedTokenAsync());
        var unsigned = await Assert.ThrowsAsync<ExpiredTokenException>(() => client.TokenAsync());

        Assert.Equal((1, 1), (signed.Attempts, unsigned.Attempts));
        Assert.False(signed.IsRetryable || unsigned.IsRetryable);
        Assert.Equal(1, credentials.Made);
    }

    [Fact]
    public async Task AnUnsignedCallNeverTouchesThem()
    {
        var credentials = new Rotating();
        var handler = new ScriptedHandler(ScriptedHandler.Status(400, "ExpiredTokenException", "{}"));
        using var client = Clients.Create(handler, _time, o => o.Credentials = credentials);

        await Assert.ThrowsAsync<ExpiredTokenException>(() => client.TokenAsync());

        Assert.Equal((1, 0), (handler.Count, credentials.Made));
    }

    [Fact]
    public async Task StaticCredentialsCannotBeRefreshed()
    {
        var handler = new ScriptedHandler(ScriptedHandler.Status(403, "ExpiredToken", "{}"));
        using var client = Clients.Create(handler, _time);

        var error = await Assert.ThrowsAsync<SsoOidcServiceException>(() => client.SignedTokenAsync());

        Assert.Equal((1, false), (error.Attempts, error.IsRetryable));
    }

    [Fact]
    public async Task CallsThatFailTogetherRefreshOnce()
    {
        const int Callers = 50;
        var credentials = new Rotating();
        var barrier = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int arrived = 0;
        var handler = new AsyncHandler(async request =>
        {
            if (KeyOf(request) != "KEY1")
            {
                return ScriptedHandler.Ok()();
            }

            if (Interlocked.Increment(ref arrived) == Callers)
            {
                barrier.SetResult();
            }

            await barrier.Task;
            return ScriptedHandler.Status(403, "ExpiredToken", "{}")();
        });
        using var client = Clients.Create(handler, _time, o =>
        {
            o.Credentials = credentials;
            o.Http.ReadTimeout = Timeout.InfiniteTimeSpan;
        });

        var responses = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => client.SignedTokenAsync()));

        Assert.All(responses, static response => Assert.Equal(2, response.Metadata.Attempts));
        Assert.Equal(2, credentials.Made);
    }

    [Fact]
    public async Task ProvidersOfOurOwnRefreshThroughTheirInterface()
    {
        var credentials = new Own();
        var handler = new ScriptedHandler(ScriptedHandler.Status(403, "InvalidClientTokenId", "{}"), ScriptedHandler.Ok());
        using var client = Clients.Create(handler, _time, o => o.Credentials = credentials);

        await client.SignedTokenAsync();

        Assert.Equal(["OWN0", "OWN1"], handler.Requests.Select(KeyOf));
    }

    private static string KeyOf(HttpRequestMessage request)
    {
        string authorization = request.Header("authorization")!;
        int start = authorization.IndexOf("Credential=", StringComparison.Ordinal) + "Credential=".Length;
        return authorization[start..authorization.IndexOf('/', start)];
    }

    private sealed class Rotating : RefreshingAWSCredentials
    {
        private int _made;

        public int Made => _made;

        protected override CredentialsRefreshState GenerateNewCredentials() =>
            new(new ImmutableCredentials($"KEY{Interlocked.Increment(ref _made)}", "secret", null), new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        protected override Task<CredentialsRefreshState> GenerateNewCredentialsAsync() => Task.FromResult(GenerateNewCredentials());
    }

    private sealed class Own : AWSCredentials, IRefreshableCredentials
    {
        private int _refreshes;

        public override ImmutableCredentials GetCredentials() => new($"OWN{_refreshes}", "secret", null);

        public async ValueTask RefreshAsync(CancellationToken cancellationToken)
        {
            await Task.Yield();
            _refreshes++;
        }
    }

    private sealed class AsyncHandler(Func<HttpRequestMessage, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request);
    }
}
