namespace SsoOidc;

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
