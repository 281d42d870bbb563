using Amazon.Runtime;

namespace SsoOidc.Credentials;

/// <summary>Where the secrets for a signature come from: the option, else what the client finds. Nothing is looked up before it is needed.</summary>
internal sealed partial class CredentialSource(AWSCredentials? configured, FoundCredentials? found) : IDisposable
{
    private static readonly ImmutableCredentials Stubbed = new("stubbed-akid", "stubbed-secret", null!);

    private CredentialFacts? _known;

    /// <summary>The account id of the credentials, as far as it is known without asking anybody.</summary>
    public string? KnownAccountId => configured is null ? found?.KnownAccountId : Known.AccountId;

    /// <summary>The access key id of the credentials, as far as it is known without asking anybody.</summary>
    public string? KnownAccessKeyId => configured is null ? found?.KnownAccessKeyId : Known.AccessKeyId;

    // Of static credentials they are known at once, of others from the last signature.
    private CredentialFacts Known => Volatile.Read(ref _known) ?? (IsStatic ? Note(configured!.GetCredentials()) : CredentialFacts.None);

    // Not what derives from them: that may ask anybody.
    private bool IsStatic => configured!.GetType() == typeof(BasicAWSCredentials) || configured.GetType() == typeof(SessionAWSCredentials);

    /// <exception cref="MissingCredentialsException">There are none.</exception>
    public ValueTask<ImmutableCredentials> GetAsync(CancellationToken cancellationToken)
    {
        if (configured is null)
        {
            // Without sources of its own the client is stubbed.
            return found is null ? new(Stubbed) : found.GetAsync(cancellationToken);
        }

        if (configured is AnonymousAWSCredentials)
        {
            throw Missing("options.Credentials is AnonymousAWSCredentials, which stands for none");
        }

        var pending = configured.GetCredentialsAsync();
        return pending.IsCompletedSuccessfully ? new(Noted(pending.Result)) : AwaitAsync(pending, cancellationToken);
    }

    public void Dispose() => found?.Dispose();

    private async ValueTask<ImmutableCredentials> AwaitAsync(Task<ImmutableCredentials> pending, CancellationToken cancellationToken) =>
        Noted(await pending.WaitAsync(cancellationToken).ConfigureAwait(false));

    private ImmutableCredentials Noted(ImmutableCredentials? secrets)
    {
        var accepted = Checked(secrets);
        Note(accepted);
        return accepted;
    }

    private CredentialFacts Note(ImmutableCredentials secrets)
    {
        var known = Volatile.Read(ref _known);
        if (known is null || known.AccessKeyId != secrets.AccessKey || known.AccountId != secrets.AccountId)
        {
            Volatile.Write(ref _known, known = new CredentialFacts(secrets.AccessKey, secrets.AccountId));
        }

        return known;
    }

    private static ImmutableCredentials Checked(ImmutableCredentials? secrets)
    {
        if (secrets is null || string.IsNullOrEmpty(secrets.AccessKey) || string.IsNullOrEmpty(secrets.SecretKey))
        {
            throw Missing("options.Credentials gave no access key id or no secret");
        }

        Secrets.Check(secrets.AccessKey, "options.Credentials (access key id)");
        Secrets.Check(secrets.SecretKey, "options.Credentials (secret access key)");
        Secrets.Check(secrets.Token, "options.Credentials (session token)");
        return secrets;
    }

    private static MissingCredentialsException Missing(string why) =>
        new($"Unable to sign the request without credentials: {why}. Set options.Credentials to any provider of the AWS SDK.");
}

/// <summary>What is known of credentials and is no secret.</summary>
internal sealed record CredentialFacts(string? AccessKeyId, string? AccountId)
{
    public static readonly CredentialFacts None = new(null, null);
}
