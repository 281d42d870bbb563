namespace SsoOidc;

/// <summary>How often and how a failed call is tried again.</summary>
public sealed class RetryOptions
{
    /// <summary>
    /// Gets or sets the retry mode. Environment: <c>AWS_RETRY_MODE</c> (<c>legacy</c>, <c>standard</c>, <c>adaptive</c>).
    /// Default <see cref="RetryMode.Legacy"/>. Reference name <c>:retry_mode</c>.
    /// </summary>
    public RetryMode? Mode { get; set; }

    /// <summary>
    /// Gets or sets how many attempts a call may have, the first included; for the modes standard and adaptive. Environment:
    /// <c>AWS_MAX_ATTEMPTS</c>. Accepted: 1 and more. Default 3. Reference name <c>:max_attempts</c>.
    /// </summary>
    public int? MaxAttempts { get; set; }

    internal RetryOptions Copy() => (RetryOptions)MemberwiseClone();
}

/// <summary>The retry modes of the AWS SDKs.</summary>
public enum RetryMode
{
    /// <summary>A fixed number of retries with exponential backoff.</summary>
    Legacy,

    /// <summary>A limit of attempts, and a quota that all calls of a client share.</summary>
    Standard,

    /// <summary>As standard, and a client-side rate limiter that follows the service's throttling.</summary>
    Adaptive,
}
