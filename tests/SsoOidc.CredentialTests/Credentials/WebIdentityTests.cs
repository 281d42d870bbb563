namespace SsoOidc.CredentialTests.Credentials;

public sealed class WebIdentityTests : IDisposable
{
    private readonly Machine _machine = new();
    private readonly FakeSts _sts = new();

    public WebIdentityTests()
    {
        _machine.Environment["AWS_ENDPOINT_URL"] = _machine.Serve(_sts.Answer).Url;
        _machine.Environment["AWS_ROLE_ARN"] = "arn:aws:iam::1:role/w";
        _machine.Environment["AWS_WEB_IDENTITY_TOKEN_FILE"] = "~/token";
        _machine.Files["/home/u/token"] = "jwt.1\n";
    }

    [Fact]
    public async Task The_token_file_of_the_environment_is_traded_for_credentials_unsigned()
    {
        _machine.Environment["AWS_ROLE_SESSION_NAME"] = "pod";
        var secrets = await _machine.GetAsync();
        Assert.Equal(("AKIDROLE1", "123456789012"), (secrets.AccessKey, secrets.AccountId));
        var (form, signer) = Assert.Single(_sts.Calls);
        Assert.Null(signer);
        Assert.Equal(
            ("AssumeRoleWithWebIdentity", "arn:aws:iam::1:role/w", "pod", "jwt.1"),
            (form["Action"], form["RoleArn"], form["RoleSessionName"], form["WebIdentityToken"]));
    }

    [Fact]
    public async Task The_file_is_read_again_at_every_refresh_and_the_session_keeps_its_name()
    {
        _sts.Expiration = _machine.Time.GetUtcNow().AddMinutes(15);
        var found = _machine.Find();
        await found.GetAsync(TestContext.Current.CancellationToken);
        _machine.Files["/home/u/token"] = "jwt.2";
        _machine.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("AKIDROLE2", (await found.GetAsync(TestContext.Current.CancellationToken)).AccessKey);
        Assert.Equal(["jwt.1", "jwt.2"], _sts.Calls.Select(call => call.Form["WebIdentityToken"]));
        string name = Assert.Single(_sts.Calls.Select(call => call.Form["RoleSessionName"]).Distinct());
        Assert.Matches("^[a-z0-9]{32}$", name);
    }

    [Fact]
    public async Task A_profile_has_one_too()
    {
        _machine.Environment.Remove("AWS_ROLE_ARN");
        _machine.Config = "[default]\nrole_arn = arn:p\nweb_identity_token_file = /home/u/token\nrole_session_name = n\n";
        Assert.Equal("AKIDROLE1", (await _machine.GetAsync()).AccessKey);
        Assert.Equal(("arn:p", "n"), (_sts.Calls[0].Form["RoleArn"], _sts.Calls[0].Form["RoleSessionName"]));
    }

    [Fact]
    public async Task The_credentials_file_has_none()
    {
        _machine.Environment.Remove("AWS_ROLE_ARN");
        _machine.Credentials = "[default]\nrole_arn = arn:p\nweb_identity_token_file = /home/u/token\n";
        Assert.Contains("Profile default has a role_arn, but no source_profile.", await _machine.IsRefusedAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "does not exist")]
    [InlineData("", "is empty")]
    [InlineData(" \n", "is empty")]
    public async Task Without_a_token_the_file_is_named(string? content, string expected)
    {
        if (content is null)
        {
            _machine.Files.Delete("/home/u/token");
        }
        else
        {
            _machine.Files["/home/u/token"] = content;
        }

        string message = await _machine.FailsAsync();
        Assert.Contains($"Missing :web_identity_token_file parameter or invalid file path: ~/token {expected}.", message, StringComparison.Ordinal);
        Assert.Empty(_sts.Calls);
    }

    [Fact]
    public async Task A_token_that_sts_refuses_is_not_shown()
    {
        _sts.Troubles.Enqueue(FakeSts.Error(400, "InvalidIdentityToken", "No OpenIDConnect provider found"));
        Assert.Contains("InvalidIdentityToken: No OpenIDConnect provider found", await _machine.FailsAsync(), StringComparison.Ordinal);

        // Not even by an answer that repeats it.
        _sts.Troubles.Enqueue(FakeSts.Error(400, "Bad jwt.1", "The token 'jwt.1' is not accepted"));
        string message = await _machine.FailsAsync();
        Assert.Contains("Bad [FILTERED]: The token '[FILTERED]' is not accepted", message, StringComparison.Ordinal);
        Assert.DoesNotContain("jwt", message, StringComparison.Ordinal);
    }

    public void Dispose() => _machine.Dispose();
}
