using Microsoft.Extensions.Logging;

namespace SsoOidc.Credentials;

/// <summary>The log lines of the sources of credentials. None of them ever has a secret in it.</summary>
internal sealed partial class CredentialLog(ILogger logger)
{
    public const string Category = "SsoOidc.Credentials";

    [LoggerMessage(200, LogLevel.Warning, "No credentials from {Source}: {Why}.")]
    public partial void SourceFailed(string source, string why);

    [LoggerMessage(201, LogLevel.Warning, "Instance metadata gives no session token ({Why}); it is asked without one, as version 1, from now on.")]
    public partial void Version1Fallback(string why);

    [LoggerMessage(202, LogLevel.Warning, "Credentials from {Source} were not refreshed; the ones at hand are used until {Until:u}. {Why}")]
    public partial void KeptOld(string source, DateTimeOffset until, string why);

    [LoggerMessage(203, LogLevel.Information, "Credentials found in {Source}, good until {Expiration:u}.")]
    public partial void Found(string source, DateTimeOffset? expiration);

    [LoggerMessage(204, LogLevel.Information, "Credentials refreshed from {Source}, good until {Expiration:u}.")]
    public partial void Refreshed(string source, DateTimeOffset? expiration);
}
