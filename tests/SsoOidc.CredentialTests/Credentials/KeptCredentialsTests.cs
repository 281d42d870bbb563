using SsoOidc.Credentials;

namespace SsoOidc.CredentialTests.Credentials;

/// <summary>What happens when the source that was found fails later.</summary>
public sealed class KeptCredentialsTests : IDisposable
{
    private readonly Machine _machine = new();
    private readonly FakeSts _sts = new();
    private readonly FoundCredentials _found;

    public KeptCredentialsTests()
    {
        _machine.Environment["AWS_ENDPOINT_URL_STS"] = _machine.Serve(_sts.Answer).Url;
        _machine.Environment["AWS_ROLE_ARN"] = "r";
        _machine.Environment["AWS_WEB_IDENTITY_TOKEN_FILE"] = "/token";
        _machine.Files["/token"] = "jwt";
        _sts.Expiration = _machine.Time.GetUtcNow().AddMinutes(60);
        _found = _machine.Find();
    }

    [Fact]
    public async Task While_they_are_valid_the_old_ones_are_used_and_another_refresh_waits_half_a_minute()
    {
        Assert.Equal("AKIDROLE1", await KeyAsync());
        _machine.Time.Advance(TimeSpan.FromMinutes(56));
        _machine.Files.Delete("/token");
        Assert.Equal("AKIDROLE1", await KeyAsync());

        _machine.Files["/token"] = "jwt";
        _machine.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal("AKIDROLE1", await KeyAsync());
        _machine.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("AKIDROLE2", await KeyAsync());
    }

    [Fact]
    public async Task Once_they_have_expired_the_failure_is_told()
    {
        Assert.Equal("AKIDROLE1", await KeyAsync());
        _machine.Files.Delete("/token");
        _machine.Time.Advance(TimeSpan.FromMinutes(60) - TimeSpan.FromSeconds(10));
        Assert.Equal("AKIDROLE1", await KeyAsync());
        _machine.Time.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<MissingCredentialsException>(KeyAsync);
    }

    [Fact]
    public async Task What_a_service_has_refused_is_not_used_again_even_if_nothing_else_is_there()
    {
        Assert.Equal("AKIDROLE1", await KeyAsync());
        Assert.True(_found.CanRefresh);
        Assert.Equal("123456789012", _found.KnownAccountId);
        _found.Expire();
        _machine.Files.Delete("/token");
        await Assert.ThrowsAsync<MissingCredentialsException>(KeyAsync);
        _machine.Files["/token"] = "jwt";
        Assert.Equal("AKIDROLE2", await KeyAsync());
    }

    [Fact]
    public async Task What_a_service_refuses_while_a_refresh_fails_is_not_used_again()
    {
        Assert.Equal("AKIDROLE1", await KeyAsync());
        using var gate = new ManualResetEventSlim();
        var broken = _machine.Serve(_ =>
        {
            gate.Wait(TestContext.Current.CancellationToken);
            return new Reply(403);
        });
        _machine.Environment["AWS_ENDPOINT_URL_STS"] = broken.Url;
        _machine.Time.Advance(TimeSpan.FromMinutes(51));
        Assert.Equal("AKIDROLE1", await KeyAsync());
        await broken.ReachedByAsync(Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken));

        _found.Expire();
        var waiting = KeyAsync();
        gate.Set();
        await Assert.ThrowsAsync<MissingCredentialsException>(() => waiting);
    }

    public void Dispose() => _machine.Dispose();

    private async Task<string> KeyAsync() => (await _found.GetAsync(TestContext.Current.CancellationToken)).AccessKey;
}
