using SsoOidc.Options;

namespace SsoOidc;

/// <summary>How often and how a failed call is tried again. Durations are seconds in configuration text.</summary>
public sealed class RetryOptions
{
    /// <summary>
    /// Gets or sets the retry mode. Environment: <c>AWS_RETRY_MODE</c>; file key <c>retry_mode</c> (both <c>legacy</c>,
    /// <c>standard</c> or <c>adaptive</c>). Default <see cref="RetryMode.Legacy"/>, or what
    /// <see cref="SsoOidcClientOptions.DefaultsMode"/> says. Reference name <c>:retry_mode</c>.
    /// </summary>
    public RetryMode? Mode { get => (RetryMode?)Given[RetryRows.RetryMode]; set => Given[RetryRows.RetryMode] = value; }

    /// <summary>
    /// Gets or sets how many attempts a call may have, the first included; for the modes standard and adaptive. Environment:
    /// <c>AWS_MAX_ATTEMPTS</c>; file key <c>max_attempts</c>. Accepted: 1 and more. Default 3. Reference name <c>:max_attempts</c>.
    /// </summary>
    public int? MaxAttempts { get => (int?)Given[RetryRows.MaxAttempts]; set => Given[RetryRows.MaxAttempts] = value; }

    /// <summary>
    /// Gets or sets how often a failed call is retried, the first attempt not counted; for the mode legacy. Accepted: 0 and more.
    /// Default 3. Reference name <c>:retry_limit</c>.
    /// </summary>
    public int? Limit { get => (int?)Given[RetryRows.RetryLimit]; set => Given[RetryRows.RetryLimit] = value; }

    /// <summary>
    /// Gets or sets the wait before the first retry; it doubles with every further one. For the mode legacy. Accepted: zero and
    /// more. Default 0.3 seconds. Reference name <c>:retry_base_delay</c>.
    /// </summary>
    public TimeSpan? BaseDelay { get => (TimeSpan?)Given[RetryRows.RetryBaseDelay]; set => Given[RetryRows.RetryBaseDelay] = value; }

    /// <summary>
    /// Gets or sets the longest wait before jitter; zero for no cap. For the mode legacy. Accepted: zero and more. Default zero.
    /// Reference name <c>:retry_max_delay</c>.
    /// </summary>
    public TimeSpan? MaxDelay { get => (TimeSpan?)Given[RetryRows.RetryMaxDelay]; set => Given[RetryRows.RetryMaxDelay] = value; }

    /// <summary>
    /// Gets or sets how waits are spread, so that many clients do not come back at the same moment. For the mode legacy. Default
    /// <see cref="RetryJitter.None"/>. Reference name <c>:retry_jitter</c>.
    /// </summary>
    public RetryJitter? Jitter { get => (RetryJitter?)Given[RetryRows.RetryJitter]; set => Given[RetryRows.RetryJitter] = value; }

    /// <summary>
    /// Gets or sets a function that turns a wait into the one to use, in place of <see cref="Jitter"/>. For the mode legacy.
    /// Default: none. Reference name <c>:retry_jitter</c>.
    /// </summary>
    public Func<TimeSpan, TimeSpan>? OwnJitter
    {
        get => (Func<TimeSpan, TimeSpan>?)Given[RetryRows.RetryOwnJitter];
        set => Given[RetryRows.RetryOwnJitter] = value;
    }

    /// <summary>
    /// Gets or sets a function that says how long to wait before the next attempt, in place of the base delay, its doubling, its
    /// cap and its jitter; the client does the waiting. <see cref="FailedAttempt.Attempts"/> tells how many attempts were
    /// made. For the mode legacy. Default: none. Reference name <c>:retry_backoff</c>.
    /// </summary>
    public Func<FailedAttempt, TimeSpan>? Backoff
    {
        get => (Func<FailedAttempt, TimeSpan>?)Given[RetryRows.RetryBackoff];
        set => Given[RetryRows.RetryBackoff] = value;
    }

    /// <summary>
    /// Gets or sets a function that is asked after each failed attempt, in every mode, whether to try again and how long to wait
    /// before. <see cref="FailedAttempt.Reasons"/> tells what the client would decide by. The limit of attempts and the
    /// quota hold all the same. Default: none. The reference has no such option.
    /// </summary>
    public Func<FailedAttempt, RetryDecision>? Decide
    {
        get => (Func<FailedAttempt, RetryDecision>?)Given[RetryRows.RetryDecide];
        set => Given[RetryRows.RetryDecide] = value;
    }

    /// <summary>
    /// Gets or sets a value indicating whether requests are signed with the service's time once it is known that this
    /// machine's clock is wrong; for the modes standard and adaptive. Environment: <c>AWS_CORRECT_CLOCK_SKEW</c>; file key
    /// <c>correct_clock_skew</c> (exactly <c>true</c> or <c>false</c>). Default true. Reference name <c>:correct_clock_skew</c>.
    /// </summary>
    public bool? CorrectClockSkew { get => (bool?)Given[RetryRows.CorrectClockSkew]; set => Given[RetryRows.CorrectClockSkew] = value; }

    /// <summary>
    /// Gets or sets a value indicating whether a call waits when the client sends too fast; when false it fails with a
    /// <see cref="RetryCapacityNotAvailableException"/>. For the mode adaptive. Environment:
    /// <c>AWS_ADAPTIVE_RETRY_WAIT_TO_FILL</c>; file key <c>adaptive_retry_wait_to_fill</c> (exactly <c>true</c> or
    /// <c>false</c>). Default true. Reference name <c>:adaptive_retry_wait_to_fill</c>.
    /// </summary>
    public bool? AdaptiveWaitToFill
    {
        get => (bool?)Given[RetryRows.AdaptiveWaitToFill];
        set => Given[RetryRows.AdaptiveWaitToFill] = value;
    }

    internal GivenOptions Given { get => field ??= new(); init; }
}
