namespace SsoOidc.Retries;

/// <summary>Ends a whole call that takes too long: its attempts and the waits between them.</summary>
internal sealed class CallTimer : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly TimeSpan _timeout;
    private readonly ITimer _timer;
    private readonly CancellationToken _caller;
    private bool _elapsed;

    public CallTimer(TimeSpan timeout, TimeProvider time, CancellationToken caller)
    {
        _timeout = timeout;
        _caller = caller;
        _source = CancellationTokenSource.CreateLinkedTokenSource(caller);
        _timer = time.CreateTimer(static state => ((CallTimer)state!).End(), this, timeout, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Whether the call ended because it took too long, and not because its caller gave up.</summary>
    public bool Elapsed => Volatile.Read(ref _elapsed) && !_caller.IsCancellationRequested;

    /// <summary>Says that the call took too long.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="attempts">How many attempts were made.</param>
    /// <param name="lastFailure">What the last of them came to.</param>
    public SsoOidcTransportException CreateError(Operation operation, int attempts, Exception lastFailure) => new(
        TransportErrorKind.CallTimeout,
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{operation.Name} did not end within the call timeout of {_timeout.TotalSeconds:0.###} s (CallTimeout), after {attempts} {(attempts == 1 ? "attempt" : "attempts")}."),
        lastFailure)
    {
        IsRetryable = true,
    };

    public void Dispose()
    {
        _timer.Dispose();
        _source.Dispose();
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
            // The call ended while the timer was on its way.
        }
    }
}
