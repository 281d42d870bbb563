namespace SsoOidc.EndToEndTests.LocalServer;

public sealed class CreateTokenTests
{
    [Theory]
    [InlineData("urn:ietf:params:oauth:grant-type:device-code")]
    [InlineData("password")]
    [InlineData(GrantTypes.JwtBearer)]
    public async Task Other_grant_types_are_unsupported(string grantType)
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostAsync("/token", (await server.RegisterAsync()).With(("grantType", grantType), ("deviceCode", "x"))))
            .AssertFault(400, "UnsupportedGrantTypeException", "unsupported_grant_type", GrantTypes.DeviceCode);
    }

    [Fact]
    public async Task The_authorization_code_grant_says_that_it_is_not_offered_yet()
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostAsync("/token", (await server.RegisterAsync()).With(("grantType", GrantTypes.AuthorizationCode), ("code", "x"))))
            .AssertFault(400, "UnsupportedGrantTypeException", "unsupported_grant_type", "does not offer");
    }

    [Theory]
    [InlineData("clientId")]
    [InlineData("clientSecret")]
    [InlineData("grantType")]
    [InlineData("deviceCode")]
    public async Task A_missing_member_is_named(string member)
    {
        await using var server = await TestServer.StartAsync();
        var body = (await server.RegisterAsync()).With(("grantType", GrantTypes.DeviceCode), ("deviceCode", "x"));
        body.Remove(member);
        (await server.PostAsync("/token", body)).AssertFault(400, "InvalidRequestException", "invalid_request", member);
    }

    [Theory]
    [InlineData("deviceCode", 5)]
    [InlineData("code", true)]
    [InlineData("refreshToken", 1.5)]
    [InlineData("redirectUri", 1)]
    [InlineData("codeVerifier", false)]
    [InlineData("scope", "not a list")]
    public async Task A_member_of_the_wrong_type_is_named(string member, object value)
    {
        await using var server = await TestServer.StartAsync();
        var body = (await server.RegisterAsync()).With(("grantType", GrantTypes.DeviceCode), ("deviceCode", "x"), (member, value));
        (await server.PostAsync("/token", body)).AssertFault(400, "InvalidRequestException", "invalid_request", member);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{")]
    [InlineData("{} x")]
    [InlineData("{\"clientId\":\"a\",\"clientId\":\"b\"}")]
    [InlineData("clientId=a&grantType=b")]
    public async Task A_body_that_is_not_one_JSON_object_is_an_invalid_request(string body)
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostTextAsync("/token", body)).AssertFault(400, "InvalidRequestException", "invalid_request", "JSON");
    }

    [Theory]
    [InlineData("""{"clientId":"\ud800","clientSecret":"x","grantType":"y"}""")]
    [InlineData("""{"\ud800":"x"}""")]
    public async Task Text_that_is_not_Unicode_is_an_invalid_request(string body)
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostTextAsync("/token", body)).AssertFault(400, "InvalidRequestException", "invalid_request");
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_an_invalid_request()
    {
        await using var server = await TestServer.StartAsync();
        (await server.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/token") { Content = new ByteArrayContent([.. "{\"unknown\":\""u8, 0xC3, 0x28, .. "\"}"u8]) }))
            .AssertFault(400, "InvalidRequestException", "invalid_request", "JSON");
    }

    [Fact]
    public async Task A_wrong_client_is_told_before_a_wrong_device_code()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterAsync();
        (await server.PollAsync(client with { Secret = "wrong" }, new Device("nothing", ""))).AssertFault(401, "InvalidClientException", "invalid_client");
    }
}
