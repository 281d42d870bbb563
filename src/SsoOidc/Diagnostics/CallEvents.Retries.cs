using Microsoft.Extensions.Logging;
using SsoOidc.Retries;

namespace SsoOidc.Diagnostics;

/// <summary>What the log says of a failed attempt, and of what follows it.</summary>
internal sealed partial class CallEvents
{
    /// <param name="context">The call.</param>
    /// <param name="rules">The retry mode.</param>
    /// <param name="isRetryable">Whether another attempt may help.</param>
    /// <param name="delay">The wait before the next attempt; null where there is none.</param>
    public void Failed(OperationContext context, RetryRules rules, bool isRetryable, TimeSpan? delay)
    {
        string operation = context.Operation.Name;
        if (logger.IsEnabled(LogLevel.Debug))
        {
            AttemptFailed(
                context.Attempts, operation, context.Error!.Code, context.HttpResponse?.StatusCode ?? 0, context.HttpResponse?.RequestId);
        }

        if ((context.RetryReasons & RetryReasons.ClockSkew) != 0 && context.Config.CorrectClockSkew && rules is StandardRules)
        {
            var uri = context.HttpRequest.Uri!;
            ClockSkewCorrected(Math.Round(rules.Skew.Correction(uri).TotalSeconds), uri.Host);
        }

        if (delay is { } wait)
        {
            WillRetry(operation, wait.TotalSeconds, context.Attempts + 1, context.RetryReasons);
        }
        else if (isRetryable && logger.IsEnabled(LogLevel.Warning))
        {
            string why = context.Attempts > rules.MaxRetries ? "no more attempts are allowed" : "the retry quota is used up";
            GaveUp(operation, context.Attempts, why, context.Error!.Code);
        }
    }
}
