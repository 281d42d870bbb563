namespace SsoOidc.EndToEndTests.LocalServer;

public sealed class IamGrantTests
{
    [Fact]
    public async Task A_JWT_is_exchanged_for_tokens_with_an_identity_context()
    {
        await using var server = await TestServer.StartAsync();
        var answer = (await server.PostSignedAsync(SignedCall.JwtBearer)).AssertOk();
        Assert.Equal(
            ["accessToken", "tokenType", "expiresIn", "refreshToken", "issuedTokenType", "scope", "awsAdditionalDetails"],
            answer.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal("Bearer", answer["tokenType"]);
        Assert.Equal(3600, answer.Json.GetProperty("expiresIn").GetInt32());
        Assert.Equal(TokenTypes.AccessToken, answer["issuedTokenType"]);
        Assert.Equal(["openid", "aws", "sts:identity_context"], ScopesOf(answer));
        Assert.NotEmpty(answer.Json.GetProperty("awsAdditionalDetails").GetProperty("identityContext").GetString()!);
    }

    [Fact]
    public async Task Asked_scopes_are_granted()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal(["openid"], ScopesOf((await server.PostSignedAsync(Body(("scope", Scopes("openid"))))).AssertOk()));
        (await server.PostSignedAsync(Body(("scope", Scopes())))).AssertFault(400, "InvalidScopeException", "invalid_scope");
        (await server.PostSignedAsync(Body(("scope", "openid")))).AssertFault(400, "InvalidRequestException", "invalid_request", "scope");
    }

    [Theory]
    [InlineData("a.b", false)]
    [InlineData("a.b.c.d", false)]
    [InlineData("a..c", false)]
    [InlineData(".b.c", false)]
    [InlineData("a.b+.c", false)]
    [InlineData("a.b.c=", false)]
    [InlineData("header.payload.signature", true)]
    public async Task An_assertion_has_three_base64url_parts(string assertion, bool accepted)
    {
        await using var server = await TestServer.StartAsync();
        var answer = await server.PostSignedAsync(Body(("assertion", assertion)));
        if (accepted)
        {
            answer.AssertOk();
        }
        else
        {
            answer.AssertFault(400, "InvalidGrantException", "invalid_grant", "assertion");
        }
    }

    [Theory]
    [InlineData("client")]
    [InlineData("arn:")]
    [InlineData("arn:aws:iam::123456789012:role/admin")]
    [InlineData("arn:aws:sso::123456789012:application/")]
    [InlineData("arn:aws:sso::123456789012:application/a\n")]
    public async Task A_client_is_an_application_ARN(string clientId)
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostSignedAsync(Body(("clientId", clientId)))).AssertFault(401, "InvalidClientException", "invalid_client");
    }

    [Theory]
    [InlineData("clientId")]
    [InlineData("grantType")]
    [InlineData("assertion")]
    public async Task A_missing_member_is_named(string member)
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostSignedAsync(Body((member, null)))).AssertFault(400, "InvalidRequestException", "invalid_request", member);
    }

    [Theory]
    [InlineData(GrantTypes.DeviceCode, "must be one of")]
    [InlineData("password", "must be one of")]
    [InlineData(GrantTypes.AuthorizationCode, "does not offer")]
    public async Task Other_grants_are_unsupported(string grantType, string why)
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostSignedAsync(Body(("grantType", grantType)))).AssertFault(400, "UnsupportedGrantTypeException", "unsupported_grant_type", why);
    }

    [Fact]
    public async Task A_refresh_rotates_and_may_narrow_the_scopes_but_not_widen_them()
    {
        await using var server = await TestServer.StartAsync();
        var first = (await server.PostSignedAsync(SignedCall.JwtBearer)).AssertOk();
        var widened = await server.PostSignedAsync(Refresh(first, ("scope", Scopes("openid", "more"))));
        widened.AssertFault(400, "InvalidScopeException", "invalid_scope");

        var second = (await server.PostSignedAsync(Refresh(first, ("scope", Scopes("aws"))))).AssertOk();
        Assert.Equal(["aws"], ScopesOf(second));
        Assert.NotEqual(first["refreshToken"], second["refreshToken"]);
        Assert.Equal(["openid", "aws", "sts:identity_context"], ScopesOf((await server.PostSignedAsync(Refresh(second))).AssertOk()));
        (await server.PostSignedAsync(Refresh(first))).AssertFault(400, "InvalidGrantException", "invalid_grant", "Invalid refresh token");
    }

    [Fact]
    public async Task A_refresh_token_belongs_to_its_application_and_to_this_operation()
    {
        await using var server = await TestServer.StartAsync();
        var token = (await server.PostSignedAsync(SignedCall.JwtBearer)).AssertOk();
        (await server.PostSignedAsync(Refresh(token, ("clientId", SignedCall.Application + "x")))).AssertFault(400, "InvalidGrantException", "invalid_grant");
        (await server.RefreshAsync(await server.RegisterAsync("a"), token["refreshToken"])).AssertFault(400, "InvalidGrantException", "invalid_grant");
    }

    [Fact]
    public async Task An_access_token_of_this_server_is_exchanged()
    {
        await using var server = await TestServer.StartAsync();
        var subject = (await server.SignInAsync(await server.RegisterAsync("sso:account:access")))["accessToken"];
        var answer = (await server.PostSignedAsync(Exchange(subject))).AssertOk();
        Assert.Equal(TokenTypes.AccessToken, answer["issuedTokenType"]);
        Assert.False(answer.Json.TryGetProperty("refreshToken", out _));

        var refreshable = (await server.PostSignedAsync(Exchange(subject, ("requestedTokenType", TokenTypes.RefreshToken)))).AssertOk();
        Assert.Equal(TokenTypes.RefreshToken, refreshable["issuedTokenType"]);
        (await server.PostSignedAsync(Refresh(refreshable))).AssertOk();
    }

    [Fact]
    public async Task Foreign_and_expired_subject_tokens_are_refused()
    {
        await using var server = await TestServer.StartAsync();
        var token = await server.SignInAsync(await server.RegisterAsync("sso:account:access"));
        (await server.PostSignedAsync(Exchange("foreign"))).AssertFault(400, "InvalidGrantException", "invalid_grant");
        (await server.PostSignedAsync(Exchange(token["refreshToken"]))).AssertFault(400, "InvalidGrantException", "invalid_grant");
        server.Clock.Advance(TimeSpan.FromMinutes(59));
        (await server.PostSignedAsync(Exchange(token["accessToken"]))).AssertOk();
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await server.PostSignedAsync(Exchange(token["accessToken"]))).AssertFault(400, "InvalidGrantException", "invalid_grant");
    }

    [Theory]
    [InlineData("subjectToken", null)]
    [InlineData("subjectTokenType", null)]
    [InlineData("subjectTokenType", TokenTypes.RefreshToken)]
    [InlineData("requestedTokenType", "urn:ietf:params:oauth:token-type:id_token")]
    public async Task An_exchange_names_its_tokens_and_types(string member, string? value)
    {
        await using var server = await TestServer.StartAsync();
        var subject = (await server.SignInAsync(await server.RegisterAsync()))["accessToken"];
        (await server.PostSignedAsync(Exchange(subject, (member, value)))).AssertFault(400, "InvalidRequestException", "invalid_request", member);
    }

    private static Dictionary<string, object?> Body(params (string Name, object? Value)[] changes) => Changed(SignedCall.JwtBearer, changes);

    private static Dictionary<string, object?> Refresh(Answer token, params (string Name, object? Value)[] changes) => Changed(
        new() { ["clientId"] = SignedCall.Application, ["grantType"] = GrantTypes.RefreshToken, ["refreshToken"] = token["refreshToken"] }, changes);

    private static Dictionary<string, object?> Exchange(string subject, params (string Name, object? Value)[] changes) => Changed(
        new()
        {
            ["clientId"] = SignedCall.Application,
            ["grantType"] = GrantTypes.TokenExchange,
            ["subjectToken"] = subject,
            ["subjectTokenType"] = TokenTypes.AccessToken,
        },
        changes);

    private static Dictionary<string, object?> Changed(Dictionary<string, object?> body, (string Name, object? Value)[] changes)
    {
        foreach (var (name, value) in changes)
        {
            body[name] = value;
        }

        return body;
    }

    private static string[] Scopes(params string[] scopes) => scopes;

    private static IEnumerable<string?> ScopesOf(Answer answer) =>
        answer.Json.GetProperty("scope").EnumerateArray().Select(scope => scope.GetString());
}
