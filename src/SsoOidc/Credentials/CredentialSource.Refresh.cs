using Amazon.Runtime;

namespace SsoOidc.Credentials;

/// <summary>Refreshing, when the service has refused credentials as expired.</summary>
internal sealed partial class CredentialSource
{
    private readonly object _refreshLock = new();
    private int _generation = 1;

    /// <summary>Counts the refreshes, from 1.</summary>
    public int Generation => Volatile.Read(ref _generation);

    /// <summary>Whether the credentials in use can be refreshed.</summary>
    public bool CanRefresh => configured is IRefreshableCredentials or RefreshingAWSCredentials;

    /// <summary>
    /// Refreshes the credentials, once for all the calls that were signed with the same ones: what another call has refreshed
    /// in the meantime is not thrown away.
    /// </summary>
    public ValueTask RefreshAsync(int generation, CancellationToken cancellationToken)
    {
        lock (_refreshLock)
        {
            if (generation != _generation)
            {
                return default;
            }

            _generation++;
        }

        switch (configured)
        {
            case IRefreshableCredentials own:
                return own.RefreshAsync(cancellationToken);
            case RefreshingAWSCredentials refreshing:
                refreshing.ClearCredentials();
                break;
        }

        return default;
    }
}
