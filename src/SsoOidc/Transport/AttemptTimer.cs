using System.Collections.Concurrent;

namespace SsoOidc.Transport;

/// <summary>
/// Ends an attempt that waits too long. One object serves many attempts, and to start anew only notes a later deadline: the
/// system's timer stays armed and finds out, when it fires, whether there is anything to end.
/// </summary>
internal sealed class AttemptTimer : IDisposable
{
    private const long NoDeadline = long.MaxValue;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly object _lock = new();
    private readonly AttemptTimers _owner;
    private readonly TimeProvider _time;
    private CancellationTokenSource _source = new();
    private CancellationTokenRegistration _caller;
    private TimeSpan _timeout;
    private ITimer? _timer;

    // Both are timestamps of the clock; the timer is armed for no later than any deadline.
    private long _deadline = NoDeadline;
    private long _armedFor = NoDeadline;
    private bool _isRunning;
    private bool _elapsed;

    public AttemptTimer(AttemptTimers owner, TimeProvider time)
    {
        _owner = owner;
        _time = time;
        RestartAction = Restart;
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Whether the attempt ended because it took too long.</summary>
    public bool Elapsed => Volatile.Read(ref _elapsed);

    /// <summary>Calls <see cref="Restart"/>.</summary>
    public Action RestartAction { get; }

    /// <summary>Starts to count with some time more than usual.</summary>
    public void Start(TimeSpan more)
    {
        if (more != Timeout.InfiniteTimeSpan)
        {
            Arm(more);
        }
    }

    /// <summary>Starts to count, or starts anew.</summary>
    public void Restart() => Arm(TimeSpan.Zero);

    /// <summary>Stops counting, while a function of the caller's has its turn.</summary>
    public void Pause()
    {
        lock (_lock)
        {
            _deadline = NoDeadline;
        }
    }

    /// <summary>Ends the attempt, which gives the timer back.</summary>
    public void Dispose() => _owner.End(this);

    internal void Begin(TimeSpan timeout, CancellationToken caller)
    {
        _timeout = timeout;
        _isRunning = true;
        if (caller.CanBeCanceled)
        {
            _caller = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
        }
    }

    /// <summary>Returns whether the timer can serve another attempt.</summary>
    /// <param name="isTokenFree">Whether nobody has kept the token.</param>
    internal bool TryEnd(bool isTokenFree)
    {
        _caller.Dispose();
        _caller = default;
        lock (_lock)
        {
            _isRunning = false;
            _deadline = NoDeadline;
            if (_elapsed)
            {
                Close();
                return false;
            }
        }

        if (!isTokenFree || !_source.TryReset())
        {
            _source.Dispose();
            _source = new CancellationTokenSource();
        }

        return true;
    }

    /// <summary>Ends the timer itself.</summary>
    internal void Close()
    {
        _timer?.Dispose();
        _source.Dispose();
    }

    private void Arm(TimeSpan more)
    {
        if (_timeout == Timeout.InfiniteTimeSpan)
        {
            return;
        }

        lock (_lock)
        {
            if (!_isRunning)
            {
                return;
            }

            if (more != TimeSpan.Zero && _deadline != NoDeadline)
            {
                // The sending side was faster: the request is sent, and connecting is over.
                return;
            }

            long soonest = After(_timeout);
            _deadline = more == TimeSpan.Zero ? soonest : After(_timeout + more);
            if (soonest >= _armedFor)
            {
                return;
            }

            _armedFor = soonest;
            if (_timer is null)
            {
                // It outlives the attempt, and must not keep what surrounds it: its caller's activity, for one.
                using AsyncFlowControl? alone = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
                _timer = _time.CreateTimer(static state => ((AttemptTimer)state!).Fire(), this, _timeout, Timeout.InfiniteTimeSpan);
            }
            else
            {
                _timer.Change(_timeout, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private long After(TimeSpan span) => _time.GetTimestamp() + (long)(span.TotalSeconds * _time.TimestampFrequency);

    private void Fire()
    {
        lock (_lock)
        {
            if (_deadline == NoDeadline)
            {
                // Nobody waits; the next attempt that does arms it again.
                _armedFor = NoDeadline;
                return;
            }

            var left = _time.GetElapsedTime(_time.GetTimestamp(), _deadline);
            if (left > TimeSpan.Zero)
            {
                _armedFor = _deadline;
                _timer?.Change(left < Shortest ? Shortest : left, Timeout.InfiniteTimeSpan);
                return;
            }

            _elapsed = true;
        }

        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The attempt ended while the timer was on its way.
        }
    }
}

/// <summary>The timers of a client, which its attempts share.</summary>
/// <param name="time">The clock.</param>
/// <param name="keepsNoToken">Whether the transport is done with an attempt's token when the attempt has ended.</param>
internal sealed class AttemptTimers(TimeProvider time, bool keepsNoToken) : IDisposable
{
    private const int MaxSpare = 64;

    // Made when two attempts have run at once.
    private ConcurrentQueue<AttemptTimer>? _spare;
    private AttemptTimer? _lastUsed;
    private volatile bool _isDisposed;

    public AttemptTimer Begin(TimeSpan timeout, CancellationToken caller)
    {
        var timer = Interlocked.Exchange(ref _lastUsed, null);
        timer ??= (_spare is null ? null : TakeSpare()) ?? new AttemptTimer(this, time);
        timer.Begin(timeout, caller);
        return timer;
    }

    /// <summary>Ends the spare timers now, and those of running attempts when they end.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        Interlocked.Exchange(ref _lastUsed, null)?.Close();
        while (_spare is not null && TakeSpare() is { } timer)
        {
            timer.Close();
        }
    }

    internal void End(AttemptTimer timer)
    {
        if (!timer.TryEnd(keepsNoToken))
        {
            return;
        }

        if (Interlocked.CompareExchange(ref _lastUsed, timer, null) is not null)
        {
            Keep(timer);
        }

        if (_isDisposed)
        {
            // Nobody else ends it now.
            Dispose();
        }
    }

    private AttemptTimer? TakeSpare() => _spare!.TryDequeue(out var timer) ? timer : null;

    private void Keep(AttemptTimer timer)
    {
        var spare = LazyInitializer.EnsureInitialized(ref _spare);
        if (spare.Count >= MaxSpare)
        {
            timer.Close();
        }
        else
        {
            spare.Enqueue(timer);
        }
    }
}
