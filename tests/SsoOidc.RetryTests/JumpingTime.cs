namespace SsoOidc.RetryTests;

/// <summary>
/// A clock that nobody waits for: a timer moves it by exactly the span it is armed with and fires at once. It starts at
/// 2024-11-05T10:20:30Z and 1000 s.
/// </summary>
internal sealed class JumpingTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2024, 11, 5, 10, 20, 30, TimeSpan.Zero);

    private readonly object _lock = new();
    private TimeSpan _elapsed;

    public List<TimeSpan> Waits { get; } = [];

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public double Seconds => (double)GetTimestamp() / TimestampFrequency;

    public void Advance(TimeSpan span)
    {
        lock (_lock)
        {
            _elapsed += span;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return Start + _elapsed;
        }
    }

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return (1000 * TimeSpan.TicksPerSecond) + _elapsed.Ticks;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            Waits.Add(dueTime);
            _elapsed += dueTime;
        }

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
