using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using SsoOidc.Options;
using SsoOidc.Retries;

namespace SsoOidc;

/// <summary>
/// What a client works with: every option resolved, and where each value came from. It does not change, but for one thing: in
/// the defaults mode <see cref="DefaultsMode.Auto"/> the first call may find out where the process runs.
/// </summary>
public sealed partial class SsoOidcClientConfig : IRetrySettings
{
    private ResolvedOptions _options;

    internal SsoOidcClientConfig(ResolvedOptions options, SystemSeams seams)
    {
        _options = options;
        Seams = seams;
        Region = (string)Get(OptionRows.Region)!;
        UseFips = (bool)Get(EndpointRows.UseFips)!;
        RaiseResponseErrors = (bool)Get(OptionRows.RaiseResponseErrors)!;
        TimeProvider = (TimeProvider)Get(OptionRows.TimeProvider)!;
        ReadTimeout = (TimeSpan)Get(HttpRows.ReadTimeout)!;
    }

    /// <summary>Gets the region, freed of a <c>fips-</c> or <c>-fips</c> in a legacy name.</summary>
    public string Region { get; }

    /// <summary>Gets the profile whose settings count.</summary>
    public string Profile => (string)Get(OptionRows.Profile)!;

    /// <summary>Gets the credentials option; null where credentials are looked for when an operation is signed.</summary>
    public AWSCredentials? Credentials => (AWSCredentials?)Get(OptionRows.Credentials);

    /// <summary>Gets where bearer tokens come from; null for nowhere.</summary>
    public IAWSTokenProvider? TokenProvider => (IAWSTokenProvider?)Get(OptionRows.TokenProvider);

    /// <summary>Gets how often a container or instance metadata is asked for credentials again.</summary>
    public int InstanceMetadataRetries => (int)Get(OptionRows.InstanceMetadataRetries)!;

    /// <summary>Gets how long a container or instance metadata may take to answer.</summary>
    public TimeSpan InstanceMetadataTimeout => (TimeSpan)Get(OptionRows.InstanceMetadataTimeout)!;

    /// <summary>Gets the defaults mode as it was asked for.</summary>
    public DefaultsMode DefaultsMode => (DefaultsMode)Get(OptionRows.DefaultsMode)!;

    /// <summary>Gets how long a whole call may take; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</summary>
    public TimeSpan CallTimeout => (TimeSpan)Get(OptionRows.CallTimeout)!;

    /// <summary>Gets a value indicating whether errors are thrown.</summary>
    public bool RaiseResponseErrors { get; }

    /// <summary>Gets a value indicating whether the client answers from stubs.</summary>
    public bool StubResponses => (bool)Get(OptionRows.StubResponses)!;

    /// <summary>Gets the name of the application; null for none.</summary>
    public string? AppId => (string?)Get(OptionRows.AppId);

    /// <summary>Gets what ends the User-Agent; null for nothing.</summary>
    public string? UserAgentSuffix => (string?)Get(OptionRows.UserAgentSuffix);

    /// <summary>Gets the frameworks named in the User-Agent.</summary>
    public IReadOnlyList<string> UserAgentFrameworks => Array.AsReadOnly((string[])Get(OptionRows.UserAgentFrameworks)!);

    /// <summary>Gets where the client's log goes; null for nowhere.</summary>
    public ILoggerFactory? LoggerFactory => (ILoggerFactory?)Get(OptionRows.LoggerFactory);

    /// <summary>Gets the clock.</summary>
    public TimeProvider TimeProvider { get; }

    internal SystemSeams Seams { get; }

    internal ResolvedOptions Options => Volatile.Read(ref _options);

    /// <summary>The profile, where it was asked for otherwise than by the environment: its credentials come before those of the environment.</summary>
    internal string? ProfileInCode => Value(OptionRows.Profile) is var (profile, source)
        && source != OptionRow.DefaultSource && !source.StartsWith("environment variable ", StringComparison.Ordinal) ? (string?)profile : null;

    Func<TimeSpan, TimeSpan>? IRetrySettings.OwnJitter => (Func<TimeSpan, TimeSpan>?)Get(RetryRows.RetryOwnJitter);

    Func<FailedAttempt, TimeSpan>? IRetrySettings.Backoff => (Func<FailedAttempt, TimeSpan>?)Get(RetryRows.RetryBackoff);

    Func<FailedAttempt, RetryDecision>? IRetrySettings.Decide => (Func<FailedAttempt, RetryDecision>?)Get(RetryRows.RetryDecide);

    Random IRetrySettings.Random => Seams.Random;

    /// <summary>Returns where an option's value came from.</summary>
    /// <param name="option">The option, such as <c>Retry.MaxAttempts</c>.</param>
    /// <exception cref="ArgumentException">There is no such option.</exception>
    public string SourceOf(string option)
    {
        ArgumentNullException.ThrowIfNull(option);
        var row = OptionTable.Find(option)
            ?? throw new ArgumentException($"There is no option '{Shapes.Text.ForDisplay(option)}'.", nameof(option));
        return Volatile.Read(ref _options)[row].Source;
    }

    /// <summary>Returns a table of every option, its value and where it came from. Secrets are hidden.</summary>
    public string Describe() => ConfigDescription.Of(Volatile.Read(ref _options));

    /// <summary>Whether the options say that an operation is not signed.</summary>
    internal bool IsUnsigned(Operation operation) => Array.IndexOf((string[])Get(EndpointRows.UnsignedOperations)!, operation.Name) >= 0;

    // Not generic: the JIT would compile it for each type of value, and make a table for each type of reference.
    internal object? Get(OptionRow row) => Volatile.Read(ref _options)[row].Value;

    internal ResolvedValue Value(OptionRow row) => Volatile.Read(ref _options)[row];

    internal void ResolveMode(DefaultsModeChoice pending, DefaultsModeChoice found) =>
        Volatile.Write(ref _options, Volatile.Read(ref _options).With(pending, found));
}
