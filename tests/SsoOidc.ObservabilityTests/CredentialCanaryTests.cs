using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using SsoOidc.ObservabilityTests.Support;
using SsoOidc.Options;

namespace SsoOidc.ObservabilityTests;

/// <summary>Requests for credentials and their answers, of every source that has a secret, good and bad.</summary>
public sealed class CredentialCanaryTests : IDisposable
{
    private const string Mark = Told.Mark;

    private readonly Told _told = new();
    private readonly string _home = Directory.CreateTempSubdirectory().FullName;

    public static TheoryData<string, int, string> Sources
    {
        get
        {
            var data = new TheoryData<string, int, string>();
            string json = $$"""{"Version":1,"AccessKeyId":"AKID","SecretAccessKey":"{{Mark}}-s","Token":"{{Mark}}-t","SessionToken":"{{Mark}}-t","Expiration":"2099-01-01T00:00:00Z"}""";
            string sts = $"<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>AKID</AccessKeyId><SecretAccessKey>{Mark}-s</SecretAccessKey><SessionToken>{Mark}-t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>";
            string portal = $$$"""{"roleCredentials":{"accessKeyId":"AKID","secretAccessKey":"{{{Mark}}}-s","sessionToken":"{{{Mark}}}-t","expiration":4070908800000}}""";
            foreach (var (source, good) in new[] { ("web identity", sts), ("sso", portal), ("process", json), ("container", json) })
            {
                data.Add(source, 200, good);
                data.Add(source, 200, good[..^3]);
                data.Add(source, 200, Mark);
                data.Add(source, 403, Mark);
                data.Add(source, 400, $$"""{"message":null,"secret":"{{Mark}}"}""");
            }

            return data;
        }
    }

    public void Dispose()
    {
        _told.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task No_canary_of_a_source_is_told(string source, int status, string answer)
    {
        Assert.SkipWhen(source == "process" && OperatingSystem.IsWindows(), "the command is for /bin/sh");
        bool isGood = (status == 200 && answer.EndsWith('}')) || answer.EndsWith("Response>", StringComparison.Ordinal);
        using var container = new TcpListener(IPAddress.Loopback, 0);
        container.Start();
        _ = ServeAsync(container, status, answer);
        var environment = Environment(source, ((IPEndPoint)container.LocalEndpoint).Port);
        if (source == "process")
        {
            await File.WriteAllTextAsync(Path.Combine(_home, "answer"), answer);
            await File.WriteAllTextAsync(Path.Combine(_home, "config"), $"[default]\ncredential_process = SECRET={Mark}; cat {_home}/answer; echo {Mark} >&2; exit {(status == 200 ? 0 : 1)}\n");
        }

        using var transport = new ByHost(host => host.StartsWith("oidc", StringComparison.Ordinal) ? Watched.Answer(200, "{}") : Watched.Answer(status, answer));
        using var client = new SsoOidcClient(Watched.Options(options =>
        {
            options.Credentials = null;
            options.Http.Handler = transport;
            options.Http.WireTrace = true;
            options.LoggerFactory = _told.Log;
            options.Monitoring.Enabled = true;
            options.Monitoring.Publisher = records => _told.Add(string.Join('\n', records));
            options.Seams = new SystemSeams { GetEnvironmentVariable = environment.GetValueOrDefault };
        }));
        try
        {
            _told.Add($"{await client.CreateTokenWithIamAsync(CreateTokenWithIamRequest.ForJwtBearer("arn:aws:sso::1:application/a/b", Mark))}");
            Assert.True(isGood, answer);
        }
        catch (Exception e) when (e is MissingCredentialsException or ClientConfigurationException)
        {
            Assert.False(isGood, e.Message);
            _told.Add(e);
        }

        _told.Add(client.Config.Describe());
        _told.AssertSilent(source);
        Assert.Equal(isGood, _told.Log.Lines.Any(static line => line.Id == 203));
    }

    private Dictionary<string, string> Environment(string source, int port)
    {
        var environment = new Dictionary<string, string> { ["HOME"] = _home, ["AWS_CONFIG_FILE"] = Path.Combine(_home, "config"), ["AWS_EC2_METADATA_DISABLED"] = "true" };
        switch (source)
        {
            case "web identity":
                File.WriteAllText(Path.Combine(_home, "jwt"), Mark);
                environment["AWS_ROLE_ARN"] = "arn:aws:iam::123456789012:role/r";
                environment["AWS_WEB_IDENTITY_TOKEN_FILE"] = Path.Combine(_home, "jwt");
                break;
            case "sso":
                File.WriteAllText(Path.Combine(_home, "config"), "[default]\nsso_session = s\nsso_account_id = 111122223333\nsso_role_name = r\n[sso-session s]\nsso_region = us-east-1\nsso_start_url = https://d-1.awsapps.com/start\n");
                string cache = Directory.CreateDirectory(Path.Combine(_home, ".aws", "sso", "cache")).FullName;
#pragma warning disable CA5350 // the name that every tool gives the file
                string name = Convert.ToHexStringLower(SHA1.HashData("s"u8));
#pragma warning restore CA5350
                File.WriteAllText(Path.Combine(cache, name + ".json"), $$"""{"accessToken":"{{Mark}}","expiresAt":"2099-01-01T00:00:00Z","refreshToken":"{{Mark}}","clientSecret":"{{Mark}}"}""");
                break;
            case "container":
                environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = $"http://{Mark}:{Mark}@127.0.0.1:{port}/creds?{Mark}";
                environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = Mark;
                break;
        }

        return environment;
    }

    private static async Task ServeAsync(TcpListener listener, int status, string answer)
    {
        try
        {
            while (true)
            {
                using var connection = await listener.AcceptTcpClientAsync();
                var stream = connection.GetStream();
                await stream.ReadAtLeastAsync(new byte[4096], 10, throwOnEndOfStream: false);
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} {Mark}\r\nContent-Length: {answer.Length}\r\nConnection: close\r\n\r\n{answer}"));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }

    private sealed class ByHost(Func<string, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(answer(request.RequestUri!.Host));
    }
}
