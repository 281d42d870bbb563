using Amazon.Runtime;

namespace SsoOidc.Credentials;

/// <summary>The credentials that the client finds by itself: the first source that has any, kept and refreshed in time.</summary>
internal sealed class FoundCredentials : IDisposable
{
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ExpiredHold = TimeSpan.FromSeconds(300);

    private readonly CredentialSettings _settings;
    private readonly RefreshingCredentials _credentials;
    private CredentialProvider? _provider;

    public FoundCredentials(CredentialSettings settings)
    {
        _settings = settings;
        _credentials = new RefreshingCredentials(FetchAsync, settings.Time);
    }

    public bool CanRefresh => Volatile.Read(ref _provider) is { CanRefresh: true };

    /// <summary>Keys in the options are known before anybody asks; others once they were fetched.</summary>
    public string? KnownAccountId => _credentials.Current?.Secrets.AccountId
        ?? (string.IsNullOrEmpty(_settings.Keys.AccountId) ? null : _settings.Keys.AccountId);

    public string? KnownAccessKeyId => _credentials.Current?.Secrets.AccessKey
        ?? (string.IsNullOrEmpty(_settings.Keys.AccessKeyId) ? null : _settings.Keys.AccessKeyId);

    public ValueTask<ImmutableCredentials> GetAsync(CancellationToken cancellationToken) => _credentials.GetAsync(cancellationToken);

    /// <summary>Makes the next caller wait for new ones.</summary>
    public void Expire() => _credentials.Expire();

    public void Dispose() => _credentials.Dispose();

    private async Task<CredentialLease> FetchAsync(CredentialLease? old, CancellationToken cancellationToken)
    {
        var provider = Volatile.Read(ref _provider);
        try
        {
            if (provider is null)
            {
                (provider, var found) = await FindAsync(cancellationToken).ConfigureAwait(false);
                Volatile.Write(ref _provider, provider);
                _settings.Log?.Found(provider.Description, found.Expiration);
                return Accepted(provider, found);
            }

            var fetch = await provider.FetchAsync(cancellationToken).ConfigureAwait(false);
            var lease = fetch.Lease ?? throw Problems.Failed(provider.Description, $"{fetch.Why}.");
            _settings.Log?.Refreshed(provider.Description, lease.Expiration);
            return Accepted(provider, lease);
        }
        catch (Exception e) when (e is MissingCredentialsException or ClientConfigurationException && IsStillOfUse(provider, old))
        {
            // What still works, or what the source says is better than nothing, is used a while longer.
            var now = _settings.Time.GetUtcNow();
            var expiration = old!.Expiration!.Value;
            var until = provider!.KeepsExpired ? now + ExpiredHold + Jitter() : expiration - now < Hold ? expiration : now + Hold;
            _settings.Log?.KeptOld(provider.Description, until, e.Message);
            return old.HeldUntil(until);
        }
    }

    // Where there are none any more, the service has refused them meanwhile.
    private bool IsStillOfUse(CredentialProvider? provider, CredentialLease? old) =>
        provider is not null && _credentials.Current is not null && old?.Expiration is { } expiration && (provider.KeepsExpired || expiration > _settings.Time.GetUtcNow());

    private CredentialLease Accepted(CredentialProvider provider, CredentialLease lease)
    {
        var now = _settings.Time.GetUtcNow();
        if (!provider.KeepsExpired || lease.Expiration is not { } expiration || expiration > now)
        {
            return lease;
        }

        var until = now + ExpiredHold + Jitter();
        _settings.Log?.KeptOld(provider.Description, until, "The source gave credentials that have expired already.");
        return lease.HeldUntil(until);
    }

    private TimeSpan Jitter() => TimeSpan.FromSeconds(_settings.Seams.Random.NextDouble() * 60);

    private async Task<(CredentialProvider Provider, CredentialLease Lease)> FindAsync(CancellationToken cancellationToken)
    {
        if (DefaultCredentialChain.IsSupported)
        {
            return await new CredentialChain(_settings).FindAsync(cancellationToken).ConfigureAwait(false);
        }

        var provider = KeysProvider.FromOptions(_settings) ?? KeysProvider.FromEnvironment(_settings.Env)
            ?? throw new MissingCredentialsException(
                $"Unable to sign the request without credentials: there are none in the options and none in the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY), and this application was built without the other sources ({DefaultCredentialChain.SwitchName}).");
        return (provider, (await provider.FetchAsync(cancellationToken).ConfigureAwait(false)).Lease!);
    }
}
