namespace SsoOidc.EndToEndTests.LocalServer;

public sealed class RegisterClientTests
{
    [Fact]
    public async Task A_registration_lasts_ninety_days_and_names_no_endpoints()
    {
        await using var server = await TestServer.StartAsync();
        var answer = (await server.PostAsync("/client/register", new { clientName = "tool", clientType = "public" })).AssertOk();
        var now = server.Clock.GetUtcNow().ToUnixTimeSeconds();

        Assert.Equal(now, answer.Json.GetProperty("clientIdIssuedAt").GetInt64());
        Assert.Equal(now + (90 * 86400), answer.Json.GetProperty("clientSecretExpiresAt").GetInt64());
        Assert.Equal(
            ["clientId", "clientSecret", "clientIdIssuedAt", "clientSecretExpiresAt"],
            answer.Json.EnumerateObject().Select(member => member.Name));
        Assert.True(answer["clientSecret"].Length >= 43);
    }

    [Fact]
    public async Task Every_registration_gets_its_own_id_and_secret()
    {
        await using var server = await TestServer.StartAsync();
        var first = await server.RegisterAsync();
        var second = await server.RegisterAsync();
        Assert.NotEqual(first.Id, second.Id);
        Assert.NotEqual(first.Secret, second.Secret);
    }

    [Fact]
    public async Task What_the_AWS_CLI_sends_for_its_code_flow_is_accepted()
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostTextAsync("/client/register", """
            {
              "clientName": "botocore-client-my-sso", "clientType": "public", "scopes": ["sso:account:access"],
              "grantTypes": ["authorization_code", "refresh_token"], "redirectUris": ["http://127.0.0.1/oauth/callback"],
              "issuerUrl": "https://d-1234567890.awsapps.com/start",
              "entitledApplicationArn": "arn:aws:sso::123456789012:application/ssoins-1/apl-1"
            }
            """)).AssertOk();
    }

    [Theory]
    [InlineData("""{"clientType":"public"}""", "clientName")]
    [InlineData("""{"clientName":"x"}""", "clientType")]
    [InlineData("""{"clientName":"","clientType":"public"}""", "clientName")]
    [InlineData("""{"clientName":null,"clientType":"public"}""", "clientName")]
    [InlineData("""{"clientName":5,"clientType":"public"}""", "clientName")]
    [InlineData("""{"clientName":"x","clientType":"public","scopes":"a"}""", "scopes")]
    [InlineData("""{"clientName":"x","clientType":"public","scopes":[1]}""", "scopes")]
    [InlineData("""{"clientName":"x","clientType":"public","scopes":[null]}""", "scopes")]
    [InlineData("""{"clientName":"x","clientType":"public","redirectUris":{}}""", "redirectUris")]
    [InlineData("""{"clientName":"x","clientType":"public","issuerUrl":[]}""", "issuerUrl")]
    [InlineData("""{"clientName":"x","clientType":"public","entitledApplicationArn":1}""", "entitledApplicationArn")]
    public async Task A_member_that_is_missing_or_of_the_wrong_type_is_named(string body, string member)
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostTextAsync("/client/register", body)).AssertFault(400, "InvalidRequestException", "invalid_request", member);
    }

    [Theory]
    [InlineData("confidential")]
    [InlineData("Public")]
    public async Task Only_public_clients_are_registered(string type)
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostAsync("/client/register", new { clientName = "x", clientType = type }))
            .AssertFault(400, "InvalidClientMetadataException", "invalid_client_metadata", "clientType");
    }

    [Theory]
    [InlineData("password")]
    [InlineData("urn:ietf:params:oauth:grant-type:device-code")]
    [InlineData(GrantTypes.JwtBearer)]
    [InlineData(GrantTypes.TokenExchange)]
    public async Task A_grant_type_that_public_clients_cannot_have_is_refused(string grant)
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostAsync("/client/register", new { clientName = "x", clientType = "public", grantTypes = new[] { grant } }))
            .AssertFault(400, "UnsupportedGrantTypeException", "unsupported_grant_type");
    }

    [Theory]
    [InlineData("http://127.0.0.1/oauth/callback", true)]
    [InlineData("http://127.0.0.1:51234/oauth/callback", true)]
    [InlineData("http://[::1]:80/", true)]
    [InlineData("http://localhost:3000/cb", true)]
    [InlineData("https://example.com/cb", true)]
    [InlineData("http://example.com/cb", false)]
    [InlineData("http://127.0.0.1.example.com/cb", false)]
    [InlineData("http://192.168.1.5/cb", false)]
    [InlineData("https://user@example.com/", false)]
    [InlineData("https://example.com/cb#fragment", false)]
    [InlineData("myapp://callback", false)]
    [InlineData("/callback", false)]
    [InlineData("", false)]
    public async Task Redirect_uris_are_https_or_loopback(string uri, bool allowed)
    {
        await using var server = await TestServer.StartAsync();
        var answer = await server.PostAsync("/client/register", new { clientName = "x", clientType = "public", redirectUris = new[] { uri } });
        if (allowed)
        {
            answer.AssertOk();
        }
        else
        {
            answer.AssertFault(400, "InvalidRedirectUriException", "invalid_redirect_uri");
        }
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(25, true)]
    [InlineData(0, false)]
    [InlineData(26, false)]
    public async Task One_to_twenty_five_scopes_are_allowed(int count, bool allowed)
    {
        await using var server = await TestServer.StartAsync();
        var scopes = Enumerable.Range(0, count).Select(i => $"scope:{i}").ToArray();
        var answer = await server.PostAsync("/client/register", new { clientName = "x", clientType = "public", scopes });
        if (allowed)
        {
            answer.AssertOk();
        }
        else
        {
            answer.AssertFault(400, "InvalidScopeException", "invalid_scope");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("quo\"te")]
    [InlineData("ümlaut")]
    [InlineData("line\n")]
    public async Task A_scope_has_only_the_characters_that_OAuth_allows(string scope)
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostAsync("/client/register", new { clientName = "x", clientType = "public", scopes = new[] { scope } }))
            .AssertFault(400, "InvalidScopeException", "invalid_scope");
    }

    [Fact]
    public async Task An_expired_registration_is_an_invalid_client()
    {
        await using var server = await TestServer.StartAsync(options => options.RegistrationLifetime = TimeSpan.FromHours(1));
        var client = await server.RegisterAsync();
        var body = client.With(("startUrl", "https://example.com/start"));

        server.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        (await server.PostAsync("/device_authorization", body)).AssertOk();
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        (await server.PostAsync("/device_authorization", body)).AssertFault(401, "InvalidClientException", "invalid_client", "expired");
    }
}
