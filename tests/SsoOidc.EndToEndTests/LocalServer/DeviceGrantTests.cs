namespace SsoOidc.EndToEndTests.LocalServer;

public sealed class DeviceGrantTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Without_scopes_the_token_lasts_eight_hours_and_cannot_be_refreshed()
    {
        await using var server = await TestServer.StartAsync();
        var token = await server.SignInAsync(await server.RegisterAsync());
        Assert.Equal("Bearer", token["tokenType"]);
        Assert.Equal(8 * 3600, token.Json.GetProperty("expiresIn").GetInt32());
        Assert.False(token.Json.TryGetProperty("refreshToken", out _));
        Assert.False(token.Json.TryGetProperty("idToken", out _));
    }

    [Fact]
    public async Task With_scopes_the_token_lasts_an_hour_and_can_be_refreshed()
    {
        await using var server = await TestServer.StartAsync();
        var token = await server.SignInAsync(await server.RegisterAsync("sso:account:access"));
        Assert.Equal(3600, token.Json.GetProperty("expiresIn").GetInt32());
        Assert.NotEmpty(token["refreshToken"]);
        Assert.NotEqual(token["accessToken"], token["refreshToken"]);
    }

    [Fact]
    public async Task Until_someone_decides_the_answer_is_pending()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterAsync();
        var device = await server.StartDeviceAsync(client);
        for (var i = 0; i < 5; i++)
        {
            (await server.PollAsync(client, device)).AssertFault(400, "AuthorizationPendingException", "authorization_pending");
            server.Clock.Advance(Interval);
        }

        Assert.True(server.Server.ApproveDevice(device.UserCode));
        (await server.PollAsync(client, device)).AssertOk();
    }

    [Fact]
    public async Task Polling_too_fast_lengthens_the_interval_by_five_seconds_each_time()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterAsync();
        var device = await server.StartDeviceAsync(client);
        await server.PollAsync(client, device);
        server.Clock.Advance(TimeSpan.FromMilliseconds(500));
        (await server.PollAsync(client, device)).AssertFault(400, "SlowDownException", "slow_down");

        server.Clock.Advance(TimeSpan.FromSeconds(5));
        (await server.PollAsync(client, device)).AssertFault(400, "SlowDownException", "slow_down");
        server.Clock.Advance(TimeSpan.FromSeconds(11));
        (await server.PollAsync(client, device)).AssertFault(400, "AuthorizationPendingException", "authorization_pending");
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        (await server.PollAsync(client, device)).AssertFault(400, "SlowDownException", "slow_down");
    }

    [Fact]
    public async Task Slowing_down_one_code_leaves_others_alone()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterAsync();
        var hasty = await server.StartDeviceAsync(client);
        var calm = await server.StartDeviceAsync(client);
        await server.PollAsync(client, hasty);
        (await server.PollAsync(client, hasty)).AssertFault(400, "SlowDownException", "slow_down");
        await server.PollAsync(client, calm);
        server.Clock.Advance(Interval);
        (await server.PollAsync(client, calm)).AssertFault(400, "AuthorizationPendingException", "authorization_pending");
    }

    [Fact]
    public async Task A_poll_that_comes_a_timer_tick_early_is_not_punished()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterAsync();
        var device = await server.StartDeviceAsync(client);
        await server.PollAsync(client, device);
        server.Clock.Advance(Interval - TimeSpan.FromMilliseconds(50));
        (await server.PollAsync(client, device)).AssertFault(400, "AuthorizationPendingException", "authorization_pending");
    }

    [Fact]
    public async Task A_decision_is_told_at_once_even_to_a_client_that_asks_too_fast()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterAsync();
        var device = await server.StartDeviceAsync(client);
        await server.PollAsync(client, device);
        server.Server.ApproveDevice(device.UserCode);
        (await server.PollAsync(client, device)).AssertOk();
    }

    [Fact]
    public async Task With_an_interval_of_zero_nobody_is_slowed_down()
    {
        await using var server = await TestServer.StartAsync(options => options.PollInterval = TimeSpan.Zero);
        var client = await server.RegisterAsync();
        var device = await server.StartDeviceAsync(client);
        for (var i = 0; i < 3; i++)
        {
            (await server.PollAsync(client, device)).AssertFault(400, "AuthorizationPendingException", "authorization_pending");
        }
    }

    [Fact]
    public async Task A_denied_code_stays_denied()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterAsync();
        var device = await server.StartDeviceAsync(client);
        Assert.True(server.Server.DenyDevice(device.UserCode));
        Assert.False(server.Server.ApproveDevice(device.UserCode));
        (await server.PollAsync(client, device)).AssertFault(400, "AccessDeniedException", "access_denied");
        (await server.PollAsync(client, device)).AssertFault(400, "AccessDeniedException", "access_denied");
    }

    [Fact]
    public async Task A_code_expires_after_its_lifetime_whether_approved_or_not()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterAsync();
        var approved = await server.StartDeviceAsync(client);
        var open = await server.StartDeviceAsync(client);
        server.Server.ApproveDevice(approved.UserCode);
        server.Clock.Advance(TimeSpan.FromSeconds(599));
        (await server.PollAsync(client, open)).AssertFault(400, "AuthorizationPendingException", "authorization_pending");
        server.Clock.Advance(TimeSpan.FromSeconds(1));

        (await server.PollAsync(client, approved)).AssertFault(400, "ExpiredTokenException", "expired_token");
        (await server.PollAsync(client, open)).AssertFault(400, "ExpiredTokenException", "expired_token");
        Assert.False(server.Server.ApproveDevice(open.UserCode));
    }

    [Fact]
    public async Task A_code_is_redeemed_once()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterAsync();
        var device = await server.StartDeviceAsync(client);
        server.Server.ApproveDevice(device.UserCode);
        (await server.PollAsync(client, device)).AssertOk();
        (await server.PollAsync(client, device)).AssertFault(400, "InvalidGrantException", "invalid_grant");
        server.Clock.Advance(TimeSpan.FromMinutes(11));
        (await server.PollAsync(client, device)).AssertFault(400, "InvalidGrantException", "invalid_grant");
    }

    [Fact]
    public async Task Of_many_pollers_at_once_exactly_one_gets_the_token()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterAsync();
        for (var round = 0; round < 10; round++)
        {
            var device = await server.StartDeviceAsync(client);
            server.Server.ApproveDevice(device.UserCode);
            var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => server.PollAsync(client, device)));
            Assert.Single(answers, answer => (int)answer.Status == 200);
            Assert.Equal(15, answers.Count(answer => (int)answer.Status == 400 && answer["error"] == "invalid_grant"));
        }
    }

    [Fact]
    public async Task The_device_code_of_another_client_is_an_invalid_grant_and_stays_usable_by_its_owner()
    {
        await using var server = await TestServer.StartAsync();
        var owner = await server.RegisterAsync();
        var thief = await server.RegisterAsync();
        var device = await server.StartDeviceAsync(owner);
        server.Server.ApproveDevice(device.UserCode);
        (await server.PollAsync(thief, device)).AssertFault(400, "InvalidGrantException", "invalid_grant");
        (await server.PollAsync(owner, device)).AssertOk();
    }

    [Fact]
    public async Task An_unknown_device_code_is_an_invalid_grant()
    {
        await using var server = await TestServer.StartAsync();
        (await server.PollAsync(await server.RegisterAsync(), new Device("nothing", ""))).AssertFault(400, "InvalidGrantException", "invalid_grant");
    }

    [Fact]
    public async Task Auto_approve_lets_the_first_poll_succeed()
    {
        await using var server = await TestServer.StartAsync(options => options.AutoApprove = true);
        var client = await server.RegisterAsync();
        var device = await server.StartDeviceAsync(client);
        Assert.False(server.Server.ApproveDevice(device.UserCode));
        (await server.PollAsync(client, device)).AssertOk();
    }

    [Theory]
    [InlineData("no code")]
    [InlineData("")]
    [InlineData("BCDF-GHJK")]
    public async Task Deciding_on_a_code_that_does_not_exist_returns_false(string userCode)
    {
        await using var server = await TestServer.StartAsync();
        Assert.False(server.Server.ApproveDevice(userCode));
        Assert.False(server.Server.DenyDevice(userCode));
    }

    [Fact]
    public async Task A_user_code_is_recognised_however_a_person_types_it()
    {
        await using var server = await TestServer.StartAsync();
        var client = await server.RegisterAsync();
        var device = await server.StartDeviceAsync(client);
#pragma warning disable CA1308 // Lower case is what is tested.
        Assert.True(server.Server.ApproveDevice(" " + device.UserCode.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant()));
#pragma warning restore CA1308
        (await server.PollAsync(client, device)).AssertOk();
    }
}
