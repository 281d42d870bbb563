namespace SsoOidc.Retries;

/// <summary>The options that the retry modes work by, and what comes from outside. The client's config is that; nothing is copied.</summary>
internal interface IRetrySettings
{
    RetryMode RetryMode { get; }

    int RetryLimit { get; }

    TimeSpan RetryBaseDelay { get; }

    TimeSpan RetryMaxDelay { get; }

    RetryJitter RetryJitter { get; }

    Func<TimeSpan, TimeSpan>? OwnJitter { get; }

    Func<FailedAttempt, TimeSpan>? Backoff { get; }

    Func<FailedAttempt, RetryDecision>? Decide { get; }

    int MaxAttempts { get; }

    bool CorrectClockSkew { get; }

    bool AdaptiveWaitToFill { get; }

    TimeSpan ReadTimeout { get; }

    TimeProvider TimeProvider { get; }

    Random Random { get; }
}
