using System.Net;
using System.Net.Sockets;
using System.Text;
using SsoOidc.ObservabilityTests.Support;
using SsoOidc.Options;

namespace SsoOidc.ObservabilityTests;

/// <summary>The secrets of what is between client and service: proxies, keys of certificates, functions and targets that get bodies.</summary>
public sealed class HttpCanaryTests : IDisposable
{
    private const string Mark = Told.Mark;

    private readonly Told _told = new();

    public void Dispose() => _told.Dispose();

    [Theory]
    [InlineData("option", "https", "407 Proxy Authentication Required")]
    [InlineData("option", "https", "403 Forbidden")]
    [InlineData("option", "http", "407 Proxy Authentication Required")]
    [InlineData("environment", "https", "407 Proxy Authentication Required")]
    [InlineData("environment", "https", "502 Bad Gateway")]
    [InlineData("environment", "http", "403 Forbidden")]
    [InlineData("process", "https", "407 Proxy Authentication Required")]
    [InlineData("process", "https", "403 Forbidden")]
    [InlineData("process", "http", "407 Proxy Authentication Required")]
    [InlineData("process", "https", null)]
    [InlineData("handler", "https", "403 Forbidden")]
    [InlineData("handler", "https", "407 Proxy Authentication Required")]
    public async Task No_canary_of_a_proxy_is_told(string kind, string scheme, string? refusal)
    {
        using var proxy = new RefusingProxy(refusal);
        string url = $"http://{Mark}-proxy-user:{Mark}-proxy-password@127.0.0.1:{proxy.Port}";

        // Without a propagator it has no spans of .NET's own, which would quote the address.
        using var own = new SocketsHttpHandler { Proxy = new WebProxy(url), AllowAutoRedirect = false, ActivityHeadersPropagator = null };
        var error = await FailAsync(options =>
        {
            options.Endpoint.Url = $"{scheme}://oidc.invalid";
            options.Http.Proxy = kind == "option" ? url : null;
            options.Http.Handler = kind == "handler" ? own : null;
            options.Seams = new SystemSeams
            {
                GetEnvironmentVariable = name => kind == "environment" && name is "https_proxy" or "http_proxy" ? url : null,
                FindSystemProxy = () => new WebProxy(kind == "process" ? url : null),
            };
        });
        _told.AssertSilent(kind);
        Assert.Equal(refusal is null, proxy.Requests.IsEmpty);

        // Where .NET logs in, the canary really was on its way; where it does not, the message still tells what has happened.
        if (kind is "option" or "environment" && (refusal is "407 Proxy Authentication Required" || scheme == "http"))
        {
            Assert.Contains(proxy.Requests, static request => request.Contains(
                $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes($"{Mark}-proxy-user:{Mark}-proxy-password"))}", StringComparison.OrdinalIgnoreCase));
        }

        if (scheme == "https" && refusal is not null)
        {
            Assert.Equal(TransportErrorKind.Proxy, Assert.IsType<SsoOidcTransportException>(error).Kind);
            Assert.Contains(refusal[..3], error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("-----BEGIN PRIVATE KEY-----\nQ0FOQVJZ\n-----END PRIVATE KEY-----\n")]
    [InlineData("-----BEGIN ENCRYPTED PRIVATE KEY-----\nCANARY\n-----END ENCRYPTED PRIVATE KEY-----\n")]
    [InlineData("CANARY")]
    public async Task No_canary_of_a_key_is_told(string key)
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            using var pair = System.Security.Cryptography.ECDsa.Create();
            using var certificate = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=c", pair, System.Security.Cryptography.HashAlgorithmName.SHA256)
                .CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
            await File.WriteAllTextAsync(Path.Combine(folder, "c.pem"), certificate.ExportCertificatePem());
            await File.WriteAllTextAsync(Path.Combine(folder, "k.pem"), key);
            await Assert.ThrowsAsync<ClientConfigurationException>(() => FailAsync(options =>
            {
                options.Endpoint.Url = "https://127.0.0.1:1";
                options.Http.ClientCertificateFile = Path.Combine(folder, "c.pem");
                options.Http.ClientKeyFile = Path.Combine(folder, "k.pem");
            }));
            _told.AssertSilent(key);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(200, "none")]
    [InlineData(200, "path")]
    [InlineData(200, "stream")]
    [InlineData(200, "function")]
    [InlineData(400, "function")]
    [InlineData(200, "loose")]
    public async Task No_canary_that_a_function_or_a_target_gets_is_told(int status, string target)
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var got = new StringBuilder();
            using var stream = new MemoryStream();
            string path = Path.Combine(folder, "t");
            using var client = Client(options =>
            {
                options.Http.Handler = new Answers(status, $$"""{"accessToken":"{{Mark}}","unknown":"{{Mark}}"}""");
                options.Http.OnChunkSent = (part, _, _) => got.Append(Encoding.UTF8.GetString(part.Span));
                options.Http.OnChunkReceived = (part, _, _) => got.Append(Encoding.UTF8.GetString(part.Span));
            });
            ResponseTarget? into = target switch
            {
                "path" => path,
                "stream" => stream,
                "function" => ResponseTarget.ToFunction((part, _) => stream.WriteAsync(part)),
                _ => null,
            };
            if (target == "loose")
            {
                var outcome = await client.BuildRequest("CreateToken", new Dictionary<string, object?>
                {
                    ["clientId"] = "c", ["clientSecret"] = Mark, ["grantType"] = "refresh_token", ["refreshToken"] = Mark, ["response_target"] = stream,
                }).SendAsync();
                _told.Add($"{outcome}");
            }
            else
            {
                var outcome = await client.CreateTokenAsync(CreateTokenRequest.ForRefreshToken("c", Mark, Mark), new RequestOptions { Target = into });
                _told.Add($"{outcome} {outcome.Error}");
            }

            _told.AssertSilent(target);
            Assert.Contains(Mark, got.ToString(), StringComparison.Ordinal);
            Assert.Equal(status == 200 && target is "stream" or "function" or "loose", stream.Length > 0);
            string size = Assert.IsType<string>(_told.Text.Split('\n').Single(static line => line.StartsWith("http.response.body.size=", StringComparison.Ordinal)));
            Assert.Equal("http.response.body.size=43", size);
            Assert.Equal(status == 200 && target == "function", _told.Log.Single(401).Text.EndsWith("(43 bytes, gone to the target)", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task What_a_function_throws_is_told_to_the_caller_only()
    {
        using var client = Client(static options =>
        {
            options.Http.Handler = new Answers(200, "{}");
            options.Http.OnChunkReceived = static (_, _, _) => throw new InvalidOperationException(Mark);
        });
        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => client.CreateTokenAsync(Watched.Request));
        Assert.Equal(Mark, e.Message);
        _told.AssertSilent("function");
        Assert.Contains("InvalidOperationException", _told.Text, StringComparison.Ordinal);
    }

    private SsoOidcClient Client(Action<SsoOidcClientOptions> configure) => new(Watched.Options(options =>
    {
        options.LoggerFactory = _told.Log;
        options.Http.WireTrace = true;
        options.Retry.Limit = 0;
        options.Monitoring.Enabled = true;
        options.Monitoring.Publisher = records => _told.Add(string.Join('\n', records));
        options.CallLog.Formatter = new CallLogFormatter(":request_params :http_request_headers :http_request_body :http_response_headers :http_response_body :error_class :error_message").Format;
        configure(options);
    }));

    private async Task<SsoOidcException> FailAsync(Action<SsoOidcClientOptions> configure)
    {
        using var client = Client(configure);
        try
        {
            var response = await client.CreateTokenAsync(Watched.Request);
            _told.Add(response.Error!);
            return response.Error!;
        }
        catch (ClientConfigurationException e)
        {
            _told.Add(e);
            throw;
        }
        finally
        {
            _told.Add(client.Config.Describe());
        }
    }

    /// <summary>A proxy that refuses everybody; without an answer it is not even there.</summary>
    private sealed class RefusingProxy : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public RefusingProxy(string? refusal)
        {
            _listener.Start();
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
            if (refusal is null)
            {
                _listener.Stop();
            }
            else
            {
                _ = ServeAsync(refusal);
            }
        }

        public int Port { get; }

        public System.Collections.Concurrent.ConcurrentQueue<string> Requests { get; } = [];

        public void Dispose() => _listener.Dispose();

        private async Task ServeAsync(string refusal)
        {
            try
            {
                while (true)
                {
                    using var connection = await _listener.AcceptTcpClientAsync();
                    var stream = connection.GetStream();
                    byte[] buffer = new byte[8192];
                    int count = await stream.ReadAtLeastAsync(buffer, 10, throwOnEndOfStream: false);
                    Requests.Enqueue(Encoding.ASCII.GetString(buffer, 0, count));
                    await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {refusal}\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
            {
                // The test is over.
            }
        }
    }
}
