using SsoOidc.Options;

namespace SsoOidc.RetryTests;

/// <summary>Calls that wait hold no thread.</summary>
public sealed class ThreadsTests
{
    private const int Calls = 2000;

    [Theory]
    [InlineData(RetryMode.Legacy)]
    [InlineData(RetryMode.Standard)]
    [InlineData(RetryMode.Adaptive)]
    public async Task TwoThousandCallsThatWaitHoldNoThread(RetryMode mode)
    {
        var time = new EventTime();
        using var server = new BusyServer();
        var options = new SsoOidcClientOptions
        {
            Region = "us-west-2",
            TimeProvider = time,
            RaiseResponseErrors = false,
            Seams = new SystemSeams { GetEnvironmentVariable = static _ => null, Random = new PinnedRandom(1) },
        };
        options.Http.Handler = server;
        options.Http.ReadTimeout = Timeout.InfiniteTimeSpan;
        options.Retry.Mode = mode;
        using var client = new SsoOidcClient(options);
        int waiting = 0;
        var calls = Enumerable.Range(0, Calls).Select(_ => client.TokenAsync()).ToArray();

        // Standard and adaptive end calls for which the quota has nothing left; the others wait for a retry or for their turn.
        await Clients.Until(() => server.Running == 0 && ThreadPool.PendingWorkItemCount == 0);
        waiting = calls.Count(static call => !call.IsCompleted);
        ThreadPool.GetAvailableThreads(out int available, out _);
        ThreadPool.GetMaxThreads(out int most, out _);

        Assert.True(waiting >= (mode == RetryMode.Legacy ? Calls : 90), $"{waiting}");
        Assert.True(most - available < 50, $"{most - available} threads are busy while {waiting} calls wait");

        while (!Task.WhenAll(calls).IsCompleted)
        {
            if (!time.FireNext())
            {
                await Task.Yield();
            }
        }

        Assert.Equal(Calls, calls.Count(static call => call.IsCompletedSuccessfully));
    }

    private sealed class BusyServer : HttpMessageHandler
    {
        private int _running;

        public int Running => Volatile.Read(ref _running);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _running);
            await Task.Yield();
            Interlocked.Decrement(ref _running);
            return new HttpResponseMessage((System.Net.HttpStatusCode)503) { Content = new ByteArrayContent([]) };
        }
    }
}
