using Amazon.Runtime;

namespace SsoOidc.Credentials;

/// <summary>When credentials that expire are fetched anew.</summary>
internal enum RefreshPolicy
{
    /// <summary>Never: they do not expire.</summary>
    Never,

    /// <summary>Five minutes before they expire; the caller waits.</summary>
    Late,

    /// <summary>Ten minutes before they expire while callers go on, and five minutes before while they wait.</summary>
    Early,
}

/// <summary>Credentials, and until when they may be used without asking again.</summary>
internal sealed class CredentialLease
{
    private static readonly TimeSpan Mandatory = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Advisory = TimeSpan.FromMinutes(10);

    private CredentialLease(ImmutableCredentials secrets, DateTimeOffset? expiration, DateTimeOffset advisoryAt, DateTimeOffset mandatoryAt)
    {
        (Secrets, Expiration, AdvisoryAt, MandatoryAt) = (secrets, expiration, advisoryAt, mandatoryAt);
    }

    public ImmutableCredentials Secrets { get; }

    /// <summary>When the service stops accepting them; null where that is not known.</summary>
    public DateTimeOffset? Expiration { get; }

    /// <summary>From when on a refresh may run beside the callers.</summary>
    public DateTimeOffset AdvisoryAt { get; }

    /// <summary>From when on callers wait for a refresh.</summary>
    public DateTimeOffset MandatoryAt { get; }

    public static CredentialLease For(ImmutableCredentials secrets, DateTimeOffset? expiration, RefreshPolicy policy)
    {
        var (advisory, mandatory) = (policy, expiration) switch
        {
            (RefreshPolicy.Never, _) => (DateTimeOffset.MaxValue, DateTimeOffset.MaxValue),
            (_, null) => (DateTimeOffset.MinValue, DateTimeOffset.MinValue),
            (RefreshPolicy.Late, { } at) => (Before(at, Mandatory), Before(at, Mandatory)),
            (_, { } at) => (Before(at, Advisory), Before(at, Mandatory)),
        };
        return new CredentialLease(secrets, expiration, advisory, mandatory);
    }

    /// <summary>The same credentials, with no refresh before the given time.</summary>
    public CredentialLease HeldUntil(DateTimeOffset time) => new(Secrets, Expiration, time, time);

    private static DateTimeOffset Before(DateTimeOffset time, TimeSpan span) =>
        time - DateTimeOffset.MinValue > span ? time - span : DateTimeOffset.MinValue;
}
