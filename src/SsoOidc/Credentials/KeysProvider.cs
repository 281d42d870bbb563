using Amazon.Runtime;
using SsoOidc.ConfigFiles;

namespace SsoOidc.Credentials;

/// <summary>Keys that stand somewhere in full: in code, in the environment, in a file. They do not expire as far as anyone can tell.</summary>
internal sealed class KeysProvider(string description, ImmutableCredentials secrets) : CredentialProvider
{
    private static readonly string[] KeyIdVariables = ["AWS_ACCESS_KEY_ID", "AMAZON_ACCESS_KEY_ID", "AWS_ACCESS_KEY"];
    private static readonly string[] SecretVariables = ["AWS_SECRET_ACCESS_KEY", "AMAZON_SECRET_ACCESS_KEY", "AWS_SECRET_KEY"];
    private static readonly string[] TokenVariables = ["AWS_SESSION_TOKEN", "AMAZON_SESSION_TOKEN"];

    public override string Description => description;

    public override bool CanRefresh => false;

    public static KeysProvider? FromOptions(CredentialSettings settings) => Create(
        "the keys in the options", settings.Keys.AccessKeyId, settings.Keys.SecretAccessKey, settings.Keys.SessionToken, settings.Keys.AccountId);

    /// <summary>The first variable of each kind that exists counts, even if it is empty.</summary>
    public static KeysProvider? FromEnvironment(Func<string, string?> environment)
    {
        string? First(string[] variables)
        {
            string? variable = FindVariable(environment, variables);
            string? value = variable is null ? null : environment(variable);
            Secrets.Check(value, $"environment variable {variable}");
            return value;
        }

        return Create(
            "the environment", First(KeyIdVariables), First(SecretVariables), First(TokenVariables), environment("AWS_ACCOUNT_ID"));
    }

    /// <summary>What is wrong with keys of the environment that cannot be used, for a message: one without the other is as good as none.</summary>
    public static string ShowMissing(Func<string, string?> environment)
    {
        string? Given(string[] variables) => FindVariable(environment, variables) is { } variable && environment(variable) is { Length: > 0 } ? variable : null;

        return (Given(KeyIdVariables), Given(SecretVariables)) switch
        {
            ({ } keyId, null) => $"{keyId} without {SecretVariables[0]}",
            (null, { } secret) => $"{secret} without {KeyIdVariables[0]}",
            _ => KeyIdVariables[0],
        };
    }

    /// <summary>A file counts only if it has both the key id and the secret.</summary>
    public static KeysProvider? FromFiles(SharedConfig files, string profile) =>
        FromFile(files.Credentials, files.CredentialsPath, profile) ?? FromFile(files.Config, files.ConfigPath, profile);

    public override Task<CredentialFetch> FetchAsync(CancellationToken cancellationToken) =>
        Task.FromResult<CredentialFetch>(CredentialLease.For(secrets, null, RefreshPolicy.Never));

    private static string? FindVariable(Func<string, string?> environment, string[] variables) =>
        Array.Find(variables, name => environment(name) is not null);

    private static KeysProvider? FromFile(ConfigFile file, string? path, string profile) => file.Find(profile) is { } section
        ? Create(
            Problems.Shown($"profile {profile} in {path}"),
            section["aws_access_key_id"],
            section["aws_secret_access_key"],
            section["aws_session_token"],
            section["aws_account_id"])
        : null;

    private static KeysProvider? Create(string description, string? keyId, string? secret, string? token, string? account) =>
        Secrets.Create(keyId, secret, token, account, description) is { } secrets ? new KeysProvider(description, secrets) : null;
}
