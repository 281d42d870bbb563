using System.Security.Cryptography;
using System.Text;

namespace SsoOidc.CredentialTests.Credentials;

public sealed class SsoTests : IDisposable
{
    private const string Session =
        "[default]\nsso_session = my-sso\nsso_account_id = 111122223333\nsso_role_name = Ad min\n[sso-session my-sso]\nsso_region = us-east-1\nsso_start_url = https://d-1.awsapps.com/start\n";

    private const string Legacy =
        "[default]\nsso_start_url = https://d-1.awsapps.com/start\nsso_region = us-east-1\nsso_account_id = 111122223333\nsso_role_name = Ad min\n";

    private readonly Machine _machine = new();
    private readonly LoopbackServer _portal;
    private Reply _reply = new(200, "{\"roleCredentials\":{\"accessKeyId\":\"AKIDSSO\",\"secretAccessKey\":\"ss\",\"sessionToken\":\"ts\",\"expiration\":4070908800000}}");

    public SsoTests()
    {
        _portal = _machine.Serve(_ => _reply);
        _machine.Environment["AWS_ENDPOINT_URL_SSO"] = _portal.Url;
    }

    [Theory]
    [InlineData(Session, "my-sso")]
    [InlineData(Legacy, "https://d-1.awsapps.com/start")]
    public async Task The_portal_gives_credentials_for_the_token_of_the_session(string config, string key)
    {
        _machine.Config = config;
        WriteToken(key, "2024-11-05T18:00:00Z");
        var secrets = await _machine.GetAsync();

        Assert.Equal(("AKIDSSO", "ss", "ts", "111122223333"), (secrets.AccessKey, secrets.SecretKey, secrets.Token, secrets.AccountId));
        var request = Assert.Single(_portal.Requests);
        Assert.Equal("GET /federation/credentials?role_name=Ad%20min&account_id=111122223333", request.Line);
        Assert.Equal("tok", request.Header("x-amz-sso_bearer_token"));
        Assert.Null(request.Header("authorization"));
    }

    [Theory]
    [InlineData("2024-11-05T18:00:00UTC")]
    [InlineData("2024-11-05T19:00:00+01:00")]
    [InlineData("2024-11-05T18:00:00.1234567Z")]
    [InlineData("2024-11-05T18:00:00")]
    public async Task Every_form_of_date_is_read(string expiresAt)
    {
        _machine.Config = Session;
        WriteToken("my-sso", expiresAt);
        Assert.Equal("AKIDSSO", (await _machine.GetAsync()).AccessKey);
    }

    [Fact]
    public void The_file_is_named_as_other_tools_name_it()
    {
        var settings = _machine.Settings();
        Assert.Equal(
            "/home/u/.aws/sso/cache/0ad374308c5a4e22f723adf10145eafad7c4031c.json",
            SsoOidc.Credentials.SsoTokenFile.PathFor(settings, settings.LoadFiles(), "my-sso"));
    }

    [Theory]
    [InlineData(null, "There is no token file /home/u/.aws/sso/cache/0ad")]
    [InlineData("{oops", "has no valid accessToken and expiresAt")]
    [InlineData("[]", "has no valid accessToken and expiresAt")]
    [InlineData("{\"expiresAt\":\"2024-11-05T18:00:00Z\"}", "has no valid accessToken and expiresAt")]
    [InlineData("{\"accessToken\":\"tok\"}", "has no valid accessToken and expiresAt")]
    [InlineData("{\"accessToken\":\"tok\",\"expiresAt\":\"tomorrow\"}", "has no valid accessToken and expiresAt")]
    [InlineData("{\"accessToken\":\"t\\nx: y\",\"expiresAt\":\"2024-11-05T18:00:00Z\"}", "has no valid accessToken and expiresAt")]
    [InlineData("{\"accessToken\":\"tok\",\"expiresAt\":\"2024-11-05T10:20:30Z\"}", "has expired")]
    public async Task Without_a_token_in_time_somebody_must_sign_in(string? file, string expected)
    {
        _machine.Config = Session;
        if (file is not null)
        {
            _machine.Files["/home/u/.aws/sso/cache/0ad374308c5a4e22f723adf10145eafad7c4031c.json"] = file;
        }

        var e = await Assert.ThrowsAsync<MissingCredentialsException>(() => _machine.GetAsync());
        Assert.Equal(MissingCredentialsReason.SignInRequired, e.Reason);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Contains(
            "The SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO session run aws sso login with the corresponding profile. (aws sso login --profile default)",
            e.Message,
            StringComparison.Ordinal);
        Assert.Empty(_portal.Requests);
    }

    [Theory]
    [InlineData(401, "", MissingCredentialsReason.SignInRequired, "does not accept the token")]
    [InlineData(403, "{\"message\":\"No access\"}", MissingCredentialsReason.SourceFailed, "no access to role Ad min in account 111122223333")]
    [InlineData(404, "", MissingCredentialsReason.SourceFailed, "no access to role")]
    [InlineData(400, "", MissingCredentialsReason.SourceFailed, "HTTP status 400")]
    [InlineData(200, "{}", MissingCredentialsReason.SourceFailed, "answered without credentials")]
    [InlineData(200, "{\"roleCredentials\":{\"accessKeyId\":\"a\",\"secretAccessKey\":\"b\",\"expiration\":1e99}}", MissingCredentialsReason.SourceFailed, "answered without credentials")]
    [InlineData(302, "", MissingCredentialsReason.SourceFailed, "HTTP status 302")]
    public async Task What_the_portal_refuses_is_told_and_the_token_is_not(int status, string body, MissingCredentialsReason reason, string expected)
    {
        _machine.Config = Session;
        WriteToken("my-sso", "2024-11-05T18:00:00Z");
        _reply = new Reply(status, body, ("Location", "http://127.0.0.1:1/"));
        var e = await Assert.ThrowsAsync<MissingCredentialsException>(() => _machine.GetAsync());
        Assert.Equal(reason, e.Reason);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("tok ", e.Message, StringComparison.Ordinal);
        Assert.Single(_portal.Requests);
    }

    [Theory]
    [InlineData("sso_session = zz\nsso_account_id = 1\nsso_role_name = r", "", "sso-session zz must be defined in the config file. Referenced by profile default")]
    [InlineData("sso_session = zz\nsso_account_id = 1\nsso_role_name = r", "[sso-session zz]\nsso_start_url = u", "sso-session zz missing required parameter: sso_region")]
    [InlineData("sso_session = zz\nsso_account_id = 1\nsso_role_name = r\nsso_region = b", "[sso-session zz]\nsso_region = a", "sso-session zz's sso_region (a) does not match the profile default's sso_region (b'")]
    [InlineData("sso_session = zz\nsso_account_id = 1\nsso_role_name = r\nsso_start_url = b", "[sso-session zz]\nsso_region = a\nsso_start_url = u", "sso-session zz's sso_start_url (u) does not match the profile default's sso_start_url (b'")]
    [InlineData("sso_account_id = 1", "", "Missing required keys: sso_region, sso_role_name, sso_start_url.")]
    [InlineData("sso_session = zz\nsso_role_name = r", "[sso-session zz]\nsso_region = a", "Missing required keys: sso_account_id.")]
    public async Task Settings_that_cannot_work_are_named(string profile, string session, string expected)
    {
        _machine.Config = $"[default]\n{profile}\n{session}\n";
        string message = await _machine.IsRefusedAsync();
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("file /home/u/.aws/config, profile default", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_home_the_variable_is_named()
    {
        _machine.Environment["AWS_CONFIG_FILE"] = "/conf";
        _machine.Files["/conf"] = Session;
        _machine.Environment.Remove("HOME");
        Assert.Contains("HOME is not set", await _machine.IsRefusedAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eu-central-1", false, "https://portal.sso.eu-central-1.amazonaws.com/")]
    [InlineData("cn-north-1", false, "https://portal.sso.cn-north-1.amazonaws.com.cn/")]
    public void Without_an_override_the_region_of_the_session_says_where_the_portal_is(string region, bool fips, string expected)
    {
        _machine.Environment.Remove("AWS_ENDPOINT_URL_SSO");
        var settings = _machine.Settings(useFips: fips);
        Assert.Equal(expected, SsoOidc.Credentials.ServiceEndpoint.Portal(settings, settings.LoadFiles(), region).AbsoluteUri);
    }

    [Fact]
    public async Task A_region_that_would_move_the_host_is_refused()
    {
        _machine.Environment.Remove("AWS_ENDPOINT_URL_SSO");
        _machine.Config = Session.Replace("sso_region = us-east-1", "sso_region = x.evil.example/", StringComparison.Ordinal);
        WriteToken("my-sso", "2024-11-05T18:00:00Z");
        Assert.Contains("is not a region", await _machine.IsRefusedAsync(), StringComparison.Ordinal);
    }

    public void Dispose() => _machine.Dispose();

    private void WriteToken(string key, string expiresAt)
    {
#pragma warning disable CA5350
        string name = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(key)));
#pragma warning restore CA5350
        _machine.Files[$"/home/u/.aws/sso/cache/{name}.json"] =
            $$"""{"startUrl":"https://d-1.awsapps.com/start","region":"us-east-1","accessToken":"tok","expiresAt":"{{expiresAt}}","refreshToken":null}""";
    }
}
