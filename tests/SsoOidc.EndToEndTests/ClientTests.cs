using Amazon.Runtime;
using SsoOidc.LocalServer;

namespace SsoOidc.EndToEndTests;

/// <summary>Our client against the local Identity Center, over real HTTP.</summary>
public sealed class ClientTests
{
    private const string Application = "arn:aws:sso::123456789012:application/ssoins-1111111111111111/apl-2222222222222222";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_registers_polls_signs_in_and_refreshes()
    {
        await using var server = await LocalIdentityCenter.StartAsync(new() { PollInterval = TimeSpan.Zero }, Cancellation);
        using var client = new SsoOidcClient(Options(server));
        var (registration, device) = await StartAsync(client, server);
        var poll = CreateTokenRequest.ForDeviceCode(registration.ClientId!, registration.ClientSecret!, device.DeviceCode!);

        var pending = await Assert.ThrowsAsync<AuthorizationPendingException>(() => client.CreateTokenAsync(poll, Cancellation));
        Assert.Equal("authorization_pending", pending.Error);
        Assert.Equal(pending.ErrorDescription, pending.Message);
        Assert.Equal(400, (int)pending.StatusCode);
        Assert.NotNull(pending.RequestId);

        Assert.True(server.ApproveDevice(device.UserCode!));
        var token = await client.CreateTokenAsync(poll, Cancellation);
        Assert.Equal("Bearer", token.TokenType);
        Assert.Equal(3600, token.ExpiresIn);
        Assert.Equal(200, token.Metadata.StatusCode);
        Assert.Equal(1, token.Metadata.Attempts);

        var refreshed = await client.CreateTokenAsync(
            CreateTokenRequest.ForRefreshToken(registration.ClientId!, registration.ClientSecret!, token.RefreshToken!), Cancellation);
        Assert.NotEqual(token.AccessToken, refreshed.AccessToken);

        await Assert.ThrowsAsync<InvalidGrantException>(() => client.CreateTokenAsync(poll, Cancellation));
    }

    [Fact]
    public async Task Its_signature_is_verified_and_a_wrong_secret_refused()
    {
        await using var server = await LocalIdentityCenter.StartAsync(cancellationToken: Cancellation);
        using var client = new SsoOidcClient(Options(server, new BasicAWSCredentials("LOCALAKID", "local-secret")));
        var request = CreateTokenWithIamRequest.ForJwtBearer(Application, "aGVhZA.Ym9keQ.c2ln");
        var answer = await client.CreateTokenWithIamAsync(request, Cancellation);
        Assert.Equal(["openid", "aws", "sts:identity_context"], answer.Scope!);
        Assert.NotEmpty(answer.AwsAdditionalDetails!.IdentityContext!);

        var exchanged = await client.CreateTokenWithIamAsync(
            CreateTokenWithIamRequest.ForTokenExchange(Application, answer.AccessToken!, TokenTypes.AccessToken), Cancellation);
        Assert.Equal(TokenTypes.AccessToken, exchanged.IssuedTokenType);

        using var wrong = new SsoOidcClient(Options(server, new BasicAWSCredentials("LOCALAKID", "wrong")));
        var refused = await Assert.ThrowsAsync<SsoOidcServiceException>(() => wrong.CreateTokenWithIamAsync(request, Cancellation));
        Assert.Equal("InvalidSignatureException", refused.Code);

        using var withToken = new SsoOidcClient(Options(server, new SessionAWSCredentials("LOCALAKID", "local-secret", "to/ken==")));
        Assert.True((await withToken.CreateTokenWithIamAsync(request, Cancellation)).IsSuccessful);
    }

    [Fact]
    public async Task The_wrong_region_names_the_right_one()
    {
        await using var server = await LocalIdentityCenter.StartAsync(new() { Region = "eu-central-1" }, Cancellation);
        using var client = new SsoOidcClient(Options(server, new BasicAWSCredentials("LOCALAKID", "local-secret")));
        var error = await Assert.ThrowsAsync<InvalidRequestRegionException>(() =>
            client.CreateTokenWithIamAsync(CreateTokenWithIamRequest.ForJwtBearer(Application, "aGVhZA.Ym9keQ.c2ln"), Cancellation));
        Assert.Equal("eu-central-1", error.Region);
        Assert.Equal(server.Endpoint.AbsoluteUri, error.Endpoint);
    }

    [Fact]
    public async Task Every_kind_of_transport_reaches_it()
    {
        await using var server = await LocalIdentityCenter.StartAsync(cancellationToken: Cancellation);
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var httpClient = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var factory = new Factory(handler);
        Action<HttpOptions>[] transports =
        [
            static _ => { },
            http => http.Handler = handler,
            http => http.Client = httpClient,
            http => http.HandlerFactory = factory,
        ];
        foreach (var transport in transports)
        {
            var options = Options(server);
            transport(options.Http);
            using var client = new SsoOidcClient(options);
            var registration = await client.RegisterClientAsync(
                new RegisterClientRequest { ClientName = "x", ClientType = ClientTypes.Public }, Cancellation);
            Assert.NotNull(registration.ClientId);
        }

        Assert.Equal(["SsoOidc"], factory.Asked);
    }

    [Fact]
    public async Task Many_callers_share_one_client()
    {
        await using var server = await LocalIdentityCenter.StartAsync(cancellationToken: Cancellation);
        using var client = new SsoOidcClient(Options(server));
        var registrations = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => client.RegisterClientAsync(
            new RegisterClientRequest { ClientName = $"client {i}", ClientType = ClientTypes.Public }, Cancellation)));
        Assert.Equal(64, registrations.Select(registration => registration.ClientId).Distinct().Count());
    }

    private static async Task<(RegisterClientResponse Registration, StartDeviceAuthorizationResponse Device)> StartAsync(
        SsoOidcClient client, LocalIdentityCenter server)
    {
        var registration = await client.RegisterClientAsync(
            new RegisterClientRequest { ClientName = "test", ClientType = ClientTypes.Public, Scopes = ["sso:account:access"] }, Cancellation);
        var device = await client.StartDeviceAuthorizationAsync(
            new StartDeviceAuthorizationRequest
            {
                ClientId = registration.ClientId,
                ClientSecret = registration.ClientSecret,
                StartUrl = server.StartUrl,
            },
            Cancellation);
        return (registration, device);
    }

    private static SsoOidcClientOptions Options(LocalIdentityCenter server, AWSCredentials? credentials = null)
    {
        var options = new SsoOidcClientOptions { Region = "us-east-1", Credentials = credentials };
        options.Endpoint.Url = server.Endpoint.AbsoluteUri;
        return options;
    }

    private sealed class Factory(HttpMessageHandler handler) : IHttpMessageHandlerFactory
    {
        public List<string> Asked { get; } = [];

        public HttpMessageHandler CreateHandler(string name)
        {
            Asked.Add(name);
            return handler;
        }
    }
}
