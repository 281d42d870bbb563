namespace SsoOidc.EndToEndTests.LocalServer;

public sealed class StartDeviceAuthorizationTests
{
    [Fact]
    public async Task The_answer_holds_codes_page_lifetime_and_interval()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterAsync();
        var answer = (await server.PostAsync("/device_authorization", client.With(("startUrl", "https://d-1234567890.awsapps.com/start")))).AssertOk();

        Assert.Matches("^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$", answer["userCode"]);
        Assert.Equal($"{server.Server.Endpoint}device", answer["verificationUri"]);
        Assert.Equal($"{server.Server.Endpoint}device?user_code={answer["userCode"]}", answer["verificationUriComplete"]);
        Assert.Equal(600, answer.Json.GetProperty("expiresIn").GetInt32());
        Assert.Equal(1, answer.Json.GetProperty("interval").GetInt32());
        Assert.True(answer["deviceCode"].Length >= 43);
    }

    [Fact]
    public async Task Lifetime_and_interval_come_from_the_options()
    {
        await using var server = await TestServer.StartAsync(options =>
        {
            options.DeviceCodeLifetime = TimeSpan.FromSeconds(90);
            options.PollInterval = TimeSpan.FromSeconds(7);
        });
        var answer = (await server.PostAsync("/device_authorization", (await server.RegisterAsync()).With(("startUrl", "https://a.b/")))).AssertOk();
        Assert.Equal(90, answer.Json.GetProperty("expiresIn").GetInt32());
        Assert.Equal(7, answer.Json.GetProperty("interval").GetInt32());
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_like_an_unknown_client()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterAsync();
        var wrong = await server.PostAsync("/device_authorization", (client with { Secret = client.Secret + "x" }).With(("startUrl", "https://a.b/")));
        var unknown = await server.PostAsync("/device_authorization", (client with { Id = "nobody" }).With(("startUrl", "https://a.b/")));
        wrong.AssertFault(401, "InvalidClientException", "invalid_client");
        unknown.AssertFault(401, "InvalidClientException", "invalid_client");
        Assert.Equal(wrong.Text, unknown.Text);
    }

    [Fact]
    public async Task The_secret_of_another_client_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterAsync();
        var other = await server.RegisterAsync();
        (await server.PostAsync("/device_authorization", (client with { Secret = other.Secret }).With(("startUrl", "https://a.b/"))))
            .AssertFault(401, "InvalidClientException", "invalid_client");
    }

    [Theory]
    [InlineData("start")]
    [InlineData("ftp://example.com/start")]
    [InlineData("https://user:pass@example.com/start")]
    public async Task A_start_url_is_an_absolute_web_address(string startUrl)
    {
        await using var server = await TestServer.StartAsync();
        (await server.PostAsync("/device_authorization", (await server.RegisterAsync()).With(("startUrl", startUrl))))
            .AssertFault(400, "InvalidRequestException", "invalid_request", "startUrl");
    }

    [Fact]
    public async Task Only_listed_start_urls_and_the_servers_own_are_accepted_when_there_is_a_list()
    {
        await using var server = await TestServer.StartAsync(options => options.StartUrls = ["https://d-1234567890.awsapps.com/start"]);
        var client = await server.RegisterAsync();
        foreach (var good in (string[])["https://d-1234567890.awsapps.com/start", "https://d-1234567890.awsapps.com/start/", "https://d-1234567890.awsapps.com/start/#/", server.Server.StartUrl])
        {
            (await server.PostAsync("/device_authorization", client.With(("startUrl", good)))).AssertOk();
        }

        foreach (var bad in (string[])["https://d-9999999999.awsapps.com/start", "https://d-1234567890.awsapps.com/", "https://d-1234567890.awsapps.com/start?x=1"])
        {
            (await server.PostAsync("/device_authorization", client.With(("startUrl", bad))))
                .AssertFault(400, "InvalidRequestException", "invalid_request", "start URL");
        }
    }

    [Fact]
    public async Task A_client_registered_for_other_grants_only_is_unauthorized()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterNamedAsync("x", null, [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken]);
        (await server.PostAsync("/device_authorization", client.With(("startUrl", "https://a.b/"))))
            .AssertFault(400, "UnauthorizedClientException", "unauthorized_client");
    }

    [Theory]
    [InlineData("clientId")]
    [InlineData("clientSecret")]
    [InlineData("startUrl")]
    public async Task Each_member_is_required(string member)
    {
        await using var server = await TestServer.StartAsync();
        var body = (await server.RegisterAsync()).With(("startUrl", "https://a.b/"));
        body.Remove(member);
        (await server.PostAsync("/device_authorization", body)).AssertFault(400, "InvalidRequestException", "invalid_request", member);
    }
}
