namespace SsoOidc.RetryTests;

/// <summary>A wait ends at once when the caller gives up or the call takes too long. The clock here moves only when told to.</summary>
public sealed class CancellationTests
{
    private readonly EventTime _time = new();

    [Fact]
    public async Task CancellingEndsABackoffWaitAtOnce()
    {
        var handler = new ScriptedHandler(ScriptedHandler.Status(500), ScriptedHandler.Ok());
        using var client = Clients.Create(handler, _time);
        using var source = new CancellationTokenSource();

        var call = client.TokenAsync(source.Token);
        Assert.Equal(1, _time.Armed);
        Assert.False(call.IsCompleted);
        await source.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.True(call.IsCanceled);
        Assert.Equal(source.Token, error.CancellationToken);
        Assert.Equal(1, handler.Count);
        Assert.Equal(0, _time.Armed);
    }

    [Fact]
    public async Task ACancelledTokenMakesNoFurtherAttemptWithoutAWaitEither()
    {
        using var source = new CancellationTokenSource();
        var handler = new ScriptedHandler(ScriptedHandler.Status(500)) { OnSend = source.Cancel };
        using var client = Clients.Create(handler, _time, static o => o.Retry.BaseDelay = TimeSpan.Zero);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.TokenAsync(source.Token));

        Assert.Equal(1, handler.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task ACallThatIsCancelledBeforeAWaitIsCancelled(int attempt)
    {
        using var source = new CancellationTokenSource();
        var handler = new ScriptedHandler(ScriptedHandler.Status(500));
        using var client = Clients.Create(handler, new JumpingTime(), o => o.Retry.Decide = failed =>
        {
            if (failed.Attempts == attempt)
            {
                source.Cancel();
            }

            return RetryDecision.Default;
        });

        var call = client.TokenAsync(source.Token);

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(source.Token, error.CancellationToken);
        Assert.Equal(attempt, handler.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task ACallWhoseTimeIsUpBeforeAWaitIsTimedOut(int attempt)
    {
        var handler = new ScriptedHandler(ScriptedHandler.Status(500));
        using var client = Clients.Create(handler, _time, o =>
        {
            o.Retry.BaseDelay = TimeSpan.Zero;
            o.CallTimeout = TimeSpan.FromSeconds(2);
            o.Retry.Decide = failed =>
            {
                if (failed.Attempts == attempt)
                {
                    _time.FireNext();
                }

                return RetryDecision.Default;
            };
        });

        var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.TokenAsync());
        Assert.Equal((TransportErrorKind.CallTimeout, attempt), (error.Kind, error.Attempts));
    }

    [Theory]
    [InlineData("sigv4")]
    [InlineData("bearer")]
    public async Task ACallThatEndsWhileItWaitsForCredentialsHasNotReachedTheService(string scheme)
    {
        var handler = new ScriptedHandler(ScriptedHandler.Ok());
        using var client = Clients.Create(handler, _time, o =>
        {
            o.Credentials = new SilentCredentials();
            o.TokenProvider = new SilentTokens();
            o.Endpoint.Provider = new SchemeEndpoint(scheme);
            o.CallTimeout = TimeSpan.FromSeconds(2);
        });

        var call = client.SignedTokenAsync();
        _time.FireNext();

        var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => call);
        Assert.Equal((TransportErrorKind.CallTimeout, false), (error.Kind, error.MayHaveReachedService));
    }

    [Fact]
    public async Task ACallWhoseTimeIsUpBeforeItIsSentHasNotReachedTheService()
    {
        var handler = new ScriptedHandler(ScriptedHandler.Ok());
        using var client = Clients.Create(handler, _time, static o => o.CallTimeout = TimeSpan.FromSeconds(2));
        client.Handlers.Add(new Watch(() => _time.FireNext()), PipelineStep.Sign, 10);

        var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.TokenAsync());
        Assert.Equal((TransportErrorKind.CallTimeout, false, 0), (error.Kind, error.MayHaveReachedService, handler.Count));
    }

    [Fact]
    public async Task CancellingEndsAWaitForCapacity()
    {
        var handler = new ScriptedHandler(ScriptedHandler.Status(429));
        using var client = Clients.Create(
            handler,
            _time,
            static o =>
            {
                o.Retry.Mode = RetryMode.Adaptive;
                o.Retry.MaxAttempts = 1;
                o.RaiseResponseErrors = false;
            });
        await client.TokenAsync();
        using var source = new CancellationTokenSource();

        var first = client.TokenAsync(source.Token);
        var second = client.TokenAsync(source.Token);
        var third = client.TokenAsync();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await Clients.Until(() => _time.Armed == 1);
        Assert.True(_time.FireNext());
        Assert.Equal(1, (await third).Metadata.Attempts);
        Assert.Equal(2, handler.Count);
    }

    [Theory]
    [InlineData(RetryMode.Legacy)]
    [InlineData(RetryMode.Standard)]
    public async Task TheCallTimeoutEndsABackoffWait(RetryMode mode)
    {
        var handler = new ScriptedHandler(ScriptedHandler.Status(500, "InternalServerException", "{}"));
        using var client = Clients.Create(handler, _time, o =>
        {
            o.Retry.Mode = mode;
            o.Retry.BaseDelay = TimeSpan.FromSeconds(1);
            o.CallTimeout = TimeSpan.FromSeconds(2);
        });

        var call = client.TokenAsync();
        _time.FireNext();
        await Clients.Until(() => handler.Count == 2 && _time.Armed == 2);
        _time.FireNext();

        var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => call);
        Assert.Equal(TimeSpan.FromSeconds(2), _time.Elapsed);
        Assert.Equal((TransportErrorKind.CallTimeout, 2, true, true), (error.Kind, error.Attempts, error.IsRetryable, error.MayHaveReachedService));
        Assert.Equal(2, Assert.IsType<InternalServerException>(error.InnerException).Attempts);
        Assert.Contains("2 s", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, _time.Armed);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, false)]
    [InlineData(HttpRequestError.ResponseEnded, true)]
    public async Task ACallThatEndsInAWaitHasReachedTheServiceIfAnAttemptHas(HttpRequestError lost, bool hasReached)
    {
        var handler = new ScriptedHandler(ScriptedHandler.Throws(new HttpRequestException(lost)));
        using var client = Clients.Create(handler, _time, static o =>
        {
            o.Retry.BaseDelay = TimeSpan.FromSeconds(5);
            o.CallTimeout = TimeSpan.FromSeconds(2);
        });

        var call = client.TokenAsync();
        _time.FireNext();

        var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => call);
        Assert.Equal((TransportErrorKind.CallTimeout, 1, hasReached), (error.Kind, error.Attempts, error.MayHaveReachedService));
    }

    [Fact]
    public async Task ACallThatEndsWhileItConnectsHasNotReachedTheService()
    {
        var connecting = new TaskCompletionSource();
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectCallback = async (_, cancellationToken) =>
            {
                connecting.SetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
                throw new InvalidOperationException();
            },
        };
        using var client = Clients.Create(handler, _time, static o => o.CallTimeout = TimeSpan.FromSeconds(2));

        var call = client.TokenAsync();
        await connecting.Task;
        await Clients.Until(() => _time.Armed == 2);
        _time.FireNext();

        var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => call);
        Assert.Equal((TransportErrorKind.CallTimeout, 1, false), (error.Kind, error.Attempts, error.MayHaveReachedService));
    }

    [Fact]
    public async Task TheCallTimeoutEndsAnAttempt()
    {
        using var client = Clients.Create(new SilentHandler(), _time, static o => o.RaiseResponseErrors = false);

        var call = client.CreateTokenAsync(
            new CreateTokenRequest { ClientId = "c", ClientSecret = "s", GrantType = GrantTypes.RefreshToken },
            new RequestOptions { CallTimeout = TimeSpan.FromSeconds(1) });
        await Clients.Until(() => _time.Armed == 2);
        _time.FireNext();

        var error = Assert.IsType<SsoOidcTransportException>((await call).Error);
        Assert.Equal((TransportErrorKind.CallTimeout, 1, true), (error.Kind, error.Attempts, error.MayHaveReachedService));
        Assert.IsAssignableFrom<OperationCanceledException>(error.InnerException);
    }

    [Fact]
    public async Task TheCallTimeoutHoldsForLooseCalls()
    {
        using var client = Clients.Create(new SilentHandler(), _time, static o => o.CallTimeout = TimeSpan.FromSeconds(1));

        var call = client.BuildRequest("CreateToken", new Dictionary<string, object?> { ["clientId"] = "c", ["clientSecret"] = "s", ["grantType"] = "g" })
            .SendAsync();
        await Clients.Until(() => _time.Armed == 2);
        _time.FireNext();

        Assert.Equal(TransportErrorKind.CallTimeout, (await Assert.ThrowsAsync<SsoOidcTransportException>(() => call)).Kind);
    }

    [Fact]
    public async Task TheCallersOwnCancellationIsNotATimeout()
    {
        using var client = Clients.Create(new SilentHandler(), _time, static o => o.CallTimeout = TimeSpan.FromSeconds(1));
        using var source = new CancellationTokenSource();

        var call = client.TokenAsync(source.Token);
        await source.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.True(call.IsCanceled);
        Assert.Equal(source.Token, error.CancellationToken);
    }

    [Fact]
    public async Task ACallMayLiftTheClientsLimit()
    {
        using var client = Clients.Create(new ScriptedHandler(ScriptedHandler.Ok()), _time, static o => o.CallTimeout = TimeSpan.FromSeconds(1));
        int armed = -1;
        client.Handlers.Add(new Watch(() => armed = _time.Armed));
        var request = new CreateTokenRequest { ClientId = "c", ClientSecret = "s", GrantType = GrantTypes.RefreshToken };

        await client.CreateTokenAsync(request, new RequestOptions { CallTimeout = Timeout.InfiniteTimeSpan });
        Assert.Equal(0, armed);
        await client.CreateTokenAsync(request);
        Assert.Equal(1, armed);
        Assert.Equal(0, _time.Armed);
    }

    [Fact]
    public void ATimeoutMustBeAboveZero()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new RequestOptions { CallTimeout = TimeSpan.Zero });
        var error = Assert.Throws<ClientConfigurationException>(
            static () => new SsoOidcClient(new SsoOidcClientOptions { Region = "us-west-2", CallTimeout = TimeSpan.FromSeconds(-2) }));
        Assert.Contains("CallTimeout", error.Message, StringComparison.Ordinal);
    }

    private sealed class SilentCredentials : Amazon.Runtime.AWSCredentials
    {
        public override Amazon.Runtime.ImmutableCredentials GetCredentials() => throw new NotSupportedException();

        public override Task<Amazon.Runtime.ImmutableCredentials> GetCredentialsAsync() =>
            new TaskCompletionSource<Amazon.Runtime.ImmutableCredentials>().Task;
    }

    private sealed class SilentTokens : Amazon.Runtime.IAWSTokenProvider
    {
        public Task<Amazon.Runtime.TryResponse<Amazon.Runtime.AWSToken>> TryResolveTokenAsync(CancellationToken cancellationToken) =>
            new TaskCompletionSource<Amazon.Runtime.TryResponse<Amazon.Runtime.AWSToken>>().Task;
    }

    private sealed class SchemeEndpoint(string scheme) : EndpointProvider
    {
        public override ResolvedEndpoint Resolve(EndpointParameters parameters) =>
            new("https://e.example") { AuthSchemes = [new EndpointAuthScheme(scheme)] };
    }

    private sealed class SilentHandler : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException();
        }
    }

    private sealed class Watch(Action look) : PipelineHandler
    {
        public override ValueTask InvokeAsync(OperationContext context, PipelineNext next)
        {
            look();
            return next.InvokeAsync(context);
        }
    }
}
