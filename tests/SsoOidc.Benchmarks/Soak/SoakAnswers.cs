using Bench;

namespace SsoOidc.Benchmarks.Soak;

/// <summary>What a request is answered: one in a hundred with an error, in turn of each kind.</summary>
internal static class SoakAnswers
{
    public const int ErrorEvery = 100;

    /// <summary>Status, error code and body of the answer to the n-th request.</summary>
    public static (int Status, string? Code, byte[] Body) For(long n, string path, string query, bool mayThrottle)
    {
        if (n % ErrorEvery != 0)
        {
            return (200, null, Wire.For(path, query));
        }

        return (n / ErrorEvery % 4) switch
        {
            0 => (400, "AuthorizationPendingException", Wire.Pending),
            1 => (500, "InternalServerException", Wire.ServerError),
            2 when mayThrottle => (429, "ThrottlingException", "{}"u8.ToArray()),
            _ when query.Length > 0 => (403, "ExpiredTokenException", "{}"u8.ToArray()),
            _ => (503, null, "busy"u8.ToArray()),
        };
    }
}

/// <summary>Answers in memory. Each request takes ten milliseconds of the clock, so that millions of calls are half a day.</summary>
internal sealed class SoakTransport(SoakClock clock) : HttpMessageHandler
{
    private long _count;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        clock.Advance(TimeSpan.FromMilliseconds(10));
        request.Content!.CopyTo(Stream.Null, null, cancellationToken);
        var (status, code, body) = SoakAnswers.For(++_count, request.RequestUri!.AbsolutePath, request.RequestUri.Query, mayThrottle: true);
        var response = new HttpResponseMessage((System.Net.HttpStatusCode)status) { Content = new ByteArrayContent(body) };
        if (code is not null)
        {
            response.Headers.TryAddWithoutValidation("x-amzn-ErrorType", code);
        }

        return Task.FromResult(response);
    }
}

/// <summary>A clock that nobody waits for: a timer moves it and fires at once.</summary>
internal sealed class SoakClock : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan span) => Interlocked.Add(ref _ticks, span.Ticks);

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => Start.AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Advance(dueTime);
        callback(state);
        return new FiredTimer();
    }

    private sealed class FiredTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
