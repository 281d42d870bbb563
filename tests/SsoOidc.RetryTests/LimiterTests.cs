using SsoOidc.Retries;

namespace SsoOidc.RetryTests;

public sealed class LimiterTests
{
    private readonly EventTime _time = new();

    [Fact]
    public async Task WhoComesFirstIsServedFirst()
    {
        var limiter = Throttled();
        var served = new List<int>();
        var waits = Enumerable.Range(0, 5).Select(i => Take(limiter, i, served, default)).ToArray();

        for (int i = 0; i < 5; i++)
        {
            await Clients.Until(() => _time.Armed == 1);
            _time.FireNext();
            await Clients.Until(() => served.Count == i + 1);
        }

        await Task.WhenAll(waits);
        Assert.Equal([0, 1, 2, 3, 4], served);
        Assert.Equal(0, limiter.InLine);
    }

    [Fact]
    public async Task OnlyTheFirstInLineHasATimer()
    {
        var limiter = Throttled();
        using var source = new CancellationTokenSource();
        var waits = Enumerable.Range(0, 50).Select(i => Take(limiter, i, [], source.Token)).ToArray();

        Assert.Equal((1, 49), (_time.Armed, limiter.InLine));

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(waits));
    }

    [Fact]
    public async Task WhoGivesUpInLineCostsNobodyATurn()
    {
        var limiter = Throttled();
        var served = new List<int>();
        using var source = new CancellationTokenSource();
        var first = Take(limiter, 0, served, default);
        var second = Take(limiter, 1, served, source.Token);
        var third = Take(limiter, 2, served, default);

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await Clients.Until(() => _time.Armed == 1);
        _time.FireNext();
        await first;
        await Clients.Until(() => _time.Armed == 1);
        _time.FireNext();
        await third;

        Assert.Equal([0, 2], served);
    }

    [Fact]
    public async Task WhoGivesUpAtTheBucketHandsOverItsPlace()
    {
        var limiter = Throttled();
        var served = new List<int>();
        using var source = new CancellationTokenSource();
        var first = Take(limiter, 0, served, source.Token);
        var second = Take(limiter, 1, served, default);

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Clients.Until(() => _time.Armed == 1);
        _time.FireNext();
        await second;

        Assert.Equal([1], served);
    }

    [Fact]
    public async Task NothingIsHeldBackBeforeTheFirstThrottledAnswer()
    {
        var limiter = new ClientRateLimiter(_time);
        for (int i = 0; i < 1000; i++)
        {
            Assert.True(await limiter.AcquireAsync(1, wait: false, default));
            limiter.Observe(throttled: false);
        }
    }

    private ClientRateLimiter Throttled()
    {
        var limiter = new ClientRateLimiter(_time);
        limiter.Observe(throttled: true);
        return limiter;
    }

    private static async Task Take(ClientRateLimiter limiter, int number, List<int> served, CancellationToken cancellationToken)
    {
        Assert.True(await limiter.AcquireAsync(1, wait: true, cancellationToken));
        served.Add(number);
    }
}
