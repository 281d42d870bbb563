using Microsoft.Extensions.Logging;

namespace SsoOidc.Diagnostics;

/// <summary>What is worth a line of log while a call runs. None of them ever has a secret in it.</summary>
internal static partial class CallEvents
{
    public const string Category = "SsoOidc.Client";

    [LoggerMessage(300, LogLevel.Debug, "Attempt {Attempt} of {Operation} failed: {Code} (HTTP {Status}, request {RequestId}).")]
    public static partial void AttemptFailed(ILogger logger, int attempt, string operation, string code, int status, string? requestId);

    [LoggerMessage(301, LogLevel.Information, "{Operation} will be retried in {Seconds} s, attempt {Attempt} because of {Reasons}.")]
    public static partial void WillRetry(ILogger logger, string operation, double seconds, int attempt, RetryReasons reasons);

    [LoggerMessage(302, LogLevel.Warning, "{Operation} gave up after {Attempts} attempts: {Why}. The last failure is {Code}.")]
    public static partial void GaveUp(ILogger logger, string operation, int attempts, string why, string code);

    [LoggerMessage(303, LogLevel.Information, "Credentials are refreshed, because {Operation} was refused with them.")]
    public static partial void CredentialsRefused(ILogger logger, string operation);

    [LoggerMessage(304, LogLevel.Warning, "Clock skew corrected: this machine's clock differs by {Seconds} s from that of {Host}; signatures use the service's time.")]
    public static partial void ClockSkewCorrected(ILogger logger, double seconds, string host);

    [LoggerMessage(305, LogLevel.Debug, "An attempt of {Operation} waits for capacity, because the service has throttled.")]
    public static partial void HeldBack(ILogger logger, string operation);

    [LoggerMessage(EventId = 306, Message = "{Line}")]
    public static partial void CallFinished(ILogger logger, LogLevel level, string line);

    // Of what a function of the caller's throws only the type is told: nobody knows what its text quotes.
    [LoggerMessage(307, LogLevel.Warning, "CallLog.Formatter threw {ExceptionType} on a call of {Operation}; the call has no line.")]
    public static partial void FormatterFailed(ILogger logger, string? exceptionType, string operation);

    [LoggerMessage(308, LogLevel.Warning, "Monitoring.Publisher threw {ExceptionType} on a call of {Operation}; the call is not affected.")]
    public static partial void PublisherFailed(ILogger logger, string? exceptionType, string operation);

    [LoggerMessage(309, LogLevel.Debug, "A monitoring record was not sent to {Host}: {Why}. The call is not affected.")]
    public static partial void RecordNotSent(ILogger logger, string host, string why);
}
