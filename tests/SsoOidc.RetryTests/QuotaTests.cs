using SsoOidc.Retries;

namespace SsoOidc.RetryTests;

public sealed class QuotaTests
{
    [Fact]
    public void ARetryCostsFiveAndALostConnectionTen()
    {
        var quota = new RetryQuota(16);

        Assert.True(quota.TryTake(RetryReasons.Server, out int server));
        Assert.True(quota.TryTake(RetryReasons.Server | RetryReasons.Networking, out int networking));
        Assert.False(quota.TryTake(RetryReasons.Throttling, out _));

        Assert.Equal((5, 10, 1), (server, networking, quota.Available));
    }

    [Fact]
    public void ASuccessGivesBackTheLastCostOrOne()
    {
        var quota = new RetryQuota(20);
        quota.TryTake(RetryReasons.Networking, out int cost);
        quota.TryTake(RetryReasons.Networking, out _);

        quota.Refund(0);
        Assert.Equal(1, quota.Available);
        quota.Refund(cost);
        Assert.Equal(11, quota.Available);
        quota.Refund(cost);
        Assert.Equal(20, quota.Available);
    }

    [Fact]
    public async Task ManyThreadsNeverBreakItsBounds()
    {
        var quota = new RetryQuota(50);
        bool broken = false;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(seed => Task.Run(() =>
        {
            var random = new Random(seed);
            for (int i = 0; i < 50_000; i++)
            {
                if (random.Next(2) == 0)
                {
                    quota.TryTake(random.Next(2) == 0 ? RetryReasons.Server : RetryReasons.Networking, out _);
                }
                else
                {
                    quota.Refund(random.Next(3) * 5);
                }

                int available = quota.Available;
                broken |= available is < 0 or > 50;
            }
        })));

        Assert.False(broken);
    }

    [Fact]
    public async Task WhatIsTakenAndGivenBackByManyThreadsAddsUp()
    {
        var quota = new RetryQuota(1_000_000);
        long taken = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 20_000; i++)
            {
                if (quota.TryTake(RetryReasons.Server, out int cost))
                {
                    Interlocked.Add(ref taken, cost);
                }
            }
        })));

        Assert.Equal(1_000_000 - taken, quota.Available);
        Assert.Equal(400_000, taken);
    }
}
