using SsoOidc.ConfigFiles;
using SsoOidc.Options;

namespace SsoOidc.Credentials;

/// <summary>What the sources of credentials and tokens work with.</summary>
/// <param name="seams">The environment, files and names.</param>
/// <param name="time">The clock.</param>
/// <param name="send">Sends requests to STS and to the SSO portal; the client's own transport.</param>
/// <param name="region">The client's region.</param>
/// <param name="useFips">Whether FIPS endpoints are used.</param>
/// <param name="useDualStack">Whether dual-stack endpoints are used.</param>
/// <param name="ignoreConfiguredUrls">Whether endpoints of environment and config file are ignored.</param>
/// <param name="profile">The profile that was asked for in code; not the one of <c>AWS_PROFILE</c>.</param>
/// <param name="keys">Keys that were given in code.</param>
/// <param name="metadataRetries">How often a container or instance metadata is asked again.</param>
/// <param name="metadataTimeout">How long connecting to a container or to instance metadata may take, and how long its answer; null for a second.</param>
/// <param name="serviceTimeout">How long STS and the portal may take for one answer; null for a minute.</param>
/// <param name="log">The log; null where there is none.</param>
internal sealed class CredentialSettings(
    SystemSeams seams,
    TimeProvider time,
    Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send,
    string region,
    bool useFips = false,
    bool useDualStack = false,
    bool ignoreConfiguredUrls = false,
    string? profile = null,
    StaticKeys keys = default,
    int metadataRetries = 0,
    TimeSpan? metadataTimeout = null,
    TimeSpan? serviceTimeout = null,
    CredentialLog? log = null)
{
    public SystemSeams Seams { get; } = seams;

    public TimeProvider Time { get; } = time;

    public Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Send { get; } = send;

    public string Region { get; } = region;

    public bool UseFips { get; } = useFips;

    public bool UseDualStack { get; } = useDualStack;

    public bool IgnoreConfiguredUrls { get; } = ignoreConfiguredUrls;

    public string? Profile { get; } = profile;

    public StaticKeys Keys { get; } = keys;

    public int MetadataRetries { get; } = metadataRetries;

    public TimeSpan MetadataTimeout { get; } = metadataTimeout ?? TimeSpan.FromSeconds(1);

    public TimeSpan ServiceTimeout { get; } = serviceTimeout ?? TimeSpan.FromSeconds(60);

    public CredentialLog? Log { get; } = log;

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
