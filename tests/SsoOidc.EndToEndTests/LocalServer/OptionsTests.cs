using System.Net;
using System.Net.Sockets;
using SsoOidc.LocalServer;

namespace SsoOidc.EndToEndTests.LocalServer;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("http://0.0.0.0:8321")]
    [InlineData("http://[::]:8321")]
    [InlineData("http://192.168.1.20:8321")]
    [InlineData("http://example.com:8321")]
    [InlineData("http://localhost.example.com:8321")]
    [InlineData("http://[::ffff:127.0.0.1]:0")]
    [InlineData("http://[::ffff:192.168.1.20]:8321")]
    [InlineData("https://127.0.0.1:8321")]
    [InlineData("unix:/tmp/socket")]
    [InlineData("http://user@127.0.0.1:8321")]
    [InlineData("http://127.0.0.1:8321/path")]
    [InlineData("http://127.0.0.1:8321/?query")]
    [InlineData("relative")]
    public async Task Anything_but_plain_http_on_loopback_is_refused(string url)
    {
        var problem = await RefusedAsync(options => options.Url = new Uri(url, UriKind.RelativeOrAbsolute));
        Assert.Contains("- Url ", problem.Message, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:PORT", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", "127.0.0.1")]
    [InlineData("http://127.0.0.2:0", "127.0.0.2")]
    [InlineData("http://localhost:0", "localhost")]
    [InlineData("http://[::1]:0", "[::1]")]
    public async Task Loopback_addresses_are_listened_on(string url, string host)
    {
        Assert.SkipWhen(host == "[::1]" && !Socket.OSSupportsIPv6, "skipped: no IPv6 here");
        await using var server = await TestServer.StartAsync(options => options.Url = new Uri(url));
        Assert.Equal(host, server.Server.Endpoint.Host);
        Assert.Equal($"http://{host}:{server.Server.Endpoint.Port}/start", server.Server.StartUrl);
        (await server.GetAsync("/device")).AssertOk();
    }

    [Fact]
    public async Task All_problems_are_listed_at_once()
    {
        var problem = await RefusedAsync(options =>
        {
            options.Url = new Uri("http://0.0.0.0");
            options.TimeProvider = null!;
            options.Region = "Somewhere!";
            options.UserName = " ";
            options.StartUrls = ["start", "ftp://x/"];
            options.SigningCredentials = new Dictionary<string, string> { ["A/B"] = "s", ["GOOD"] = "" };
            options.RegistrationLifetime = TimeSpan.Zero;
            options.DeviceCodeLifetime = TimeSpan.FromSeconds(-1);
            options.PollInterval = TimeSpan.FromMilliseconds(1500);
            options.AccessTokenLifetime = TimeSpan.MaxValue;
            options.SessionLifetime = TimeSpan.Zero;
        });
        Assert.Equal("options", problem.ParamName);
        var names = problem.Message.Split('\n').Where(line => line.StartsWith("- ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]);
        Assert.Equal(
            [
                "TimeProvider", "Region", "UserName", "StartUrls", "StartUrls", "SigningCredentials", "SigningCredentials", "RegistrationLifetime",
                "DeviceCodeLifetime", "PollInterval", "AccessTokenLifetime", "SessionLifetime", "Url",
            ],
            names);
    }

    [Fact]
    public async Task Missing_collections_and_urls_are_problems_too()
    {
        var problem = await RefusedAsync(options =>
        {
            options.Url = null!;
            options.StartUrls = [];
            options.SigningCredentials = null!;
        });
        foreach (var name in (string[])["- Url", "- StartUrls", "- SigningCredentials"])
        {
            Assert.Contains(name, problem.Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("local-secret", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changing_the_options_afterwards_changes_nothing()
    {
        LocalIdentityCenterOptions kept = null!;
        await using var server = await TestServer.StartAsync(options =>
        {
            options.StartUrls = ["https://a.example/start"];
            kept = options;
        });
        kept.StartUrls!.Add("https://b.example/start");
        kept.AutoApprove = true;
        var client = await server.RegisterAsync();
        (await server.PostAsync("/device_authorization", client.With(("startUrl", "https://b.example/start"))))
            .AssertFault(400, "InvalidRequestException", "invalid_request");
        Assert.Equal(HttpStatusCode.BadRequest, (await server.PollAsync(client, await server.StartDeviceAsync(client))).Status);
    }

    private static async Task<ArgumentException> RefusedAsync(Action<LocalIdentityCenterOptions> configure) =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await (await TestServer.StartAsync(configure)).DisposeAsync());
}
