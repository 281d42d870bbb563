using Amazon.Runtime;

namespace SsoOidc.Credentials;

/// <summary>Where the secrets for a signature come from: the option, else what the client finds. Nothing is looked up before it is needed.</summary>
internal sealed partial class CredentialSource(AWSCredentials? configured, FoundCredentials? found) : IDisposable
{
    private static readonly ImmutableCredentials Stubbed = new("stubbed-akid", "stubbed-secret", null!);

    /// <summary>The account id of the credentials, as far as it is known without asking anybody.</summary>
    public string? KnownAccountId => configured switch
    {
        null => found?.KnownAccountId,
        AnonymousAWSCredentials => null,
        BasicAWSCredentials or SessionAWSCredentials => configured.GetCredentials().AccountId,
        _ => null,
    };

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
        return pending.IsCompletedSuccessfully ? new(Checked(pending.Result)) : AwaitAsync(pending, cancellationToken);
    }

    public void Dispose() => found?.Dispose();

    private static async ValueTask<ImmutableCredentials> AwaitAsync(Task<ImmutableCredentials> pending, CancellationToken cancellationToken) =>
        Checked(await pending.WaitAsync(cancellationToken).ConfigureAwait(false));

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
