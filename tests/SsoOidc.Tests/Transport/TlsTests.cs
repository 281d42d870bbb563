using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Transport;

/// <summary>Real handshakes: whom the client trusts, what it shows, and what it says when that is not enough.</summary>
public sealed class TlsTests : IDisposable
{
    private const int Attempts = 2;
    private readonly TestAuthority _authority = new();
    private readonly TestAuthority _other = new("CN=Another Authority");
    private readonly string _folder = Directory.CreateTempSubdirectory("ssooidc-tls-").FullName;

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _authority.Dispose();
        _other.Dispose();
    }

    public static TheoryData<string> WaysToTrust => ["bundle", "bundle of many", "bundle with a mark", "directory", "store", "bundle and other store", "environment"];

    [Theory]
    [MemberData(nameof(WaysToTrust))]
    public async Task An_authority_of_ones_own_is_trusted(string way)
    {
        await using var server = Server(_authority.IssueServer());
        string bundle = Write("ca.pem", way == "bundle of many" ? "comment\n" + _other.Pem + "\nmore\n" + _authority.Pem : way == "bundle with a mark" ? "\uFEFF" + _authority.Pem : _authority.Pem);
        Write("README", "no certificate");
        var environment = new TestEnvironment();
        if (way == "environment")
        {
            environment["AWS_CA_BUNDLE"] = bundle;
        }

        using var client = Client(
            server,
            http =>
            {
                http.CaBundle = way.StartsWith("bundle", StringComparison.Ordinal) ? bundle : null;
                http.CaDirectory = way == "directory" ? _folder : null;
                http.CaStore = way == "store" ? _authority.Store : way == "bundle and other store" ? _other.Store : null;
            },
            environment);
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal("t", (await client.CreateTokenAsync(Calls.CreateToken)).AccessToken);
        }

        Assert.Equal(1, server.ConnectionCount);
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "unknown authority", "UntrustedRoot" },
        { "system authorities", "PartialChain" },
        { "expired", "NotTimeValid" },
        { "wrong host", "RemoteCertificateNameMismatch" },
        { "certificate of a client", "NotValidForUsage" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_server_that_cannot_prove_itself_gets_nothing(string what, string reason)
    {
        using var certificate = what switch
        {
            "expired" => _authority.IssueServer(expiresInDays: -1),
            "wrong host" => _authority.IssueServer("elsewhere.example"),
            "certificate of a client" => _authority.IssueServer(usage: TestAuthority.ClientUsage),
            _ => _authority.IssueServer(),
        };
        await using var server = Server(certificate);
        using (var client = Client(server, http => http.CaStore = what switch
        {
            "unknown authority" => _other.Store,
            "system authorities" => null,
            _ => _authority.Store,
        }))
        {
            var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.CreateTokenAsync(Calls.CreateToken));
            Assert.Equal((TransportErrorKind.Tls, false, Attempts, true), (error.Kind, error.MayHaveReachedService, error.Attempts, error.IsRetryable));
            Assert.Contains(server.Url, error.Message, StringComparison.Ordinal);
            Assert.Contains("options.Http.CaBundle", error.Message, StringComparison.Ordinal);
            Assert.True(
                error.Message.Contains(reason, StringComparison.Ordinal) || (reason is "PartialChain" or "UntrustedRoot" && error.Message.Contains("PartialChain", StringComparison.Ordinal)),
                error.Message);
            Assert.Equal(Attempts, server.ConnectionCount);
            await OpenSockets.UntilAsync(server.Port, 0);
        }

        Assert.Empty(server.Received);
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("wrong host")]
    [InlineData("unknown authority")]
    public async Task Without_verification_all_of_them_pass(string what)
    {
        using var certificate = what == "expired" ? _authority.IssueServer(expiresInDays: -1) : _authority.IssueServer(what == "wrong host" ? "elsewhere.example" : "localhost");
        await using var server = Server(certificate);

        // Nothing is verified, so nothing is read either.
        using var client = Client(server, http => (http.VerifyPeer, http.CaBundle) = (false, "/there/is/no/such/file"));
        Assert.Equal("t", (await client.CreateTokenAsync(Calls.CreateToken)).AccessToken);
    }

    public static TheoryData<string, bool> WaysToShow
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (string way in new[] { "object", "object and key", "one file", "two files" })
            {
                data.Add(way, true);
                data.Add(way, false);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(WaysToShow))]
    public async Task A_client_certificate_is_shown_whether_the_server_is_verified_or_not(string way, bool verify)
    {
        using var own = _authority.IssueClient();
        using var bare = X509CertificateLoader.LoadCertificate(own.RawData);
        using var key = own.GetECDsaPrivateKey()!;
        await using var server = Server(_authority.IssueServer(), own);
        using var client = Client(server, http =>
        {
            http.VerifyPeer = verify;
            http.CaStore = _authority.Store;
            switch (way)
            {
                case "object":
                    http.ClientCertificate = own;
                    break;
                case "object and key":
                    (http.ClientCertificate, http.ClientKey) = (bare, key);
                    break;
                case "one file":
                    http.ClientCertificateFile = Write("both.pem", own.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
                    break;
                default:
                    (http.ClientCertificateFile, http.ClientKeyFile) = (Write("cert.pem", own.ExportCertificatePem()), Write("key.pem", key.ExportECPrivateKeyPem()));
                    break;
            }
        });
        Assert.Equal("t", (await client.CreateTokenAsync(Calls.CreateToken)).AccessToken);
        Assert.Empty(server.TlsFailures);
    }

    [Fact]
    public async Task An_RSA_certificate_and_those_between_it_and_its_authority_are_sent()
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=rsa client", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var own = _authority.IssueThrough(request, out string between);
        string[] sent = [];
        var tls = TestTls.Server(_authority.IssueServer(), own);
        tls.RemoteCertificateValidationCallback = (_, shown, chain, _) =>
        {
            sent = [.. chain!.ChainPolicy.ExtraStore.Select(static certificate => certificate.ExportCertificatePem())];
            return shown!.GetRawCertData().AsSpan().SequenceEqual(own.RawData);
        };
        await using var server = RawServer.Answering(RawServer.Http(200, """{"accessToken":"t"}"""), tls);
        using var client = Client(server, http =>
        {
            http.CaStore = _authority.Store;
            http.ClientCertificateFile = Write("chain.pem", own.ExportCertificatePem() + "\n" + between);
            http.ClientKeyFile = Write("rsa.pem", rsa.ExportRSAPrivateKeyPem());
        });
        Assert.Equal("t", (await client.CreateTokenAsync(Calls.CreateToken)).AccessToken);
        Assert.Contains(between, sent);
    }

    [Fact]
    public async Task A_server_that_wants_a_certificate_and_gets_none_or_another_is_a_typed_error()
    {
        using var wanted = _authority.IssueClient();
        using var another = _authority.IssueClient();
        foreach (var shown in new[] { null, another })
        {
            await using var server = Server(_authority.IssueServer(), wanted);
            using (var client = Client(server, http => (http.CaStore, http.ClientCertificate) = (_authority.Store, shown)))
            {
                var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.CreateTokenAsync(Calls.CreateToken));
                Assert.True(error.Kind is TransportErrorKind.Tls or TransportErrorKind.CutOff, error.ToString());
                Assert.Equal((Attempts, true), (error.Attempts, error.IsRetryable));
                await OpenSockets.UntilAsync(server.Port, 0);
            }

            Assert.Empty(server.Received);
        }
    }

    public static TheoryData<string, string, string> BadFiles => new()
    {
        { "CaBundle", "missing.pem", "does not exist" },
        { "CaBundle", "none", "does not exist, or is a directory" },
        { "CaBundle", "empty.pem", "has no PEM certificate in it" },
        { "CaBundle", "broken.pem", "has a certificate that cannot be read" },
        { "CaDirectory", "missing", "does not exist, or cannot be read" },
        { "CaDirectory", "none", "has no file with a PEM certificate in it" },
        { "ClientCertificateFile", "missing.pem", "does not exist" },
        { "ClientCertificateFile", "certificate.pem", "has no PEM private key in it" },
        { "ClientKeyFile", "missing.pem", "does not exist" },
        { "ClientKeyFile", "other.pem", "has a key that cannot be read, or that is not the certificate's" },
        { "ClientKeyFile", "encrypted.pem", "has an encrypted key" },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public async Task A_file_that_cannot_be_used_is_a_problem_of_its_option_with_the_path(string option, string file, string message)
    {
        using var own = _authority.IssueClient();
        using var key = own.GetECDsaPrivateKey()!;
        using var otherKey = ECDsa.Create();
        Write("empty.pem", "nothing");
        Write("broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        Write("certificate.pem", own.ExportCertificatePem());
        Write("other.pem", otherKey.ExportPkcs8PrivateKeyPem());
        Write("encrypted.pem", key.ExportEncryptedPkcs8PrivateKeyPem("pw", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1)));
        Directory.CreateDirectory(Path.Combine(_folder, "none"));
        await using var server = Server(_authority.IssueServer());
        string path = Path.Combine(_folder, file);
        using var client = Client(server, http =>
        {
            http.CaBundle = option == "CaBundle" ? path : null;
            http.CaDirectory = option == "CaDirectory" ? path : null;
            http.ClientCertificateFile = option == "ClientCertificateFile" ? path : option == "ClientKeyFile" ? Path.Combine(_folder, "certificate.pem") : null;
            http.ClientKeyFile = option == "ClientKeyFile" ? path : null;
        });
        for (int i = 0; i < 2; i++)
        {
            var error = await Assert.ThrowsAsync<ClientConfigurationException>(() => client.CreateTokenAsync(Calls.CreateToken));
            var problem = Assert.Single(error.Problems);
            Assert.Equal(($"Http.{option}", $"options.Http.{option}"), (problem.Option, problem.Source));
            Assert.Contains(path, problem.Message, StringComparison.Ordinal);
            Assert.Contains(message, problem.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(key.ExportPkcs8PrivateKeyPem()[40..80], error.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(0, server.ConnectionCount);
    }

    [Fact]
    public async Task A_file_that_was_mended_counts_from_the_next_call_on()
    {
        await using var server = Server(_authority.IssueServer());
        string path = Path.Combine(_folder, "late.pem");
        using var client = Client(server, http => http.CaBundle = path);
        await Assert.ThrowsAsync<ClientConfigurationException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Write("late.pem", _authority.Pem);
        var calls = Enumerable.Range(0, 20).Select(_ => client.CreateTokenAsync(Calls.CreateToken));
        Assert.All(await Task.WhenAll(calls), response => Assert.Equal("t", response.AccessToken));
    }

    [Fact]
    public async Task Plain_http_needs_no_file()
    {
        await using var server = RawServer.Answering(RawServer.Http(200, """{"accessToken":"t"}"""));
        using var client = Client(server, http => http.CaBundle = Path.Combine(_folder, "missing.pem"));
        Assert.Equal("t", (await client.CreateTokenAsync(Calls.CreateToken)).AccessToken);
    }

    [Fact]
    public void A_key_without_its_certificate_or_with_another_is_refused_at_construction()
    {
        using var own = _authority.IssueClient();
        using var bare = X509CertificateLoader.LoadCertificate(own.RawData);
        using var otherKey = ECDsa.Create();
        AssertProblem("Http.ClientKey", http => http.ClientKey = otherKey);
        AssertProblem("Http.ClientKey", http => (http.ClientCertificate, http.ClientKey) = (bare, otherKey));
        AssertProblem("Http.ClientCertificate", http => http.ClientCertificate = bare);
        AssertProblem("Http.ClientKeyFile", http => http.ClientKeyFile = "x");
        AssertProblem("Http.ClientCertificateFile", http => (http.ClientCertificate, http.ClientCertificateFile) = (own, "x"));
    }

    [Fact]
    public async Task A_server_that_stalls_in_the_handshake_ends_with_the_connect_timeout()
    {
        await using var server = RawServer.Start(connection => connection.ReadToEndAsync());
        using (var client = new SsoOidcClient(Clients.Options(options =>
        {
            options.Endpoint.Url = server.Url.Replace("http:", "https:", StringComparison.Ordinal);
            options.Http.ConnectTimeout = TimeSpan.FromMilliseconds(200);
        })))
        {
            var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.CreateTokenAsync(Calls.CreateToken));
            Assert.Equal((TransportErrorKind.ConnectTimeout, false), (error.Kind, error.MayHaveReachedService));
            Assert.Contains("connect timeout of 0.2 s (options.Http.ConnectTimeout)", error.Message, StringComparison.Ordinal);
        }

        await OpenSockets.UntilAsync(server.Port, 0);
    }

    private static void AssertProblem(string option, Action<HttpOptions> set)
    {
        var error = Assert.Throws<ClientConfigurationException>(() => new SsoOidcClient(Clients.Options(options => set(options.Http))));
        Assert.Equal(option, Assert.Single(error.Problems).Option);
    }

    private static RawServer Server(X509Certificate2 certificate, X509Certificate2? wantedClient = null) =>
        RawServer.Answering(RawServer.Http(200, """{"accessToken":"t"}"""), TestTls.Server(certificate, wantedClient));

    private static SsoOidcClient Client(RawServer server, Action<HttpOptions> set, TestEnvironment? environment = null) => new(Clients.Options(
        options =>
        {
            options.Endpoint.Url = server.Url;
            options.Retry.Limit = Attempts - 1;
            options.Retry.BaseDelay = TimeSpan.Zero;
            set(options.Http);
        },
        environment));

    private string Write(string name, string content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}
