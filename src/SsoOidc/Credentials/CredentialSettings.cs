using SsoOidc.ConfigFiles;
using SsoOidc.Options;

namespace SsoOidc.Credentials;

/// <summary>What the sources of credentials and tokens work with.</summary>
internal sealed class CredentialSettings
{
    public required SystemSeams Seams { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Sends requests to STS and to the SSO portal; the client's own transport.</summary>
    public required Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Send { get; init; }

    public required string Region { get; init; }

    public bool UseFips { get; init; }

    public bool UseDualStack { get; init; }

    public bool IgnoreConfiguredUrls { get; init; }

    /// <summary>The profile that was asked for in code; not the one of <c>AWS_PROFILE</c>.</summary>
    public string? Profile { get; init; }

    public StaticKeys Keys { get; init; }

    /// <summary>How often a container or instance metadata is asked again.</summary>
    public int MetadataRetries { get; init; }

    /// <summary>How long connecting to a container or to instance metadata may take, and how long its answer.</summary>
    public TimeSpan MetadataTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long STS and the portal may take for one answer.</summary>
    public TimeSpan ServiceTimeout { get; init; } = TimeSpan.FromSeconds(60);

    public CredentialLog? Log { get; init; }

    /// <summary>The profile of <c>AWS_PROFILE</c>; null where that is not set. An empty one names a profile that has nothing.</summary>
    public string? EnvironmentProfile => Env("AWS_PROFILE");

    /// <summary>The profile in use for credentials and tokens.</summary>
    public string CurrentProfile => Profile ?? EnvironmentProfile ?? Env("AWS_DEFAULT_PROFILE") ?? "default";

    public string? Env(string variable) => Seams.GetEnvironmentVariable(variable);

    /// <summary>The config files as they are now: a file that was mended counts from the next call on.</summary>
    public SharedConfig LoadFiles() => SharedConfig.Load(Seams.GetEnvironmentVariable, Seams.Files);
}

/// <summary>Keys that were given in code; where one of the two is missing, none were, and the account belongs to nothing.</summary>
internal readonly struct StaticKeys
{
    public StaticKeys(string? accessKeyId, string? secretAccessKey, string? sessionToken, string? accountId)
    {
        if (!string.IsNullOrEmpty(accessKeyId) && !string.IsNullOrEmpty(secretAccessKey))
        {
            (AccessKeyId, SecretAccessKey, SessionToken, AccountId) = (accessKeyId, secretAccessKey, sessionToken, accountId);
        }
    }

    public string? AccessKeyId { get; }

    public string? SecretAccessKey { get; }

    public string? SessionToken { get; }

    public string? AccountId { get; }
}
