namespace SsoOidc.RetryTests;

public sealed class WaitTests : IDisposable
{
    private readonly JumpingTime _time = new();
    private readonly ScriptedHandler _failing = new(ScriptedHandler.Status(500));

    public void Dispose() => _failing.Dispose();

    [Fact]
    public async Task WaitsAreExactToTheTick()
    {
        using var client = Clients.Create(_failing, _time, static o => o.Retry.BaseDelay = TimeSpan.FromTicks(12_345));

        await Assert.ThrowsAsync<SsoOidcServiceException>(() => client.TokenAsync());

        Assert.Equal([TimeSpan.FromTicks(12_345), TimeSpan.FromTicks(24_690), TimeSpan.FromTicks(49_380)], _time.Waits);
    }

    [Fact]
    public async Task NoDelayArmsNoTimer()
    {
        using var client = Clients.Create(_failing, _time, static o => o.Retry.BaseDelay = TimeSpan.Zero);

        var error = await Assert.ThrowsAsync<SsoOidcServiceException>(() => client.TokenAsync());

        Assert.Empty(_time.Waits);
        Assert.Equal(4, error.Attempts);
    }

    [Fact]
    public async Task OwnBackoffSeesTheAttemptsMadeAndReplacesAllElse()
    {
        var seen = new List<int>();
        using var client = Clients.Create(_failing, _time, o =>
        {
            o.Retry.Jitter = RetryJitter.Full;
            o.Retry.MaxDelay = TimeSpan.FromSeconds(1);
            o.Retry.Backoff = attempt =>
            {
                seen.Add(attempt.Attempts);
                return TimeSpan.FromSeconds(attempt.Attempts * 10);
            };
        });

        await Assert.ThrowsAsync<SsoOidcServiceException>(() => client.TokenAsync());

        Assert.Equal([1, 2, 3], seen);
        Assert.Equal([10, 20, 30], _time.Waits.Select(static w => w.TotalSeconds));
    }

    [Fact]
    public async Task OwnBackoffIsForTheModeLegacyOnly()
    {
        using var client = Clients.Create(_failing, _time, static o =>
        {
            o.Retry.Mode = RetryMode.Standard;
            o.Retry.Backoff = static _ => TimeSpan.FromHours(1);
        });

        await Assert.ThrowsAsync<SsoOidcServiceException>(() => client.TokenAsync());

        Assert.Equal([1, 2], _time.Waits.Select(static w => w.TotalSeconds));
    }

    [Fact]
    public async Task ANegativeOwnWaitIsNoWait()
    {
        using var client = Clients.Create(_failing, _time, static o => o.Retry.Backoff = static _ => TimeSpan.FromSeconds(-1));

        await Assert.ThrowsAsync<SsoOidcServiceException>(() => client.TokenAsync());

        Assert.Empty(_time.Waits);
        Assert.Equal(4, _failing.Count);
    }

    [Fact]
    public async Task OwnJitterGetsTheCappedDelay()
    {
        var seen = new List<TimeSpan>();
        using var client = Clients.Create(_failing, _time, o =>
        {
            o.Retry.MaxDelay = TimeSpan.FromSeconds(0.5);
            o.Retry.OwnJitter = delay =>
            {
                seen.Add(delay);
                return delay / 2;
            };
        });

        await Assert.ThrowsAsync<SsoOidcServiceException>(() => client.TokenAsync());

        Assert.Equal([0.3, 0.5, 0.5], seen.Select(static d => d.TotalSeconds));
        Assert.Equal([0.15, 0.25, 0.25], _time.Waits.Select(static w => w.TotalSeconds));
    }

    [Fact]
    public async Task AHugeDelayIsAsLongAsATimerTakes()
    {
        using var client = Clients.Create(_failing, _time, static o =>
        {
            o.Retry.Backoff = static _ => TimeSpan.MaxValue;
            o.Retry.Limit = 1;
        });

        await Assert.ThrowsAsync<SsoOidcServiceException>(() => client.TokenAsync());

        Assert.Equal([TimeSpan.FromMilliseconds(uint.MaxValue - 1)], _time.Waits);
    }

    [Theory]
    [InlineData(RetryJitter.None, 0.6, 1.2)]
    [InlineData(RetryJitter.Equal, 0.375, 0.75)]
    [InlineData(RetryJitter.Full, 0.15, 0.3)]
    public async Task JitterSpreadsWaits(RetryJitter jitter, double first, double second)
    {
        using var client = Clients.Create(
            _failing,
            _time,
            o =>
            {
                o.Retry.BaseDelay = TimeSpan.FromSeconds(0.6);
                o.Retry.Jitter = jitter;
                o.Retry.Limit = 2;
            },
            random: 0.25);

        await Assert.ThrowsAsync<SsoOidcServiceException>(() => client.TokenAsync());

        Assert.Equal([first, second], _time.Waits.Select(static w => w.TotalSeconds));
    }
}
