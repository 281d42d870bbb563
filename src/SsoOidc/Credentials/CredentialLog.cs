using Microsoft.Extensions.Logging;

namespace SsoOidc.Credentials;

/// <summary>The log lines of the sources of credentials. None of them ever has a secret in it.</summary>
internal static partial class CredentialLog
{
    public const string Category = "SsoOidc.Credentials";


    public static void Version1Fallback(ILogger? logger, string why)
    {
        if (logger is not null)
        {
            WriteVersion1Fallback(logger, why);
        }
    }

    public static void KeptOld(ILogger? logger, string source, DateTimeOffset until, string why)
    {
        if (logger is not null)
        {
            WriteKeptOld(logger, source, until, why);
        }
    }

    public static void SourceFailed(ILogger? logger, string source, string why)
    {
        if (logger is not null)
        {
            WriteSourceFailed(logger, source, why);
        }
    }

    public static void Refreshed(ILogger? logger, string source, DateTimeOffset? expiration)
    {
        if (logger is not null)
        {
            WriteRefreshed(logger, source, expiration);
        }
    }

    public static void Found(ILogger? logger, string source, DateTimeOffset? expiration)
    {
        if (logger is not null)
        {
            WriteFound(logger, source, expiration);
        }
    }

    [LoggerMessage(200, LogLevel.Warning, "No credentials from {Source}: {Why}.")]
    private static partial void WriteSourceFailed(ILogger logger, string source, string why);

    [LoggerMessage(201, LogLevel.Warning, "Instance metadata gives no session token ({Why}); it is asked without one, as version 1, from now on.")]
    private static partial void WriteVersion1Fallback(ILogger logger, string why);

    [LoggerMessage(202, LogLevel.Warning, "Credentials from {Source} were not refreshed; the ones at hand are used until {Until:u}. {Why}")]
    private static partial void WriteKeptOld(ILogger logger, string source, DateTimeOffset until, string why);

    [LoggerMessage(203, LogLevel.Information, "Credentials found in {Source}, good until {Expiration:u}.")]
    private static partial void WriteFound(ILogger logger, string source, DateTimeOffset? expiration);

    [LoggerMessage(204, LogLevel.Information, "Credentials refreshed from {Source}, good until {Expiration:u}.")]
    private static partial void WriteRefreshed(ILogger logger, string source, DateTimeOffset? expiration);
}
