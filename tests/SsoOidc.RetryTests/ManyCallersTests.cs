using System.Collections.Concurrent;
using System.Net;
using SsoOidc.Options;
using SsoOidc.Retries;

namespace SsoOidc.RetryTests;

/// <summary>Two hundred callers share a client for a minute of a clock that jumps from one event to the next.</summary>
public sealed class ManyCallersTests
{
    private const int Callers = 200;

    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task QuotaStaysInBoundsAndNoCallIsLost()
    {
        var time = new EventTime();
        using var server = new FailingServer(time, failures: 0.3, acceptedPerSecond: null);
        using var client = Client(RetryMode.Standard, time, server);
        var quota = ((StandardRules)client.Retries).Quota;
        var seen = new ConcurrentQueue<int>();
        server.OnSend = () => seen.Enqueue(quota.Available);

        var outcome = await RunAsync(client, time, waiting: static () => 0);

        AssertInBounds(seen);
        Assert.True(seen.Min() < 100, $"the quota was never under pressure: {seen.Min()}");
        Assert.Equal(outcome.Started, outcome.Succeeded + outcome.Failed);
        Assert.Equal(server.Requests, outcome.Attempts);
        Assert.True(outcome.Succeeded > 10 * Callers, $"{outcome}");
        Assert.True(outcome.Failed > 0, $"{outcome}");
    }

    [Theory]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(50)]
    public async Task TheFillRateFollowsTheServer(int acceptedPerSecond)
    {
        var time = new EventTime();
        using var server = new FailingServer(time, failures: 0.3, acceptedPerSecond);
        using var client = Client(RetryMode.Adaptive, time, server);
        var rules = (AdaptiveRules)client.Retries;
        var samples = new ConcurrentQueue<(TimeSpan At, double Rate)>();
        var seen = new ConcurrentQueue<int>();
        server.OnSend = () =>
        {
            samples.Enqueue((time.Elapsed, rules.Limiter.State.FillRate ?? 0));
            seen.Enqueue(rules.Quota.Available);
        };

        var outcome = await RunAsync(client, time, () => rules.Limiter.InLine);

        double rate = TimeWeightedMean(samples.Where(static s => s.At >= TimeSpan.FromSeconds(40) && s.At <= Minute).OrderBy(static s => s.At).ToArray());
        double accepted = server.Accepted.Count(static at => at >= TimeSpan.FromSeconds(40) && at <= Minute) / 20.0;
        Assert.InRange(rate, accepted * 0.75, accepted * 1.25);
        Assert.InRange(rate, acceptedPerSecond * 0.75, acceptedPerSecond * 1.25);
        AssertInBounds(seen);
        Assert.Equal(outcome.Started, outcome.Succeeded + outcome.Failed);
        Assert.Equal(server.Requests, outcome.Attempts);
    }

    private static void AssertInBounds(IReadOnlyCollection<int> quota)
    {
        Assert.NotEmpty(quota);
        Assert.InRange(quota.Min(), 0, RetryQuota.DefaultCapacity);
        Assert.InRange(quota.Max(), 0, RetryQuota.DefaultCapacity);
    }

    private static double TimeWeightedMean((TimeSpan At, double Rate)[] samples)
    {
        double sum = 0;
        for (int i = 1; i < samples.Length; i++)
        {
            sum += samples[i - 1].Rate * (samples[i].At - samples[i - 1].At).TotalSeconds;
        }

        return sum / (samples[^1].At - samples[0].At).TotalSeconds;
    }

    private static SsoOidcClient Client(RetryMode mode, TimeProvider time, HttpMessageHandler server)
    {
        var options = new SsoOidcClientOptions
        {
            Region = "us-west-2",
            TimeProvider = time,
            RaiseResponseErrors = false,
            Seams = new SystemSeams { GetEnvironmentVariable = static _ => null, Random = new LockedRandom(7) },
        };
        options.Http.Handler = server;
        options.Http.ReadTimeout = Timeout.InfiniteTimeSpan;
        options.Retry.Mode = mode;
        return new SsoOidcClient(options);
    }

    private static async Task<Outcome> RunAsync(SsoOidcClient client, EventTime time, Func<int> waiting)
    {
        var outcome = new Outcome();
        int alive = Callers;
        var callers = Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (time.Elapsed < Minute)
            {
                Interlocked.Increment(ref outcome.Started);
                var response = await client.StartDeviceAuthorizationAsync(
                    new StartDeviceAuthorizationRequest { ClientId = "c", ClientSecret = "s", StartUrl = "u" });
                Interlocked.Add(ref outcome.Attempts, response.Metadata.Attempts);
                Interlocked.Increment(ref response.IsSuccessful ? ref outcome.Succeeded : ref outcome.Failed);
            }

            Interlocked.Decrement(ref alive);
        })).ToArray();
        var all = Task.WhenAll(callers);
        while (!all.IsCompleted)
        {
            // Everybody waits for the clock, or for somebody who does.
            if (time.Armed + waiting() >= Volatile.Read(ref alive) && Volatile.Read(ref alive) > 0)
            {
                time.FireNext();
            }
            else
            {
                await Task.Yield();
            }
        }

        await all;
        return outcome;
    }

    private sealed class Outcome
    {
        public int Started;
        public int Succeeded;
        public int Failed;
        public int Attempts;

        public override string ToString() => $"started {Started}, succeeded {Succeeded}, failed {Failed}, attempts {Attempts}";
    }

    private sealed class LockedRandom(int seed) : Random(seed)
    {
        private readonly object _lock = new();

        public override double NextDouble()
        {
            lock (_lock)
            {
                return base.NextDouble();
            }
        }

        public override void NextBytes(Span<byte> buffer)
        {
            lock (_lock)
            {
                base.NextBytes(buffer);
            }
        }
    }

    /// <summary>Answers after 50 ms; throttles what comes faster than it accepts, and fails a share of the rest.</summary>
    private sealed class FailingServer(EventTime time, double failures, int? acceptedPerSecond) : HttpMessageHandler
    {
        private readonly Random _random = new(11);
        private readonly object _lock = new();
        private double _tokens = 1;
        private TimeSpan _last;
        private int _requests;

        public int Requests => _requests;

        public List<TimeSpan> Accepted { get; } = [];

        public Action? OnSend { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            int status = Decide();
            await Pause.ForAsync(TimeSpan.FromMilliseconds(50), time, cancellationToken);
            return status == 0
                ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "cut off")
                : new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(status == 200 ? "{}"u8.ToArray() : []) };
        }

        private int Decide()
        {
            lock (_lock)
            {
                _requests++;
                OnSend?.Invoke();
                if (acceptedPerSecond is { } rate)
                {
                    _tokens = Math.Min(rate, _tokens + ((time.Elapsed - _last).TotalSeconds * rate));
                    _last = time.Elapsed;
                    if (_tokens < 1)
                    {
                        return 429;
                    }

                    _tokens--;
                    Accepted.Add(time.Elapsed);
                }

                double draw = _random.NextDouble();
                return draw >= failures ? 200 : draw < failures / 3 ? 0 : 500;
            }
        }
    }
}
