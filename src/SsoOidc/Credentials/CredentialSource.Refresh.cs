using Amazon.Runtime;

namespace SsoOidc.Credentials;

/// <summary>Refreshing, when the service has refused credentials as expired.</summary>
internal sealed partial class CredentialSource
{
    private readonly object _refreshLock = new();
    private int _generation = 1;
    private Task _refresh = Task.CompletedTask;

    /// <summary>Counts the refreshes, from 1.</summary>
    public int Generation => Volatile.Read(ref _generation);

    /// <summary>Whether the credentials in use can be refreshed.</summary>
    public bool CanRefresh => configured is IRefreshableCredentials or RefreshingAWSCredentials || (configured is null && found is { CanRefresh: true });

    /// <summary>
    /// Refreshes the credentials, once for all the calls that were signed with the same ones: what another call has refreshed
    /// in the meantime is not thrown away.
    /// </summary>
    public ValueTask RefreshAsync(int generation, CancellationToken cancellationToken)
    {
        Task refresh;
        lock (_refreshLock)
        {
            if (generation == _generation)
            {
                // Begun before the count goes up: whoever sees the new count must not sign with the old credentials.
                _refresh = BeginRefresh();
                _generation++;
            }

            refresh = _refresh;
        }

        return refresh.IsCompletedSuccessfully ? default : new ValueTask(refresh.WaitAsync(cancellationToken));
    }

    private Task BeginRefresh()
    {
        switch (configured)
        {
            case IRefreshableCredentials own:
                // One caller's cancellation is not the others'.
                return own.RefreshAsync(CancellationToken.None).AsTask();
            case RefreshingAWSCredentials refreshing:
                refreshing.ClearCredentials();
                break;
            case null:
                found?.Expire();
                break;
        }

        return Task.CompletedTask;
    }
}
