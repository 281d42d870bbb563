using Amazon.Runtime;

namespace SsoOidc.RetryTests;

/// <summary>The number of attempts is right wherever it is told, and every attempt is the same request.</summary>
public sealed class AttemptsTests
{
    private readonly JumpingTime _time = new();

    [Fact]
    public async Task AResponseTellsThem()
    {
        using var client = Clients.Create(new ScriptedHandler(ScriptedHandler.Status(500), ScriptedHandler.Status(503), ScriptedHandler.Ok()), _time);

        Assert.Equal(3, (await client.TokenAsync()).Metadata.Attempts);
        Assert.Equal(1, (await client.TokenAsync()).Metadata.Attempts);
    }

    [Fact]
    public async Task TheExceptionIsTheSameAfterOneAttemptAndAfterMany()
    {
        var handler = new ScriptedHandler(ScriptedHandler.Status(500, "InternalServerException", "{}"));
        using var client = Clients.Create(handler, _time);
        using var once = Clients.Create(handler, _time, static o => o.Retry.Limit = 0);

        var many = await Assert.ThrowsAsync<InternalServerException>(() => client.TokenAsync());
        var one = await Assert.ThrowsAsync<InternalServerException>(() => once.TokenAsync());

        Assert.Equal((4, 1), (many.Attempts, one.Attempts));
        Assert.True(many.IsRetryable && one.IsRetryable);
        Assert.NotNull(many.Retryable);
    }

    [Fact]
    public async Task TheLastFailureIsTheOneThatIsTold()
    {
        var handler = new ScriptedHandler(
            ScriptedHandler.Status(500),
            ScriptedHandler.Throws(new HttpRequestException(HttpRequestError.ResponseEnded, "cut")),
            ScriptedHandler.Status(400, "InvalidGrantException", """{"error_description":"no"}"""));
        using var client = Clients.Create(handler, _time);

        var error = await Assert.ThrowsAsync<InvalidGrantException>(() => client.TokenAsync());

        Assert.Equal((3, 400, false), (error.Attempts, error.Metadata.StatusCode, error.IsRetryable));
    }

    [Fact]
    public async Task ALostAnswerLeavesNothingOfTheOneBefore()
    {
        var handler = new ScriptedHandler(
            ScriptedHandler.Status(500), ScriptedHandler.Throws(new HttpRequestException(HttpRequestError.ResponseEnded, "cut")));
        using var client = Clients.Create(handler, _time, static o => o.Retry.Limit = 1);

        var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.TokenAsync());

        Assert.Equal((2, 0, TransportErrorKind.CutOff), (error.Attempts, error.Metadata.StatusCode, error.Kind));
        Assert.True(error.IsRetryable);
    }

    [Fact]
    public async Task AnUnreadableAnswerIsNotRetried()
    {
        var handler = new ScriptedHandler(ScriptedHandler.Status(500), ScriptedHandler.Status(200, body: "nonsense"));
        using var client = Clients.Create(handler, _time);

        var error = await Assert.ThrowsAsync<ResponseParseException>(() => client.TokenAsync());

        Assert.Equal((2, false), (error.Attempts, error.IsRetryable));
        Assert.Equal(2, handler.Count);
    }

    [Fact]
    public async Task MissingCredentialsAreNotRetried()
    {
        var handler = new ScriptedHandler(ScriptedHandler.Ok());
        using var client = Clients.Create(handler, _time, static o =>
        {
            o.Credentials = new AnonymousAWSCredentials();
            o.Retry.Decide = static _ => RetryDecision.Retry;
        });

        await Assert.ThrowsAsync<MissingCredentialsException>(() => client.SignedTokenAsync());

        Assert.Equal(0, handler.Count);
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task AnExceptionOfAHandlerInALaterAttemptReachesTheCallerUnchanged()
    {
        var mine = new FormatException("mine");
        var handler = new ScriptedHandler(ScriptedHandler.Status(500), ScriptedHandler.Ok());
        using var client = Clients.Create(handler, _time);
        client.Handlers.Add(new ThrowsOnAttempt(2, mine), PipelineStep.Sign, 10);

        Assert.Same(mine, await Assert.ThrowsAsync<FormatException>(() => client.TokenAsync()));
        Assert.Equal(1, handler.Count);
    }

    [Fact]
    public async Task ACancellationThatAHandlerThrowsEndsTheCall()
    {
        var handler = new ScriptedHandler(ScriptedHandler.Status(500), ScriptedHandler.Ok());
        using var client = Clients.Create(handler, _time);
        client.Handlers.Add(new ThrowsOnAttempt(2, new OperationCanceledException("mine")), PipelineStep.Sign, 10);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.TokenAsync());
        Assert.Equal(1, handler.Count);
    }

    [Fact]
    public async Task EveryAttemptIsTheSameRequestButForItsNumber()
    {
        var handler = new ScriptedHandler(ScriptedHandler.Status(500), ScriptedHandler.Status(429), ScriptedHandler.Ok());
        using var client = Clients.Create(handler, _time, static o => o.Retry.Mode = RetryMode.Standard);

        await client.SignedTokenAsync();

        Assert.Equal(["attempt=1; max=3", "attempt=2; max=3", "attempt=3; max=3"], handler.Requests.Select(static r => r.Header("amz-sdk-request")));
        Assert.Single(handler.Requests.Select(static r => r.Header("amz-sdk-invocation-id")).Distinct());
        Assert.Single(handler.Requests.Select(static r => r.RequestUri).Distinct());
        Assert.Single(handler.Bodies.Distinct());
        Assert.NotEmpty(handler.Bodies[0]);
        Assert.Equal(3, handler.Requests.Select(static r => r.Header("authorization")).Distinct().Count());
        Assert.Equal(["20241105T102030Z", "20241105T102031Z", "20241105T102033Z"], handler.Requests.Select(static r => r.Header("x-amz-date")));
    }

    [Fact]
    public async Task AHeaderThatALaterAttemptDoesNotHaveIsNotSent()
    {
        var seen = new List<string>();
        using var handler = new Looking(request => seen.Add(string.Join(' ', request.Content!.Headers.Select(static h => h.Key).Order(StringComparer.Ordinal))));
        using var client = Clients.Create(handler, _time);
        client.Handlers.HandleRequest(context => context.HttpRequest.Headers["content-language"] = context.Attempts == 1 ? "en" : null, PipelineStep.Sign);

        await client.TokenAsync();

        Assert.Equal(["Content-Language Content-Type", "Content-Type"], seen);
    }

    [Fact]
    public async Task LegacyDoesNotNumberItsAttempts()
    {
        var handler = new ScriptedHandler(ScriptedHandler.Ok());
        using var client = Clients.Create(handler, _time);

        await client.TokenAsync();

        Assert.Null(handler.Requests[0].Header("amz-sdk-request"));
    }

    [Fact]
    public async Task AStubbedClientDoesNotRetry()
    {
        using var client = new SsoOidcClient(new SsoOidcClientOptions { Region = "us-west-2", StubResponses = true, TimeProvider = _time, Retry = { Mode = RetryMode.Standard } });
        client.StubResponses(Operations.CreateToken, StubbedResponse.Http(500), new CreateTokenResponse { AccessToken = "t" });

        var error = await Assert.ThrowsAsync<SsoOidcServiceException>(() => client.TokenAsync());
        var token = await client.TokenAsync();

        Assert.Equal((1, 1, "t"), (error.Attempts, token.Metadata.Attempts, token.AccessToken));
        Assert.All(client.ApiRequests, static request => Assert.False(request.Context.HttpRequest.Headers.Contains("amz-sdk-request")));
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task RefusedCapacityTellsWhatCameBefore()
    {
        var handler = new ScriptedHandler(ScriptedHandler.Status(429));
        using var client = Clients.Create(handler, _time, static o =>
        {
            o.Retry.Mode = RetryMode.Adaptive;
            o.Retry.AdaptiveWaitToFill = false;
            o.RaiseResponseErrors = false;
        }, random: 0);

        var second = await Assert.ThrowsAsync<RetryCapacityNotAvailableException>(() => client.TokenAsync());
        var first = await Assert.ThrowsAsync<RetryCapacityNotAvailableException>(() => client.TokenAsync());

        var before = Assert.IsType<SsoOidcServiceException>(second.InnerException);
        Assert.Equal((1, 1, 429), (second.Attempts, before.Attempts, (int)before.StatusCode));
        Assert.True(before.IsThrottling);
        Assert.Equal((0, null), (first.Attempts, first.InnerException));
        Assert.Equal(1, handler.Count);
    }

    private sealed class Looking(Action<HttpRequestMessage> look) : HttpMessageHandler
    {
        private int _count;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            look(request);
            return Task.FromResult((++_count == 1 ? ScriptedHandler.Status(500) : ScriptedHandler.Ok())());
        }
    }

    private sealed class ThrowsOnAttempt(int attempt, Exception exception) : PipelineHandler
    {
        public override ValueTask InvokeAsync(OperationContext context, PipelineNext next) =>
            context.Attempts == attempt ? throw exception : next.InvokeAsync(context);
    }
}
