using System.Net;
using Amazon.Runtime;

namespace SsoOidc.CredentialTests.Credentials;

/// <summary>Traps in every source: nothing of them is touched before a call must be signed.</summary>
public sealed class LazinessTests : IDisposable
{
    private const string Session = "sso_session = s\nsso_account_id = 1\nsso_role_name = r\n";

    private readonly Machine _machine = new();
    private readonly LoopbackServer _trap;
    private readonly string _folder = Directory.CreateTempSubdirectory("ssooidc-").FullName;

    public LazinessTests()
    {
        _trap = _machine.Serve(_ => new Reply(500));
        _machine.Environment.Remove("AWS_EC2_METADATA_DISABLED");
        _machine.Environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = _trap.Url;
        _machine.Environment["AWS_ENDPOINT_URL_STS"] = _trap.Url;
        _machine.Environment["AWS_ENDPOINT_URL_SSO"] = _trap.Url;
    }

    private string Marker => Path.Combine(_folder, "ran");

    [Theory]
    [InlineData(Session)]
    [InlineData("role_arn = r\nweb_identity_token_file = /token\n")]
    [InlineData("credential_process = touch {0}; false\n")]
    [InlineData("output = json\n")]
    public async Task Neither_the_constructor_nor_an_unsigned_call_looks_for_credentials_or_tokens(string profile)
    {
        _machine.Files["/token"] = "jwt";
        _machine.Files["/home/u/.aws/sso/cache/a0f1490a20d0211c997b44bc357e1972deab8ae3.json"] = "{\"accessToken\":\"t\",\"expiresAt\":\"2024-01-01T00:00:00Z\"}";
        string keys = string.Format(System.Globalization.CultureInfo.InvariantCulture, profile, Marker);
        _machine.Config = $"[default]\nregion = us-east-1\n{keys}[sso-session s]\nsso_region = us-east-1\n";
        var handler = new CapturingHandler();
        using var client = new SsoOidcClient(Options(handler));
        Assert.False(IsTouched());

        await client.CreateTokenAsync(
            new CreateTokenRequest { ClientId = "c", ClientSecret = "s", GrantType = GrantTypes.RefreshToken }, TestContext.Current.CancellationToken);
        await client.RegisterClientAsync(new RegisterClientRequest { ClientName = "c", ClientType = ClientTypes.Public }, TestContext.Current.CancellationToken);
        Assert.False(IsTouched());

        // The trap is a real one: a signed call walks into it.
        await Assert.ThrowsAsync<MissingCredentialsException>(() => SignAsync(client));
        Assert.True(IsTouched());
    }

    [Fact]
    public async Task Credentials_are_fetched_once_for_many_signed_calls()
    {
        _machine.Config = $"[default]\nregion = us-east-1\ncredential_process = echo x >> {Marker}; echo '{{\"Version\":1,\"AccessKeyId\":\"AKID\",\"SecretAccessKey\":\"s\"}}'\n";
        var handler = new CapturingHandler();
        using var client = new SsoOidcClient(Options(handler));
        for (int i = 0; i < 5; i++)
        {
            await SignAsync(client);
        }

        Assert.Single(File.ReadAllLines(Marker));
        Assert.Equal(5, handler.Requests.Count);
        Assert.All(handler.Requests, headers => Assert.Contains("Credential=AKID/", headers["authorization"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_provider_in_the_options_is_asked_for_a_signature_only()
    {
        var provider = new CountingCredentials();
        var options = Options(new CapturingHandler());
        options.Region = "us-east-1";
        options.Credentials = provider;
        using var client = new SsoOidcClient(options);
        await client.RegisterClientAsync(new RegisterClientRequest { ClientName = "c", ClientType = ClientTypes.Public }, TestContext.Current.CancellationToken);
        Assert.Equal(0, provider.Asked);
        await SignAsync(client);
        Assert.Equal(1, provider.Asked);
        Assert.DoesNotContain(_machine.Files.Opened, path => path.EndsWith("credentials", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keys_and_profile_of_the_options_reach_the_chain()
    {
        _machine.Credentials = "[work]\naws_access_key_id = AKIDWORK\naws_secret_access_key = s\n";
        _machine.Environment["AWS_ACCESS_KEY_ID"] = "AKIDENV";
        _machine.Environment["AWS_SECRET_ACCESS_KEY"] = "s";
        Assert.Equal("AKIDOPT", await KeyOfAsync(o => (o.AccessKeyId, o.SecretAccessKey, o.Profile) = ("AKIDOPT", "s", "work")));
        Assert.Equal("AKIDWORK", await KeyOfAsync(o => o.Profile = "work"));
        _machine.Environment["AWS_PROFILE"] = "work";
        Assert.Equal("AKIDENV", await KeyOfAsync(_ => { }));
    }

    [Fact]
    public async Task Role_credentials_are_fetched_through_the_transport_of_the_client()
    {
        var sts = new FakeSts();
        var seen = new List<string>();
        _machine.Environment["AWS_ENDPOINT_URL_STS"] = "https://sts.example";
        _machine.Environment["AWS_ROLE_ARN"] = "r";
        _machine.Environment["AWS_WEB_IDENTITY_TOKEN_FILE"] = "/token";
        _machine.Files["/token"] = "jwt";
        var options = Options(new RelayHandler(async request =>
        {
            seen.Add(request.RequestUri!.Host);
            return request.RequestUri.Host == "sts.example"
                ? sts.Answer(new ReceivedRequest("POST / ", [], await request.Content!.ReadAsStringAsync())).Body
                : "{}";
        }));
        options.Region = "us-east-1";
        using var client = new SsoOidcClient(options);
        await SignAsync(client);
        Assert.Equal(["sts.example", "oidc.us-east-1.amazonaws.com"], seen);
    }

    public void Dispose()
    {
        _machine.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static Task<CreateTokenWithIamResponse> SignAsync(SsoOidcClient client) => client.CreateTokenWithIamAsync(
        CreateTokenWithIamRequest.ForJwtBearer("arn:aws:sso::123456789012:application/ssoins-1/apl-2", "jwt"), TestContext.Current.CancellationToken);

    private bool IsTouched() => File.Exists(Marker) || _machine.Connected.Count > 0 || _machine.Files.Opened.Any(path => path != "/home/u/.aws/config");

    private async Task<string> KeyOfAsync(Action<SsoOidcClientOptions> change)
    {
        var handler = new CapturingHandler();
        var options = Options(handler);
        options.Region = "us-east-1";
        change(options);
        using var client = new SsoOidcClient(options);
        await SignAsync(client);
        return handler.Requests[0]["authorization"].Split("Credential=")[1].Split('/')[0];
    }

    private SsoOidcClientOptions Options(HttpMessageHandler handler) => new()
    {
        Http = { Handler = handler },
        TimeProvider = _machine.Time,
        Seams = _machine.Seams,
    };

    private sealed class CountingCredentials : AWSCredentials
    {
        public int Asked { get; private set; }

        public override ImmutableCredentials GetCredentials()
        {
            Asked++;
            return new ImmutableCredentials("AKID", "s", null);
        }
    }

    private sealed class RelayHandler(Func<HttpRequestMessage, Task<string>> answer) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            new(HttpStatusCode.OK) { Content = new StringContent(await answer(request)) };
    }
}
