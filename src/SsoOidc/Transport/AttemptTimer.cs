namespace SsoOidc.Transport;

/// <summary>Ends an attempt that waits too long. The timer is armed only where an attempt really waits.</summary>
internal sealed class AttemptTimer : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private ITimer? _timer;
    private bool _elapsed;
    private bool _disposed;

    public AttemptTimer(TimeProvider time, TimeSpan timeout, CancellationToken cancellationToken)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _time = time;
        _timeout = timeout;
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Whether the attempt ended because it took too long.</summary>
    public bool Elapsed => Volatile.Read(ref _elapsed);

    /// <summary>Starts to count with some time more than usual.</summary>
    public void Start(TimeSpan more) =>
        Arm(_timeout == Timeout.InfiniteTimeSpan || more == Timeout.InfiniteTimeSpan ? Timeout.InfiniteTimeSpan : _timeout + more);

    /// <summary>Starts to count, or starts anew.</summary>
    public void Restart() => Arm(_timeout);

    /// <summary>Stops counting, while a function of the caller's has its turn.</summary>
    public void Pause() => Arm(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        lock (_source)
        {
            _disposed = true;
            _timer?.Dispose();
        }

        _source.Dispose();
    }

    private void Arm(TimeSpan span)
    {
        if (_timeout == Timeout.InfiniteTimeSpan)
        {
            return;
        }

        // Who sends and who waits for the answer are two threads, and a transport may still be sending when the attempt is over.
        lock (_source)
        {
            if (_disposed)
            {
                return;
            }

            if (_timer is null)
            {
                _timer = _time.CreateTimer(static state => ((AttemptTimer)state!).End(), this, span, Timeout.InfiniteTimeSpan);
            }
            else
            {
                _timer.Change(span, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void End()
    {
        Volatile.Write(ref _elapsed, true);
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
