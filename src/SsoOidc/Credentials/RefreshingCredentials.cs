using Amazon.Runtime;

namespace SsoOidc.Credentials;

/// <summary>
/// Keeps credentials and fetches them anew in time: one fetch at a time, whatever the number of callers. A caller who gives up
/// leaves the others their fetch; the last one to give up ends it.
/// </summary>
internal sealed class RefreshingCredentials(Func<CredentialLease?, CancellationToken, Task<CredentialLease>> fetch, TimeProvider time) : IDisposable
{
    private readonly object _gate = new();
    private CredentialLease? _current;
    private Flight? _flight;
    private bool _disposed;

    /// <summary>What is there now, fresh or not; null before the first fetch.</summary>
    public CredentialLease? Current => Volatile.Read(ref _current);

    public ValueTask<ImmutableCredentials> GetAsync(CancellationToken cancellationToken)
    {
        if (Current is { } current)
        {
            // The clock is not read for credentials that stay as they are.
            if (current.AdvisoryAt == DateTimeOffset.MaxValue)
            {
                return new(current.Secrets);
            }

            var now = time.GetUtcNow();
            if (now < current.MandatoryAt)
            {
                if (now >= current.AdvisoryAt)
                {
                    _ = Join();
                }

                return new(current.Secrets);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        return WaitAsync(Join(), cancellationToken);
    }

    /// <summary>Forgets what is there: the service has refused it.</summary>
    public void Expire() => Volatile.Write(ref _current, null);

    public void Dispose()
    {
        Flight? flight;
        lock (_gate)
        {
            _disposed = true;
            (flight, _flight) = (_flight, null);
        }

        flight?.Cancel();
    }

    // Joins the fetch that is under way, or starts one. The caller counts as waiting for it.
    private Flight Join()
    {
        Flight flight;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_flight is { } running)
            {
                running.Waiting++;
                return running;
            }

            _flight = flight = new Flight();
        }

        _ = RunAsync(flight);
        return flight;
    }

    private async Task RunAsync(Flight flight)
    {
        try
        {
            var lease = await fetch(Current, flight.Token).ConfigureAwait(false);
            Land(flight, lease);
            flight.Outcome.SetResult(lease);
        }
        catch (OperationCanceledException) when (flight.Token.IsCancellationRequested)
        {
            Land(flight, null);
            flight.Outcome.SetCanceled(CancellationToken.None);
        }
        catch (Exception e)
        {
            Land(flight, null);
            flight.Outcome.SetException(e);

            // A fetch beside the callers may have nobody who looks at its failure.
            _ = flight.Outcome.Task.Exception;
        }
        finally
        {
            flight.Dispose();
        }
    }

    private void Land(Flight flight, CredentialLease? lease)
    {
        lock (_gate)
        {
            if (ReferenceEquals(_flight, flight))
            {
                _flight = null;
            }

            if (lease is not null)
            {
                Volatile.Write(ref _current, lease);
            }
        }
    }

    private async ValueTask<ImmutableCredentials> WaitAsync(Flight flight, CancellationToken cancellationToken)
    {
        try
        {
            return (await flight.Outcome.Task.WaitAsync(cancellationToken).ConfigureAwait(false)).Secrets;
        }
        finally
        {
            Leave(flight);
        }
    }

    private void Leave(Flight flight)
    {
        lock (_gate)
        {
            if (--flight.Waiting > 0 || !ReferenceEquals(_flight, flight))
            {
                return;
            }

            // Nobody wants it any more; whoever comes now starts another.
            _flight = null;
        }

        flight.Cancel();
    }

    private sealed class Flight : IDisposable
    {
        private readonly CancellationTokenSource _cancellation = new();

        public Flight() => Token = _cancellation.Token;

        public CancellationToken Token { get; }

        public TaskCompletionSource<CredentialLease> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Waiting { get; set; } = 1;

        public void Cancel()
        {
            try
            {
                _cancellation.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It landed meanwhile.
            }
        }

        public void Dispose() => _cancellation.Dispose();
    }
}
