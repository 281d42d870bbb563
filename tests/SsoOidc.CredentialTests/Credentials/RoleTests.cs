namespace SsoOidc.CredentialTests.Credentials;

/// <summary>Roles that are assumed with other credentials, against an STS on loopback.</summary>
public sealed class RoleTests : IDisposable
{
    private const string Base = "\n[profile base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = sb\n";

    private readonly Machine _machine = new();
    private readonly FakeSts _sts = new();

    public RoleTests()
    {
        _sts.Knows("AKIDBASE", "sb");
        _machine.Environment["AWS_ENDPOINT_URL_STS"] = _machine.Serve(_sts.Answer).Url;
    }

    [Fact]
    public async Task A_role_is_assumed_with_the_keys_of_its_source_profile()
    {
        _machine.Config = "[default]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = base\n" + Base;
        var secrets = await _machine.GetAsync();

        Assert.Equal(("AKIDROLE1", "secret1", "token&1", "123456789012"), (secrets.AccessKey, secrets.SecretKey, secrets.Token, secrets.AccountId));
        var (form, signer) = Assert.Single(_sts.Calls);
        Assert.Equal("AKIDBASE", signer);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["Version"] = "2011-06-15", ["Action"] = "AssumeRole", ["RoleArn"] = "arn:aws:iam::1:role/r", ["RoleSessionName"] = "default_session",
            },
            form);
    }

    [Fact]
    public async Task All_keys_of_the_profile_are_sent()
    {
        _machine.Config = "[default]\nrole_arn = a&b\nsource_profile = base\nrole_session_name = me\nduration_seconds = 900\nexternal_id = x y+z\nmfa_serial = m\n" + Base;
        await _machine.GetAsync();
        var form = _sts.Calls[0].Form;
        Assert.Equal(
            ("a&b", "me", "900", "x y+z", "m"),
            (form["RoleArn"], form["RoleSessionName"], form["DurationSeconds"], form["ExternalId"], form["SerialNumber"]));
    }

    [Fact]
    public async Task Roles_chain()
    {
        _machine.Config = "[default]\nrole_arn = top\nsource_profile = middle\n[profile middle]\nrole_arn = mid\nsource_profile = base\n" + Base;
        Assert.Equal("AKIDROLE2", (await _machine.GetAsync()).AccessKey);
        Assert.Equal([("mid", "AKIDBASE"), ("top", "AKIDROLE1")], _sts.Calls.Select(call => (call.Form["RoleArn"], call.SignedBy!)));
    }

    [Fact]
    public async Task A_profile_may_be_its_own_source()
    {
        _machine.Config = "[default]\nrole_arn = r\nsource_profile = default\naws_access_key_id = AKIDBASE\naws_secret_access_key = sb\n";
        Assert.Equal("AKIDROLE1", (await _machine.GetAsync()).AccessKey);
    }

    [Fact]
    public async Task The_source_may_be_a_process()
    {
        _machine.Config = "[default]\nrole_arn = r\nsource_profile = p\n[profile p]\ncredential_process = echo '{\"Version\":1,\"AccessKeyId\":\"AKIDBASE\",\"SecretAccessKey\":\"sb\"}'\n";
        Assert.Equal("AKIDROLE1", (await _machine.GetAsync()).AccessKey);
        Assert.Equal("AKIDBASE", _sts.Calls[0].SignedBy);
    }

    [Fact]
    public async Task The_source_may_be_a_web_identity()
    {
        _machine.Files["/token"] = "jwt";
        _machine.Config = "[default]\nrole_arn = r\nsource_profile = w\n[profile w]\nrole_arn = wr\nweb_identity_token_file = /token\n";
        Assert.Equal("AKIDROLE2", (await _machine.GetAsync()).AccessKey);
        Assert.Equal(["AssumeRoleWithWebIdentity", "AssumeRole"], _sts.Calls.Select(call => call.Form["Action"]));
    }

    [Fact]
    public async Task The_source_may_be_the_container()
    {
        using var container = new LoopbackServer(_ => new Reply(200, "{\"AccessKeyId\":\"AKIDBASE\",\"SecretAccessKey\":\"sb\"}"));
        _machine.Environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = container.Url + "/creds";
        _machine.Config = "[default]\nrole_arn = r\ncredential_source = EcsContainer\n";
        Assert.Equal("AKIDROLE1", (await _machine.GetAsync()).AccessKey);
    }

    [Theory]
    [InlineData("role_arn = r\nsource_profile = base\ncredential_source = EcsContainer", "Profile default has a source_profile, and a credential_source. For assume role credentials, must provide only source_profile or credential_source, not both.")]
    [InlineData("role_arn = r", "Profile default has a role_arn, but no source_profile.")]
    [InlineData("role_arn = r\nsource_profile = empty", "Profile default has a role_arn, and source_profile, but the source_profile does not have credentials.")]
    [InlineData("role_arn = r\nsource_profile = ghost", "Profile `ghost' not found in /home/u/.aws/credentials or /home/u/.aws/config")]
    [InlineData("role_arn = r\nsource_profile = one", "comes back to profile one")]
    [InlineData("role_arn = r\ncredential_source = Environment", "Unsupported credential_source: Environment")]
    [InlineData("role_arn = r\ncredential_source = EcsContainer", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")]
    public async Task A_role_that_cannot_be_assumed_is_named_with_its_file_and_profile(string keys, string expected)
    {
        _machine.Config = $"[default]\n{keys}\n[profile empty]\nregion = r\n[profile one]\nrole_arn = a\nsource_profile = two\n[profile two]\nrole_arn = b\nsource_profile = one\n" + Base;
        string message = await _machine.IsRefusedAsync();
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("file /home/u/.aws/config, profile ", message, StringComparison.Ordinal);
        Assert.Empty(_sts.Calls);
    }

    [Fact]
    public async Task A_role_without_credentials_from_its_source_says_which()
    {
        _machine.Config = "[default]\nrole_arn = r\ncredential_source = Ec2InstanceMetadata\n";
        Assert.Contains("instance metadata, which has none: AWS_EC2_METADATA_DISABLED is true", await _machine.FailsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_sts_refuses_is_told_with_its_code_and_never_with_a_secret()
    {
        _machine.Config = "[default]\nrole_arn = r\nsource_profile = base\n" + Base;
        _sts.Troubles.Enqueue(FakeSts.Error(403, "AccessDenied", "User is not\u0085 authorized"));
        string message = await _machine.FailsAsync();
        Assert.Contains(@"the role of profile default. STS at http://127.0.0.1:", message, StringComparison.Ordinal);
        Assert.Contains(@" refused: AccessDenied: User is not\u0085 authorized", message, StringComparison.Ordinal);
        Assert.Empty(_machine.Time.Pauses);
    }

    [Theory]
    [InlineData(500, "x")]
    [InlineData(503, "<a")]
    [InlineData(429, "")]
    [InlineData(400, "<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>")]
    [InlineData(-2, "")]
    public async Task What_may_pass_is_tried_three_times(int status, string body)
    {
        _machine.Config = "[default]\nrole_arn = r\nsource_profile = base\n" + Base;
        var trouble = status == -2 ? Reply.Cut : new Reply(status, body);
        _sts.Troubles.Enqueue(trouble);
        _sts.Troubles.Enqueue(trouble);
        Assert.Equal("AKIDROLE1", (await _machine.GetAsync()).AccessKey);
        Assert.Equal([0.45, 0.9], _machine.Time.Pauses);

        _sts.Troubles.Enqueue(trouble);
        _sts.Troubles.Enqueue(trouble);
        _sts.Troubles.Enqueue(trouble);
        await _machine.FailsAsync();
    }

    [Fact]
    public async Task An_answer_that_is_no_http_and_repeats_the_token_is_not_told()
    {
        _machine.Files["/token"] = "jwt-geheim";
        _machine.Config = "[default]\nrole_arn = r\nweb_identity_token_file = /token\n";
        for (int i = 0; i < 3; i++)
        {
            _sts.Troubles.Enqueue(new Reply(200, "", ("x", "y\r\njwt-geheim")));
        }

        var e = await Assert.ThrowsAsync<MissingCredentialsException>(() => _machine.GetAsync());
        Assert.Contains("could not be asked: the answer is no HTTP.", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", e.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not xml")]
    [InlineData("<AssumeRoleResponse/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY k \"AKID\">]><a><AccessKeyId>&k;</AccessKeyId><SecretAccessKey>s</SecretAccessKey></a>")]
    public async Task An_answer_without_credentials_fails(string body)
    {
        _machine.Config = "[default]\nrole_arn = r\nsource_profile = base\n" + Base;
        _sts.Troubles.Enqueue(new Reply(200, body));
        Assert.Contains("has no credentials in it", await _machine.FailsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_sts_that_never_answers_ends_after_its_time()
    {
        _machine.Config = "[default]\nrole_arn = r\nsource_profile = base\n" + Base;
        for (int i = 0; i < 3; i++)
        {
            _sts.Troubles.Enqueue(Reply.Hang);
        }

        var failing = _machine.FailsAsync();
        for (int waits = 0; !failing.IsCompleted; waits++)
        {
            Assert.True(waits < 1000, "The call never ended.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
            _machine.Time.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.Contains("no answer within 60 s", await failing, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("us-west-2", false, false, "https://sts.us-west-2.amazonaws.com/")]
    [InlineData("us-west-2", true, false, "https://sts-fips.us-west-2.amazonaws.com/")]
    [InlineData("us-west-2", false, true, "https://sts.us-west-2.api.aws/")]
    [InlineData("us-gov-west-1", true, false, "https://sts.us-gov-west-1.amazonaws.com/")]
    [InlineData("cn-north-1", false, false, "https://sts.cn-north-1.amazonaws.com.cn/")]
    public void Without_an_override_the_region_says_where_sts_is(string region, bool fips, bool dualStack, string expected)
    {
        _machine.Environment.Remove("AWS_ENDPOINT_URL_STS");
        var settings = _machine.Settings(region: region, useFips: fips, useDualStack: dualStack);
        Assert.Equal(expected, SsoOidc.Credentials.ServiceEndpoint.Sts(settings, settings.LoadFiles(), region).AbsoluteUri);
    }

    [Fact]
    public async Task A_bad_override_is_named()
    {
        _machine.Environment["AWS_ENDPOINT_URL_STS"] = "ftp://user:pass@x/";
        _machine.Config = "[default]\nrole_arn = r\nsource_profile = base\n" + Base;
        string message = await _machine.IsRefusedAsync();
        Assert.Contains("environment variable AWS_ENDPOINT_URL_STS", message, StringComparison.Ordinal);
        Assert.DoesNotContain("pass", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_config_file_may_say_where_sts_is()
    {
        string url = _machine.Environment["AWS_ENDPOINT_URL_STS"];
        _machine.Environment.Remove("AWS_ENDPOINT_URL_STS");
        _machine.Config = $"[default]\nservices = local\nrole_arn = r\nsource_profile = base\n[services local]\nsts =\n  endpoint_url = {url}\n" + Base;
        Assert.Equal("AKIDROLE1", (await _machine.GetAsync()).AccessKey);
    }

    public void Dispose() => _machine.Dispose();
}
