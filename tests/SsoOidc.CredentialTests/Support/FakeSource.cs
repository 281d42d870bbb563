using System.Globalization;

namespace SsoOidc.CredentialTests;

/// <summary>Any one source of credentials that expire, on a made-up machine: what it gives, how often it was asked, and whether it answers.</summary>
internal sealed class FakeSource : IDisposable
{
    private const string Role = "[default]\nrole_arn = r\nsource_profile = base\n[profile base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = s\n";
    private const string Sso = "[default]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\n[sso-session s]\nsso_region = us-east-1\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("ssooidc-").FullName;
    private readonly string _kind;
    private int _fetches;

    public FakeSource(string kind)
    {
        _kind = kind;
        Expiration = Machine.Time.GetUtcNow().AddHours(1);
        string url = Machine.Serve(Answer).Url;
        switch (kind)
        {
            case "role":
                Machine.Config = Role;
                Machine.Environment["AWS_ENDPOINT_URL_STS"] = url;
                break;
            case "web identity":
                Machine.Environment["AWS_ENDPOINT_URL_STS"] = url;
                Machine.Environment["AWS_ROLE_ARN"] = "r";
                Machine.Environment["AWS_WEB_IDENTITY_TOKEN_FILE"] = "/token";
                Machine.Files["/token"] = "jwt";
                break;
            case "sso":
                Machine.Config = Sso;
                Machine.Environment["AWS_ENDPOINT_URL_SSO"] = url;
                Machine.Files["/home/u/.aws/sso/cache/a0f1490a20d0211c997b44bc357e1972deab8ae3.json"] = "{\"accessToken\":\"t\",\"expiresAt\":\"2099-01-01T00:00:00Z\"}";
                break;
            case "container":
                Machine.Environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = url;
                break;
            case "instance metadata":
                Machine.Environment.Remove("AWS_EC2_METADATA_DISABLED");
                Machine.Environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = url;
                break;
            case "process":
                Machine.Config = $"[default]\ncredential_process = sh {Path.Combine(_folder, "run")}\n";
                break;
            default:
                throw new ArgumentException(kind, nameof(kind));
        }

        WriteProcess();
    }

    public static TheoryData<string> Kinds => ["role", "web identity", "sso", "container", "instance metadata", "process"];

    public Machine Machine { get; } = new();

    public DateTimeOffset Expiration { get; private set; }

    /// <summary>How often credentials were asked for, and not a token to ask with.</summary>
    public int Fetches => _kind == "process"
        ? File.Exists(Path.Combine(_folder, "ran")) ? File.ReadAllLines(Path.Combine(_folder, "ran")).Length : 0
        : Volatile.Read(ref _fetches);

    public bool Hangs { get; private set; }

    public void Hang()
    {
        Hangs = true;
        WriteProcess();
    }

    public void ExpireAt(DateTimeOffset time)
    {
        Expiration = time;
        WriteProcess();
    }

    /// <summary>Waits until the source has been asked so often.</summary>
    public async Task AskedAsync(int count, Task call)
    {
        while (Fetches < count)
        {
            Assert.False(call.IsCompleted, "The call ended without a fetch.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public void Dispose()
    {
        Machine.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Reply Answer(ReceivedRequest request)
    {
        if (request.Line == "PUT /latest/api/token")
        {
            return new Reply(200, "session-token");
        }

        if (request.Line.EndsWith("/security-credentials/", StringComparison.Ordinal))
        {
            return new Reply(200, "my-role");
        }

        int number = Interlocked.Increment(ref _fetches);
        if (Hangs)
        {
            return Reply.Hang;
        }

        string expiration = Text(Expiration);
        return new Reply(200, _kind switch
        {
            "role" or "web identity" =>
                $"<R><AccessKeyId>AKID{number}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>{expiration}</Expiration></R>",
            "sso" => $"{{\"roleCredentials\":{{\"accessKeyId\":\"AKID{number}\",\"secretAccessKey\":\"s\",\"sessionToken\":\"t\",\"expiration\":{Expiration.ToUnixTimeMilliseconds()}}}}}",
            _ => $"{{\"AccessKeyId\":\"AKID{number}\",\"SecretAccessKey\":\"s\",\"Token\":\"t\",\"Expiration\":\"{expiration}\"}}",
        });
    }

    // A real program, which counts its runs and numbers its keys.
    private void WriteProcess()
    {
        if (_kind != "process")
        {
            return;
        }

        string ran = Path.Combine(_folder, "ran");
        string script = Path.Combine(_folder, "run");
        string end = Hangs
            ? "exec sleep 600"
            : $"printf '{{\"Version\":1,\"AccessKeyId\":\"AKID%s\",\"SecretAccessKey\":\"s\",\"SessionToken\":\"t\",\"Expiration\":\"{Text(Expiration)}\"}}' \"$(wc -l < {ran} | tr -d ' ')\"";
        File.WriteAllText(script + ".new", $"echo x >> {ran}\n{end}\n");
        File.Move(script + ".new", script, overwrite: true);
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
