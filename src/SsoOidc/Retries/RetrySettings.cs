namespace SsoOidc.Retries;

/// <summary>The options that the retry modes work by, and what comes from outside.</summary>
internal sealed record RetrySettings
{
    public required RetryMode Mode { get; init; }

    public required int Limit { get; init; }

    public required TimeSpan BaseDelay { get; init; }

    public required TimeSpan MaxDelay { get; init; }

    public required RetryJitter Jitter { get; init; }

    public required Func<TimeSpan, TimeSpan>? OwnJitter { get; init; }

    public required Func<FailedAttempt, TimeSpan>? Backoff { get; init; }

    public required Func<FailedAttempt, RetryDecision>? Decide { get; init; }

    public required int MaxAttempts { get; init; }

    public required bool CorrectClockSkew { get; init; }

    public required bool AdaptiveWaitToFill { get; init; }

    public required TimeSpan ReadTimeout { get; init; }

    public required TimeProvider Time { get; init; }

    public required Random Random { get; init; }
}
