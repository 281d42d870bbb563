namespace SsoOidc.ConformanceTests.Retries;

/// <summary>The pinned clock of the golden files: a wait moves it by the time asked for, rounded up to a whole microsecond.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2024, 11, 5, 10, 20, 30, TimeSpan.Zero);

    private long _ticks = 1000 * TimeSpan.TicksPerSecond;

    public List<(string Kind, double Seconds)> Waits { get; } = [];

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public double Seconds => (double)_ticks / TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan span) => _ticks += span.Ticks;

    public void SetSeconds(double seconds) => _ticks = (long)Math.Round(seconds * TimeSpan.TicksPerSecond);

    public override long GetTimestamp() => _ticks;

    public override DateTimeOffset GetUtcNow() => Start.AddTicks(_ticks - (1000 * TimeSpan.TicksPerSecond));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // Both kinds of waits go through one door; who opened it stands on the stack.
        string kind = Environment.StackTrace.Contains("ClientRateLimiter", StringComparison.Ordinal) ? "token_bucket" : "backoff";
        Waits.Add((kind, dueTime.TotalSeconds));
        _ticks += (dueTime.Ticks + 9) / 10 * 10;
        callback(state);
        return new Fired();
    }

    private sealed class Fired : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
