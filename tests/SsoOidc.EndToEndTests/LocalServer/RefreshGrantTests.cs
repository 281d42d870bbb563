namespace SsoOidc.EndToEndTests.LocalServer;

public sealed class RefreshGrantTests
{
    private const string Refused = "Invalid refresh token provided";

    [Fact]
    public async Task Each_refresh_gives_new_tokens()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterAsync("sso:account:access");
        var first = await server.SignInAsync(client);
        var second = (await server.RefreshAsync(client, first["refreshToken"])).AssertOk();
        Assert.NotEqual(first["accessToken"], second["accessToken"]);
        Assert.NotEqual(first["refreshToken"], second["refreshToken"]);
        Assert.Equal(3600, second.Json.GetProperty("expiresIn").GetInt32());
    }

    [Fact]
    public async Task The_token_before_stays_good_until_its_successor_is_used()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterAsync("sso:account:access");
        var first = (await server.SignInAsync(client))["refreshToken"];
        var second = (await server.RefreshAsync(client, first)).AssertOk()["refreshToken"];
        var sibling = (await server.RefreshAsync(client, first)).AssertOk()["refreshToken"];
        (await server.RefreshAsync(client, second)).AssertOk();
        (await server.RefreshAsync(client, first)).AssertFault(400, "InvalidGrantException", "invalid_grant", Refused);
        (await server.RefreshAsync(client, sibling)).AssertOk();
    }

    [Fact]
    public async Task Refreshes_side_by_side_all_succeed_and_all_their_tokens_work()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterAsync("sso:account:access");
        var token = (await server.SignInAsync(client))["refreshToken"];
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => server.RefreshAsync(client, token)));
        foreach (var answer in answers)
        {
            (await server.RefreshAsync(client, answer.AssertOk()["refreshToken"])).AssertOk();
        }
    }

    [Fact]
    public async Task Another_clients_refresh_token_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        var owner = await server.RegisterAsync("sso:account:access");
        var thief = await server.RegisterAsync("sso:account:access");
        var token = (await server.SignInAsync(owner))["refreshToken"];
        (await server.RefreshAsync(thief, token)).AssertFault(400, "InvalidGrantException", "invalid_grant", Refused);
        (await server.RefreshAsync(owner, token)).AssertOk();
    }

    [Fact]
    public async Task An_access_token_is_not_a_refresh_token()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterAsync("sso:account:access");
        var token = (await server.SignInAsync(client))["accessToken"];
        (await server.RefreshAsync(client, token)).AssertFault(400, "InvalidGrantException", "invalid_grant", Refused);
    }

    [Fact]
    public async Task The_session_ends_after_eight_hours_however_often_it_was_refreshed()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterAsync("sso:account:access");
        var token = (await server.SignInAsync(client))["refreshToken"];
        for (var hour = 1; hour < 8; hour++)
        {
            server.Clock.Advance(TimeSpan.FromHours(1));
            token = (await server.RefreshAsync(client, token)).AssertOk()["refreshToken"];
        }

        server.Clock.Advance(TimeSpan.FromMinutes(59));
        var last = (await server.RefreshAsync(client, token)).AssertOk();
        Assert.Equal(60, last.Json.GetProperty("expiresIn").GetInt32());
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await server.RefreshAsync(client, last["refreshToken"])).AssertFault(400, "InvalidGrantException", "invalid_grant", Refused);
    }

    [Fact]
    public async Task A_client_registered_without_the_refresh_grant_gets_no_refresh_token_and_cannot_use_one()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterNamedAsync("x", ["sso:account:access"], [GrantTypes.DeviceCode]);
        var token = await server.SignInAsync(client);
        Assert.False(token.Json.TryGetProperty("refreshToken", out _));
        (await server.RefreshAsync(client, "x")).AssertFault(400, "UnauthorizedClientException", "unauthorized_client");
    }
}
