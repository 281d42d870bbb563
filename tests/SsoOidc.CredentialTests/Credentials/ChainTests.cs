using SsoOidc.Credentials;

namespace SsoOidc.CredentialTests.Credentials;

/// <summary>Which source wins.</summary>
public sealed class ChainTests : IDisposable
{
    private const string BothProfiles =
        """
        [default]
        aws_access_key_id = AKIDDEFAULT
        aws_secret_access_key = secret-default

        [other]
        aws_access_key_id = AKIDOTHER
        aws_secret_access_key = secret-other
        aws_session_token = token-other
        """;

    private readonly Machine _machine = new();

    [Fact]
    public async Task Keys_in_the_options_come_first()
    {
        _machine.Credentials = BothProfiles;
        var secrets = await _machine.GetAsync(profile: "other", keys: new StaticKeys("AKIDOPT", "s", "t", "123456789012"));
        Assert.Equal(("AKIDOPT", "s", "t", "123456789012"), (secrets.AccessKey, secrets.SecretKey, secrets.Token, secrets.AccountId));
    }

    [Theory]
    [InlineData("output = json")]
    [InlineData("role_arn = r")]
    [InlineData("role_arn = r\nsource_profile = gone")]
    [InlineData("credential_process = exit 1")]
    [InlineData("sso_session = gone\nsso_role_name = r")]
    [InlineData("sso_start_url = u\nsso_region = us-east-1\nsso_account_id = 1\nsso_role_name = r")]
    [InlineData("aws_access_key_id = A\u0007\naws_secret_access_key = s")]
    [InlineData("aws_access_key_id = A\naws_secret_access_key = s\naws_account_id = 1\u0007")]
    public async Task No_message_passes_on_what_a_path_or_a_profile_is_called(string keys)
    {
        const string Path = "/home/u/\u001b[31mx\ny";
        _machine.Environment["AWS_CONFIG_FILE"] = Path;
        _machine.Environment["AWS_PROFILE"] = "a\u202eb";
        _machine.Files[Path] = $"[profile a\u202eb]\n{keys}\n";
        var e = await Assert.ThrowsAnyAsync<Exception>(() => _machine.GetAsync());
        Assert.True(e is MissingCredentialsException or ClientConfigurationException, e.ToString());
        Assert.DoesNotContain(e.Message, static c => char.IsControl(c) || c == '\u202e');
        Assert.Contains("\\u", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_without_keys_is_nobodys()
    {
        Assert.Equal("1", _machine.Find(keys: new StaticKeys("AKID", "s", null, "1")).KnownAccountId);
        Assert.Null(_machine.Find(keys: new StaticKeys("AKID", null, null, "1")).KnownAccountId);
    }

    [Fact]
    public async Task Half_of_the_keys_in_the_options_count_for_nothing()
    {
        _machine.Credentials = BothProfiles;
        Assert.Equal("AKIDDEFAULT", (await _machine.GetAsync(keys: new StaticKeys("AKIDOPT", "", null, null))).AccessKey);
    }

    [Theory]
    [InlineData(null, "AKIDENV")]
    [InlineData("other", "AKIDOTHER")]
    [InlineData("ghost", "AKIDENV")]
    public async Task The_environment_beats_the_current_profile_but_not_the_one_in_the_options(string? profile, string expected)
    {
        _machine.Credentials = BothProfiles;
        SetKeys("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AKIDENV");
        _machine.Environment["AWS_PROFILE"] = "other";
        Assert.Equal(expected, (await _machine.GetAsync(profile)).AccessKey);
    }

    [Theory]
    [InlineData("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")]
    [InlineData("AMAZON_ACCESS_KEY_ID", "AMAZON_SECRET_ACCESS_KEY", "AMAZON_SESSION_TOKEN")]
    [InlineData("AWS_ACCESS_KEY", "AWS_SECRET_KEY", "AWS_SESSION_TOKEN")]
    public async Task The_environment_has_older_names_too(string keyId, string secret, string token)
    {
        SetKeys(keyId, secret, "AKIDENV");
        _machine.Environment[token] = "te";
        _machine.Environment["AWS_ACCOUNT_ID"] = "42";
        var secrets = await _machine.GetAsync();
        Assert.Equal(("AKIDENV", "secret", "te", "42"), (secrets.AccessKey, secrets.SecretKey, secrets.Token, secrets.AccountId));
    }

    [Fact]
    public async Task An_empty_variable_ends_the_search_for_its_kind()
    {
        _machine.Credentials = BothProfiles;
        SetKeys("AMAZON_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AKIDENV");
        _machine.Environment["AWS_ACCESS_KEY_ID"] = "";
        Assert.Equal("AKIDDEFAULT", (await _machine.GetAsync()).AccessKey);
    }

    [Fact]
    public async Task Half_of_the_keys_in_the_environment_count_for_nothing()
    {
        _machine.Credentials = BothProfiles;
        _machine.Environment["AWS_ACCESS_KEY_ID"] = "AKIDENV";
        Assert.Equal("AKIDDEFAULT", (await _machine.GetAsync()).AccessKey);
    }

    [Theory]
    [InlineData("AWS_PROFILE")]
    [InlineData("AWS_DEFAULT_PROFILE")]
    public async Task A_variable_names_the_profile(string variable)
    {
        _machine.Credentials = BothProfiles;
        _machine.Environment[variable] = "other";
        var secrets = await _machine.GetAsync();
        Assert.Equal(("AKIDOTHER", "secret-other", "token-other"), (secrets.AccessKey, secrets.SecretKey, secrets.Token));
    }

    [Fact]
    public async Task A_file_counts_only_if_it_has_both_keys()
    {
        _machine.Credentials = "[default]\naws_access_key_id = AKIDHALF\n";
        _machine.Config = "[default]\naws_access_key_id = AKIDCONF\naws_secret_access_key = sc\naws_account_id = 7\n";
        var secrets = await _machine.GetAsync();
        Assert.Equal(("AKIDCONF", "sc", "7"), (secrets.AccessKey, secrets.SecretKey, secrets.AccountId));
    }

    [Fact]
    public async Task Keys_in_a_profile_beat_its_process()
    {
        _machine.Config = "[default]\ncredential_process = false\naws_access_key_id = AKIDCONF\naws_secret_access_key = sc\n";
        Assert.Equal("AKIDCONF", (await _machine.GetAsync()).AccessKey);
    }

    [Fact]
    public async Task Sso_settings_beat_keys_of_the_same_profile_and_fail_rather_than_fall_through()
    {
        _machine.Config = "[default]\nsso_account_id = 1\nsso_role_name = r\nsso_region = us-east-1\nsso_start_url = https://x\naws_access_key_id = AKIDCONF\naws_secret_access_key = sc\n";
        Assert.Contains("aws sso login", await _machine.FailsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opting_out_of_the_config_file_leaves_the_keys_of_the_credentials_file()
    {
        _machine.Environment["AWS_SDK_CONFIG_OPT_OUT"] = "";
        _machine.Credentials = BothProfiles + "\ncredential_process = false\nrole_arn = arn\n[proc]\ncredential_process = false\n";
        Assert.Equal("AKIDOTHER", (await _machine.GetAsync("other")).AccessKey);
        Assert.Contains("profile proc", await _machine.FailsAsync("proc"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_are_none_the_message_says_where_they_were_looked_for()
    {
        _machine.Environment["AWS_PROFILE"] = "gho\u001bst";
        var e = await Assert.ThrowsAsync<MissingCredentialsException>(() => _machine.GetAsync());
        Assert.Equal(MissingCredentialsReason.NoSource, e.Reason);
        Assert.Equal(
            @"Unable to sign the request without credentials. Looked at: options.Credentials, the environment (AWS_ACCESS_KEY_ID, AWS_WEB_IDENTITY_TOKEN_FILE), profile gho\u001bst (not found in /home/u/.aws/credentials or /home/u/.aws/config), instance metadata (AWS_EC2_METADATA_DISABLED is true). Set one of them, or options.Credentials to any provider of the AWS SDK.",
            e.Message);
    }

    [Theory]
    [InlineData("AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY_ID without AWS_SECRET_ACCESS_KEY")]
    [InlineData("AWS_ACCESS_KEY", "AWS_ACCESS_KEY without AWS_SECRET_ACCESS_KEY")]
    [InlineData("AMAZON_SECRET_ACCESS_KEY", "AMAZON_SECRET_ACCESS_KEY without AWS_ACCESS_KEY_ID")]
    public async Task One_key_of_the_environment_without_the_other_is_told(string variable, string expected)
    {
        _machine.Environment[variable] = "canary";
        string message = (await Assert.ThrowsAsync<MissingCredentialsException>(() => _machine.GetAsync())).Message;
        Assert.Contains($"the environment ({expected}, AWS_WEB_IDENTITY_TOKEN_FILE)", message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_not_found_is_looked_for_again()
    {
        using var found = _machine.Find();
        await Assert.ThrowsAsync<MissingCredentialsException>(async () => await found.GetAsync(TestContext.Current.CancellationToken));
        _machine.Credentials = BothProfiles;
        Assert.Equal("AKIDDEFAULT", (await found.GetAsync(TestContext.Current.CancellationToken)).AccessKey);
        Assert.False(found.CanRefresh);
    }

    [Theory]
    [InlineData("AK\rID", "s", null)]
    [InlineData("AKID", "s", "to\nqqq")]
    public async Task Keys_that_would_break_a_header_are_refused_without_being_shown(string keyId, string secret, string? token)
    {
        var e = await Assert.ThrowsAsync<ClientConfigurationException>(() => _machine.GetAsync(keys: new StaticKeys(keyId, secret, token, null)));
        Assert.Contains("the keys in the options", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("qqq", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_config_file_that_is_too_long_is_named()
    {
        _machine.Files.Write("/home/u/.aws/config", new byte[2 * 1024 * 1024]);
        Assert.Contains("/home/u/.aws/config", await _machine.IsRefusedAsync(), StringComparison.Ordinal);
    }

    public void Dispose() => _machine.Dispose();

    private void SetKeys(string keyIdVariable, string secretVariable, string keyId)
    {
        _machine.Environment[keyIdVariable] = keyId;
        _machine.Environment[secretVariable] = "secret";
    }
}
