using Amazon.Runtime;
using SsoOidc.Options;

namespace SsoOidc.Credentials;

/// <summary>Where the secrets for a signature come from: the option, else the environment. Nothing is looked up before it is needed.</summary>
internal sealed partial class CredentialSource(AWSCredentials? configured, SystemSeams seams, bool isStubbed)
{
    private static readonly string[] AccessKeyVariables = ["AWS_ACCESS_KEY_ID", "AMAZON_ACCESS_KEY_ID", "AWS_ACCESS_KEY"];
    private static readonly string[] SecretKeyVariables = ["AWS_SECRET_ACCESS_KEY", "AMAZON_SECRET_ACCESS_KEY", "AWS_SECRET_KEY"];
    private static readonly string[] TokenVariables = ["AWS_SESSION_TOKEN", "AMAZON_SESSION_TOKEN"];

    /// <exception cref="MissingCredentialsException">There are none.</exception>
    public ValueTask<ImmutableCredentials> GetAsync(CancellationToken cancellationToken)
    {
        if (configured is AnonymousAWSCredentials)
        {
            throw Missing("options.Credentials is AnonymousAWSCredentials, which stands for none");
        }

        if (configured is null)
        {
            return new(isStubbed ? new ImmutableCredentials("stubbed-akid", "stubbed-secret", null!) : FromEnvironment());
        }

        var pending = configured.GetCredentialsAsync();
        return pending.IsCompletedSuccessfully
            ? new(Checked(pending.Result, "options.Credentials"))
            : AwaitAsync(pending, cancellationToken);
    }

    private static async ValueTask<ImmutableCredentials> AwaitAsync(Task<ImmutableCredentials> pending, CancellationToken cancellationToken) =>
        Checked(await pending.WaitAsync(cancellationToken).ConfigureAwait(false), "options.Credentials");

    private ImmutableCredentials FromEnvironment()
    {
        var (key, keyVariable) = First(AccessKeyVariables);
        var (secret, secretVariable) = First(SecretKeyVariables);
        if (string.IsNullOrEmpty(key) || string.IsNullOrEmpty(secret))
        {
            throw Missing($"options.Credentials is not set, and neither are the environment variables {keyVariable} and {secretVariable}");
        }

        var (token, _) = First(TokenVariables);
        Check(key, keyVariable);
        Check(secret, secretVariable);
        Check(token, TokenVariables[0]);
        return new ImmutableCredentials(key, secret, string.IsNullOrEmpty(token) ? null! : token);
    }

    private (string? Value, string Variable) First(string[] variables)
    {
        foreach (string variable in variables)
        {
            if (seams.GetEnvironmentVariable(variable) is { } value)
            {
                return (value, variable);
            }
        }

        return (null, variables[0]);
    }

    private static ImmutableCredentials Checked(ImmutableCredentials? secrets, string source)
    {
        if (secrets is null || string.IsNullOrEmpty(secrets.AccessKey) || string.IsNullOrEmpty(secrets.SecretKey))
        {
            throw Missing($"{source} gave no access key id or no secret");
        }

        Check(secrets.AccessKey, $"{source} (access key id)");
        Check(secrets.SecretKey, $"{source} (secret access key)");
        Check(secrets.Token, $"{source} (session token)");
        return secrets;
    }

    // Id and token stand in headers, where a line break would begin another header; a secret with one was read wrongly.
    private static void Check(string? value, string source)
    {
        if (value is not null && !Shapes.HeaderText.IsValidValue(value))
        {
            throw new ClientConfigurationException(new ConfigurationProblem(
                "Credentials", source, "the value has a character that may not stand in a header, such as a line break; remove it."));
        }
    }

    private static MissingCredentialsException Missing(string why) =>
        new($"Unable to sign the request without credentials: {why}. Set options.Credentials to any provider of the AWS SDK.");
}
