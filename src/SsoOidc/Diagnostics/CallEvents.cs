using Microsoft.Extensions.Logging;

namespace SsoOidc.Diagnostics;

/// <summary>What is worth a line of log while a call runs. None of them ever has a secret in it.</summary>
internal sealed partial class CallEvents(ILogger logger)
{
    public const string Category = "SsoOidc.Client";

    public bool IsEnabled(LogLevel level) => logger.IsEnabled(level);

    [LoggerMessage(300, LogLevel.Debug, "Attempt {Attempt} of {Operation} failed: {Code} (HTTP {Status}, request {RequestId}).")]
    public partial void AttemptFailed(int attempt, string operation, string code, int status, string? requestId);

    [LoggerMessage(301, LogLevel.Information, "{Operation} will be retried in {Seconds} s, attempt {Attempt} because of {Reasons}.")]
    public partial void WillRetry(string operation, double seconds, int attempt, RetryReasons reasons);

    [LoggerMessage(302, LogLevel.Warning, "{Operation} gave up after {Attempts} attempts: {Why}. The last failure is {Code}.")]
    public partial void GaveUp(string operation, int attempts, string why, string code);

    [LoggerMessage(303, LogLevel.Information, "Credentials are refreshed, because {Operation} was refused with them.")]
    public partial void CredentialsRefused(string operation);

    [LoggerMessage(304, LogLevel.Warning, "Clock skew corrected: this machine's clock differs by {Seconds} s from that of {Host}; signatures use the service's time.")]
    public partial void ClockSkewCorrected(double seconds, string host);

    [LoggerMessage(305, LogLevel.Debug, "An attempt of {Operation} waits for capacity, because the service has throttled.")]
    public partial void HeldBack(string operation);

    [LoggerMessage(EventId = 306, Message = "{Line}")]
    public partial void CallFinished(LogLevel level, string line);

    // Of what a function of the caller's throws only the type is told: nobody knows what its text quotes.
    [LoggerMessage(307, LogLevel.Warning, "CallLog.Formatter threw {ExceptionType} on a call of {Operation}; the call has no line.")]
    public partial void FormatterFailed(string? exceptionType, string operation);

    [LoggerMessage(308, LogLevel.Warning, "Monitoring.Publisher threw {ExceptionType} on a call of {Operation}; the call is not affected.")]
    public partial void PublisherFailed(string? exceptionType, string operation);

    [LoggerMessage(309, LogLevel.Debug, "A monitoring record was not sent to {Host}: {Why}. The call is not affected.")]
    public partial void RecordNotSent(string host, string why);
}
