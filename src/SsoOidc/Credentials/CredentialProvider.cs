namespace SsoOidc.Credentials;

/// <summary>One source of credentials. It keeps nothing but what it needs to ask again.</summary>
internal abstract class CredentialProvider
{
    /// <summary>The source, for people: such as <c>credential_process of profile work</c>.</summary>
    public abstract string Description { get; }

    /// <summary>Whether credentials that have expired are better than none, because the source says so.</summary>
    public virtual bool KeepsExpired => false;

    /// <summary>Whether asking again can give other credentials.</summary>
    public virtual bool CanRefresh => true;

    /// <summary>Fetches credentials; or says why the source, which may be absent on this machine, has none.</summary>
    /// <exception cref="MissingCredentialsException">The source is there and failed.</exception>
    /// <exception cref="ClientConfigurationException">The source is configured in a way that cannot work.</exception>
    public abstract Task<CredentialFetch> FetchAsync(CancellationToken cancellationToken);
}

/// <summary>What a source answered.</summary>
internal readonly struct CredentialFetch
{
    private CredentialFetch(CredentialLease? lease, string? why) => (Lease, Why) = (lease, why);

    public CredentialLease? Lease { get; }

    /// <summary>Why there is no lease.</summary>
    public string? Why { get; }

    public static implicit operator CredentialFetch(CredentialLease lease) => new(lease, null);

    public static CredentialFetch None(string why) => new(null, why);
}
