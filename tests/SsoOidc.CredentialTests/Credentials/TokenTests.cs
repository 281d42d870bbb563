using SsoOidc.Credentials;

namespace SsoOidc.CredentialTests.Credentials;

/// <summary>The token of a sign-in session, read from the file that all AWS tools share.</summary>
public sealed class TokenTests : IDisposable
{
    private const string TokenFile = "/home/u/.aws/sso/cache/0ad374308c5a4e22f723adf10145eafad7c4031c.json";

    private readonly Machine _machine = new();

    public TokenTests() => _machine.Config = "[default]\nsso_session = my-sso\n[sso-session my-sso]\nsso_region = us-east-1\n";

    [Fact]
    public async Task The_session_of_the_current_profile_gives_the_token()
    {
        WriteToken("a", minutes: 60);
        Assert.Equal("a", await new TokenSource(null, _machine.Settings()).GetAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_file_is_read_again_in_the_last_five_minutes_only()
    {
        var source = new TokenSource(null, _machine.Settings());
        WriteToken("a", minutes: 60);
        await source.GetAsync(TestContext.Current.CancellationToken);
        WriteToken("b", minutes: 120);
        _machine.Time.Advance(TimeSpan.FromMinutes(55));
        Assert.Equal("a", await source.GetAsync(TestContext.Current.CancellationToken));
        _machine.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("b", await source.GetAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Until_it_expires_the_token_is_used_even_if_the_file_is_gone()
    {
        var source = new TokenSource(null, _machine.Settings());
        WriteToken("a", minutes: 4);
        Assert.Equal("a", await source.GetAsync(TestContext.Current.CancellationToken));
        _machine.Files.Delete(TokenFile);
        Assert.Equal("a", await source.GetAsync(TestContext.Current.CancellationToken));
        _machine.Time.Advance(TimeSpan.FromMinutes(4));
        await Assert.ThrowsAsync<MissingTokenException>(async () => await source.GetAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_expired_one_asks_for_a_sign_in()
    {
        WriteToken("a", minutes: 0);
        var e = await Assert.ThrowsAsync<MissingTokenException>(async () => await new TokenSource(null, _machine.Settings()).GetAsync(TestContext.Current.CancellationToken));
        Assert.Contains("Token is invalid and failed to refresh", e.Message, StringComparison.Ordinal);
        Assert.Contains("aws sso login --profile default", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        var e = await Assert.ThrowsAsync<MissingTokenException>(async () => await new TokenSource(null, _machine.Settings()).GetAsync(TestContext.Current.CancellationToken));
        Assert.Contains(TokenFile, e.Message, StringComparison.Ordinal);
        Assert.Contains("To refresh this SSO session run aws sso login with the corresponding profile.", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other", "profile other names no sso_session")]
    [InlineData(null, "sso-session my-sso must be defined in the config file")]
    public async Task A_profile_without_a_session_that_works_is_named(string? profile, string expected)
    {
        _machine.Config = "[default]\nsso_session = my-sso\n";
        var e = await Assert.ThrowsAnyAsync<Exception>(async () => await new TokenSource(null, _machine.Settings(profile)).GetAsync(TestContext.Current.CancellationToken));
        Assert.True(e is MissingTokenException or ClientConfigurationException);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_is_never_written()
    {
        WriteToken("a", minutes: 60);
        var before = _machine.Files.Stamp(TokenFile);
        await new TokenSource(null, _machine.Settings()).GetAsync(TestContext.Current.CancellationToken);
        Assert.Equal(before, _machine.Files.Stamp(TokenFile));
    }

    public void Dispose() => _machine.Dispose();

    private void WriteToken(string token, int minutes) => _machine.Files[TokenFile] =
        $"{{\"accessToken\":\"{token}\",\"expiresAt\":\"{_machine.Time.GetUtcNow().AddMinutes(minutes):yyyy-MM-dd'T'HH:mm:ss'Z'}\",\"refreshToken\":\"r\",\"clientId\":\"c\",\"clientSecret\":\"s\"}}";
}
