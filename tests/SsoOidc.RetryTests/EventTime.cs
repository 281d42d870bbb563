namespace SsoOidc.RetryTests;

/// <summary>A clock that stands still until it is moved to the next timer: many callers at once, in no time.</summary>
internal sealed class EventTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2024, 11, 5, 10, 20, 30, TimeSpan.Zero);

    private readonly PriorityQueue<EventTimer, (long Due, long Order)> _queue = new();
    private long _ticks = 1000 * TimeSpan.TicksPerSecond;
    private long _order;
    private int _armed;

    public int Armed => Volatile.Read(ref _armed);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public TimeSpan Elapsed => new(GetTimestamp() - (1000 * TimeSpan.TicksPerSecond));

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => Start + Elapsed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new EventTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves to the next timer and fires it.</summary>
    public bool FireNext()
    {
        EventTimer? timer;
        lock (_queue)
        {
            do
            {
                if (!_queue.TryDequeue(out timer, out var key))
                {
                    return false;
                }

                if (timer.IsArmed)
                {
                    _ticks = Math.Max(_ticks, key.Due);
                }
            }
            while (!timer.TryDisarm());
        }

        timer.Fire();
        return true;
    }

    private sealed class EventTimer(EventTime owner, TimerCallback callback, object? state) : ITimer
    {
        private int _isArmed;

        public bool IsArmed => Volatile.Read(ref _isArmed) != 0;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            TryDisarm();
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                lock (owner._queue)
                {
                    _isArmed = 1;
                    Interlocked.Increment(ref owner._armed);
                    owner._queue.Enqueue(this, (owner._ticks + dueTime.Ticks, owner._order++));
                }
            }

            return true;
        }

        public bool TryDisarm()
        {
            if (Interlocked.Exchange(ref _isArmed, 0) == 0)
            {
                return false;
            }

            Interlocked.Decrement(ref owner._armed);
            return true;
        }

        public void Fire() => callback(state);

        public void Dispose() => TryDisarm();

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
