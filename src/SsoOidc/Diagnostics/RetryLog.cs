using Microsoft.Extensions.Logging;
using SsoOidc.Retries;

namespace SsoOidc.Diagnostics;

/// <summary>What the log says of a failed attempt, and of what follows it.</summary>
internal static class RetryLog
{
    /// <param name="logger">The log.</param>
    /// <param name="context">The call.</param>
    /// <param name="rules">The retry mode.</param>
    /// <param name="isRetryable">Whether another attempt may help.</param>
    /// <param name="delay">The wait before the next attempt; null where there is none.</param>
    public static void Write(ILogger logger, OperationContext context, RetryRules rules, bool isRetryable, TimeSpan? delay)
    {
        string operation = context.Operation.Name;
        if (logger.IsEnabled(LogLevel.Debug))
        {
            CallEvents.AttemptFailed(
                logger, context.Attempts, operation, context.Error!.Code, context.HttpResponse?.StatusCode ?? 0, context.HttpResponse?.RequestId);
        }

        if ((context.RetryReasons & RetryReasons.ClockSkew) != 0 && context.Config.CorrectClockSkew && rules is StandardRules)
        {
            var uri = context.HttpRequest.Uri!;
            CallEvents.ClockSkewCorrected(logger, Math.Round(rules.Skew.Correction(uri).TotalSeconds), uri.Host);
        }

        if (delay is { } wait)
        {
            CallEvents.WillRetry(logger, operation, wait.TotalSeconds, context.Attempts + 1, context.RetryReasons);
        }
        else if (isRetryable && logger.IsEnabled(LogLevel.Warning))
        {
            string why = context.Attempts > rules.MaxRetries ? "no more attempts are allowed" : "the retry quota is used up";
            CallEvents.GaveUp(logger, operation, context.Attempts, why, context.Error!.Code);
        }
    }
}
