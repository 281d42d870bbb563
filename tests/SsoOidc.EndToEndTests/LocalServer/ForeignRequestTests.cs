namespace SsoOidc.EndToEndTests.LocalServer;

public sealed class ForeignRequestTests
{
    public static TheoryData<string, string> Endpoints => new()
    {
        { "POST", "/client/register" },
        { "POST", "/device_authorization" },
        { "POST", "/token" },
        { "POST", "/token?aws_iam=t" },
        { "POST", "/device" },
        { "GET", "/device" },
        { "GET", "/start" },
        { "GET", "/unknown" },
    };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_foreign_host_is_refused_everywhere(string method, string path)
    {
        await using var server = await TestServer.StartAsync();
        var port = server.Server.Endpoint.Port;
        foreach (var host in (string[])["evil.example", $"evil.example:{port}", "127.0.0.1", "localhost", "127.0.0.1:1", $"127.0.0.1.evil.example:{port}", $"127.0.0.2:{port}"])
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Headers.Host = host;
            (await server.SendAsync(request)).AssertAwsFault(403, "AccessDeniedException");
        }
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_foreign_origin_is_refused_everywhere(string method, string path)
    {
        await using var server = await TestServer.StartAsync();
        var port = server.Server.Endpoint.Port;
        foreach (var origin in (string[])["http://evil.example", "https://evil.example", $"https://127.0.0.1:{port}", "http://127.0.0.1:1", "http://127.0.0.1", "null", "", $"http://evil.example:{port}"])
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Headers.TryAddWithoutValidation("Origin", origin);
            (await server.SendAsync(request)).AssertAwsFault(403, "AccessDeniedException");
        }
    }

    [Fact]
    public async Task Every_loopback_name_with_the_port_is_the_server()
    {
        await using var server = await TestServer.StartAsync();
        var port = server.Server.Endpoint.Port;
        foreach (var host in (string[])[$"127.0.0.1:{port}", $"localhost:{port}", $"LOCALHOST:{port}", $"[::1]:{port}"])
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/device");
            request.Headers.Host = host;
            request.Headers.TryAddWithoutValidation("Origin", $"http://{host}");
            (await server.SendAsync(request)).AssertOk();
        }
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    public async Task A_post_that_the_browser_says_comes_from_another_site_is_refused(string site)
    {
        await using var server = await TestServer.StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Post, "/client/register");
        request.Headers.Add("Sec-Fetch-Site", site);
        (await server.SendAsync(request)).AssertAwsFault(403, "AccessDeniedException");
    }

    [Theory]
    [InlineData("no-cors", "image")]
    [InlineData("no-cors", "empty")]
    [InlineData("navigate", "iframe")]
    public async Task Nothing_that_another_site_embeds_counts_as_a_wrong_code(string mode, string destination)
    {
        await using var server = await TestServer.StartAsync();
        var device = await server.StartDeviceAsync(await server.RegisterAsync());
        for (var i = 0; i < 20; i++)
        {
            (await OpenAsync(server, $"XXXX-XXX{"BCDFGHJKLMNPQRSTVWXZ"[i]}", mode, destination)).AssertAwsFault(403, "AccessDeniedException");
        }

        (await OpenAsync(server, device.UserCode, "navigate", "document")).AssertOk();
    }

    [Fact]
    public async Task The_null_origin_of_our_own_page_is_accepted_only_on_the_browsers_word()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var (site, status) in (IEnumerable<(string, int)>)[("same-origin", 400), ("cross-site", 403), ("none", 403)])
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/device");
            request.Headers.Add("Origin", "null");
            request.Headers.Add("Sec-Fetch-Site", site);
            Assert.Equal(status, (int)(await server.SendAsync(request)).Status);
        }
    }

    private static Task<Answer> OpenAsync(TestServer server, string userCode, string mode, string destination)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/device?user_code={userCode}");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Sec-Fetch-Mode", mode);
        request.Headers.Add("Sec-Fetch-Dest", destination);
        return server.SendAsync(request);
    }
}
