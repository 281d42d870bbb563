using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using SsoOidc.Options;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Transport;

/// <summary>Requests through a real proxy: which ones, how they log in, and what it means when the proxy says no.</summary>
public sealed class ProxyTests : IDisposable
{
    private const string Password = "p@ss:w%rd/SECRET";
    private const string Login = "us er:" + Password;
    private const string UserInfo = "us%20er:p%40ss%3Aw%25rd%2FSECRET";
    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task The_option_is_for_all_requests(bool https, bool login)
    {
        await using var server = Server(https);
        await using var proxy = TestProxy.To(server.Port, login ? Login : null);
        string address = $"{(login ? UserInfo + "@" : string.Empty)}127.0.0.1:{proxy.Port}";
        foreach (string option in new[] { address, "http://" + address })
        {
            foreach (string host in new[] { "oidc.example.invalid", "localhost" })
            {
                proxy.Requests.Clear();
                using var client = Client(https, host, options => options.Http.Proxy = option);
                Assert.Equal("t", (await client.CreateTokenAsync(Calls.CreateToken)).AccessToken);

                // Where the proxy sees the request, it sees it once: with the login.
                string expected = https ? $"CONNECT {host}:443 HTTP/1.1" : $"POST http://{host}/token HTTP/1.1";
                Assert.Equal(https && login ? [expected, expected] : [expected], proxy.Requests);
                if (https)
                {
                    Assert.DoesNotContain(Calls.Secret, proxy.Received, StringComparison.Ordinal);
                }

                Assert.DoesNotContain("SECRET", client.Config.Describe(), StringComparison.Ordinal);
            }
        }

        Assert.DoesNotContain("Proxy-Authorization", server.Received, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("220 ESMTP {0}\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno header {0}\r\n\r\n")]
    public async Task A_proxy_that_repeats_its_password_in_what_is_not_HTTP_does_not_get_it_told(string answer)
    {
        string received = string.Empty;
        await using var proxy = RawServer.Start(async connection =>
        {
            while (await connection.ReadRequestAsync() is { } request)
            {
                // The framework gives its password to who asks for one.
                string? login = request.Split("\r\n").FirstOrDefault(static line => line.StartsWith("Proxy-Authorization", StringComparison.OrdinalIgnoreCase));
                received += login;
                await connection.WriteAsync(login is null
                    ? "HTTP/1.1 407 Login\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n"
                    : string.Format(System.Globalization.CultureInfo.InvariantCulture, answer, login.Split(' ')[^1]));
                if (login is not null)
                {
                    return;
                }
            }
        });
        foreach (bool https in new[] { true, false })
        {
            using var client = Client(https, "oidc.example.invalid", options =>
            {
                options.Http.Proxy = $"http://user:SECRET@127.0.0.1:{proxy.Port}";
                options.Retry.Limit = 0;
            });
            var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.CreateTokenAsync(Calls.CreateToken));
            string password = Convert.ToBase64String("user:SECRET"u8);
            Assert.Contains(password, received, StringComparison.Ordinal);
            Assert.DoesNotContain(password, error.ToString(), StringComparison.Ordinal);
            Assert.Contains("not HTTP", error.Message, StringComparison.Ordinal);
        }
    }

    public static TheoryData<bool, string?, string, string> Refusals => new()
    {
        { true, Login, "", "407" },
        { true, Login, "wrong:SECRET2@", "407" },
        { false, Login, "", "407" },
        { false, Login, "wrong:SECRET2@", "407" },
        { true, null, "", "403" },
        { true, null, "", "502" },
        { true, null, "", "503" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_proxy_that_says_no_is_a_typed_error_and_the_service_got_nothing(bool https, string? login, string userInfo, string status)
    {
        await using var server = Server(https);
        await using var proxy = TestProxy.To(
            server.Port, login, _ => login is null ? RawServer.Http(int.Parse(status, System.Globalization.CultureInfo.InvariantCulture), "no") : null);
        using (var client = Client(https, "oidc.example.invalid", options => options.Http.Proxy = $"http://{userInfo}127.0.0.1:{proxy.Port}"))
        {
            await AssertRefusedAsync(client, proxy.Port, status);
        }

        await OpenSockets.UntilAsync(proxy.Port, 0);
        Assert.Equal(0, server.ConnectionCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_proxy_that_is_not_there_is_one_too(bool https)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var client = Client(https, "oidc.example.invalid", options => options.Http.Proxy = $"u:SECRET2@127.0.0.1:{port}");
        await AssertRefusedAsync(client, port, "refused");
    }

    [Fact]
    public async Task So_is_one_whose_name_nobody_knows_and_one_that_closes()
    {
        using var unknown = Client(true, "oidc.example.invalid", options => options.Http.Proxy = "no-proxy.invalid:80");
        var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => unknown.CreateTokenAsync(Calls.CreateToken));
        Assert.Equal((TransportErrorKind.Proxy, false), (error.Kind, error.MayHaveReachedService));
        Assert.Contains("http://no-proxy.invalid:80", error.Message, StringComparison.Ordinal);

        await using var proxy = RawServer.Start(connection => connection.ReadHeadAsync());
        using var closed = Client(true, "oidc.example.invalid", options => options.Http.Proxy = $"127.0.0.1:{proxy.Port}");
        await AssertRefusedAsync(closed, proxy.Port, "");
    }

    [Fact]
    public async Task One_that_answers_what_is_not_http_is_the_one_that_is_named()
    {
        await using var proxy = RawServer.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.WriteAsync("SSH-2.0-OpenSSH_9.6\r\n");
        });
        using var client = Client(true, "oidc.example.invalid", options => options.Http.Proxy = $"127.0.0.1:{proxy.Port}");
        var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.Equal((TransportErrorKind.Proxy, false, false, 1), (error.Kind, error.MayHaveReachedService, error.IsRetryable, error.Attempts));
        Assert.StartsWith($"The proxy http://127.0.0.1:{proxy.Port} did not connect to https://oidc.example.invalid", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_proxy_may_have_tls_and_its_certificate_is_checked(bool trusted)
    {
        await using var server = Server(https: false);
        await using var proxy = TestProxy.To(server.Port, Login, tls: TestTls.Server(_authority.IssueServer()));
        using var client = Client(false, "oidc.example.invalid", options =>
        {
            options.Http.Proxy = $"https://{UserInfo}@localhost:{proxy.Port}";
            options.Http.CaStore = trusted ? _authority.Store : null;
        });
        if (trusted)
        {
            Assert.Equal("t", (await client.CreateTokenAsync(Calls.CreateToken)).AccessToken);
        }
        else
        {
            Assert.Equal(TransportErrorKind.Tls, (await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.CreateTokenAsync(Calls.CreateToken))).Kind);
            Assert.Empty(proxy.Received);
        }
    }

    [Fact]
    public async Task A_container_makes_its_handler_by_the_same_rules()
    {
        await using var server = Server(https: true);
        await using var proxy = TestProxy.To(server.Port, Login);
        var services = new ServiceCollection();
        services.AddSsoOidcClient(options =>
        {
            (options.Region, options.Seams) = ("us-west-2", new TestEnvironment().Seams);
            options.Endpoint.Url = "https://oidc.example.invalid";
            options.Http.Proxy = $"{UserInfo}@127.0.0.1:{proxy.Port}";
            options.Http.CaStore = _authority.Store;
        });
        await using var provider = services.BuildServiceProvider();
        Assert.Equal("t", (await provider.GetRequiredService<SsoOidcClient>().CreateTokenAsync(Calls.CreateToken)).AccessToken);
        Assert.Equal(2, proxy.Requests.Count);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_no_fault_of_the_proxy()
    {
        await using var server = Server(https: true);
        await using var proxy = TestProxy.To(server.Port);
        using var client = Client(true, "other.example.invalid", options => (options.Http.Proxy, options.Http.CaStore) = ($"127.0.0.1:{proxy.Port}", null));
        var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.Equal((TransportErrorKind.Tls, false), (error.Kind, error.MayHaveReachedService));
    }

    public static TheoryData<string, string, string?> Environments => new()
    {
        // Variables; where the request goes; which of them takes it.
        { "http_proxy=a:1", "http://x.test", "a:1" },
        { "HTTP_PROXY=a:1", "http://x.test", "a:1" },
        { "HTTP_PROXY=a:1 GATEWAY_INTERFACE=CGI/1.1", "http://x.test", null },
        { "http_proxy=a:1 GATEWAY_INTERFACE=CGI/1.1", "http://x.test", "a:1" },
        { "http_proxy=a:1 HTTP_PROXY=b:1", "http://x.test", "a:1" },
        { "http_proxy=a:1", "https://x.test", null },
        { "https_proxy=a:1", "https://x.test", "a:1" },
        { "HTTPS_PROXY=a:1", "https://x.test", "a:1" },
        { "https_proxy=a:1", "http://x.test", null },
        { "all_proxy=a:1", "https://x.test", "a:1" },
        { "ALL_PROXY=a:1 https_proxy=b:1", "http://x.test", "a:1" },
        { "ALL_PROXY=a:1 https_proxy=b:1", "https://x.test", "b:1" },
        { "https_proxy=", "https://x.test", null },
        { "https_proxy=http://a", "https://x.test", "a:80" },
        { "https_proxy=https://a", "https://x.test", "a:443" },
        { "https_proxy=[::1]:9", "https://x.test", "[::1]:9" },
        { "https_proxy=a:notaport", "https://x.test", null },
        { "https_proxy=gopher://a:1", "https://x.test", null },
        { "https_proxy=a:1 no_proxy=x.test", "https://x.test", null },
        { "https_proxy=a:1 NO_PROXY=x.test", "https://X.TEST", null },
        { "https_proxy=a:1 no_proxy=test", "https://x.test", "a:1" },
        { "https_proxy=a:1 no_proxy=.test", "https://x.test", null },
        { "https_proxy=a:1 no_proxy=.x.test", "https://x.test", null },
        { "https_proxy=a:1 no_proxy=.x.test", "https://yx.test", "a:1" },
        { "https_proxy=a:1 no_proxy=y.test,,.z,x.test", "https://x.test", null },
        { "https_proxy=a:1 no_proxy=*", "https://x.test", null },
        { "https_proxy=a:1", "https://localhost", null },
        { "https_proxy=a:1", "https://127.0.0.1:5", null },
        { "https_proxy=a:1", "https://[::1]:5", null },
    };

    [Theory]
    [MemberData(nameof(Environments))]
    public void The_environment_is_read_by_the_rules_of_dotnet(string variables, string uri, string? proxy)
    {
        var found = Proxy(variables);
        var target = new Uri(uri);
        Assert.Equal(proxy, found is null || found.IsBypassed(target) ? null : found.GetProxy(target)!.Authority is var a && a.Contains(':', StringComparison.Ordinal) && !a.EndsWith(']') ? a : $"{a}:{found.GetProxy(target)!.Port}");
        Assert.True(found is null || found.IsBypassed(target) == (proxy is null));
        Assert.True(found is null || (found.GetProxy(target) is null) == (proxy is null));
    }

    [Theory]
    [InlineData("u:p@a:1", "u", "p")]
    [InlineData("http://u:p@a:1", "u", "p")]
    [InlineData("http://u%40x:%2F@a:1", "u@x", "/")]
    [InlineData("u:p@ss/w:rd@a:1", "u", "p@ss/w:rd")]
    [InlineData("u@a:1", "u", "")]
    [InlineData("a:1", null, null)]
    [InlineData("@a:1", null, null)]
    public void User_and_password_stand_before_the_last_at(string address, string? user, string? password)
    {
        var parsed = ProxyAddress.Parse(address)!;
        Assert.Equal((user, password), (parsed.Credential?.UserName, parsed.Credential?.Password));
        Assert.Equal("http://a:1", parsed.ToString());
        Assert.Equal(string.Empty, parsed.Uri.UserInfo);
    }

    [Theory]
    [InlineData("proxy")]
    [InlineData("ftp://proxy:1")]
    [InlineData("http://")]
    [InlineData("http://user:SECRET2@")]
    [InlineData("user:SECRET2@proxy:0")]
    [InlineData("user:SECRET2@proxy:99999")]
    [InlineData("http://user:SECRET2@pro xy:1")]
    [InlineData("http://user:SECRET2\r\n@proxy:1")]
    public void An_option_that_is_no_address_is_refused_without_its_password(string proxy)
    {
        var error = Assert.Throws<ClientConfigurationException>(() => new SsoOidcClient(Clients.Options(options => options.Http.Proxy = proxy)));
        Assert.Equal("Http.Proxy", Assert.Single(error.Problems).Option);
        Assert.DoesNotContain("SECRET2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_option_means_none_whatever_the_environment_says()
    {
        await using var server = Server(https: false);
        var environment = new TestEnvironment { ["http_proxy"] = "127.0.0.1:1" };
        using var client = new SsoOidcClient(Clients.Options(options => (options.Endpoint.Url, options.Http.Proxy) = (server.Url, string.Empty), environment));
        Assert.Equal("t", (await client.CreateTokenAsync(Calls.CreateToken)).AccessToken);
    }

    [Fact]
    public async Task The_environment_works_end_to_end_and_leaves_loopback_alone()
    {
        await using var server = Server(https: false);
        await using var proxy = TestProxy.To(server.Port, Login);
        var environment = new TestEnvironment { ["http_proxy"] = $"http://{UserInfo}@127.0.0.1:{proxy.Port}" };
        using var through = new SsoOidcClient(Clients.Options(options => options.Endpoint.Url = "http://oidc.example.invalid", environment));
        Assert.Equal("t", (await through.CreateTokenAsync(Calls.CreateToken)).AccessToken);
        Assert.Single(proxy.Requests);
        using var direct = new SsoOidcClient(Clients.Options(options => options.Endpoint.Url = server.Url, environment));
        Assert.Equal("t", (await direct.CreateTokenAsync(Calls.CreateToken)).AccessToken);
        Assert.Single(proxy.Requests);
    }

    private static IWebProxy? Proxy(string variables)
    {
        var environment = new TestEnvironment();
        foreach (string variable in variables.Split(' '))
        {
            string[] pair = variable.Split('=', 2);
            environment[pair[0]] = pair[1];
        }

        using var client = new SsoOidcClient(Clients.Options(null, environment));
        using var handler = new SocketsHttpHandler();
        client.PrepareHandler(handler);
        Assert.Equal(handler.Proxy is not null, handler.UseProxy);
        return handler.Proxy;
    }

    private static async Task AssertRefusedAsync(SsoOidcClient client, int port, string cause)
    {
        var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.True(
            (TransportErrorKind.Proxy, false, 2, true) == (error.Kind, error.MayHaveReachedService, error.Attempts, error.IsRetryable), error.ToString());
        Assert.Contains($"The proxy http://127.0.0.1:{port}", error.Message, StringComparison.Ordinal);
        Assert.Contains("oidc.example.invalid", error.Message, StringComparison.Ordinal);
        Assert.Contains("options.Http.Proxy", error.Message, StringComparison.Ordinal);
        Assert.Contains(cause, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET2", error.ToString(), StringComparison.Ordinal);
    }

    private RawServer Server(bool https) => RawServer.Answering(
        RawServer.Http(200, """{"accessToken":"t"}"""), https ? TestTls.Server(_authority.IssueServer("oidc.example.invalid")) : null);

    private SsoOidcClient Client(bool https, string host, Action<SsoOidcClientOptions> set) => new(Clients.Options(options =>
    {
        options.Endpoint.Url = $"{(https ? "https" : "http")}://{host}";
        options.Retry.Limit = 1;
        options.Retry.BaseDelay = TimeSpan.Zero;

        // The proxy leads every name to the same server.
        options.Http.CaStore = _authority.Store;
        options.Http.VerifyPeer = host != "localhost";
        set(options);
    }));
}
