namespace SsoOidc;

/// <summary>Why a failed attempt may be tried again; several can hold at once.</summary>
[Flags]
public enum RetryReasons
{
    /// <summary>There is none: the same request would fail again.</summary>
    None = 0,

    /// <summary>The service failed: HTTP 500 to 599.</summary>
    Server = 1,

    /// <summary>The service asked to send less: HTTP 429, or a code that says so.</summary>
    Throttling = 2,

    /// <summary>The request or its answer was lost on the way, or the service ran into a timeout of its own.</summary>
    Networking = 4,

    /// <summary>A checksum did not match.</summary>
    Checksum = 8,

    /// <summary>The credentials of a signed attempt have expired, and they can be refreshed.</summary>
    ExpiredCredentials = 16,

    /// <summary>The signature's time was refused, and the answer shows that the clocks differ by more than five minutes.</summary>
    ClockSkew = 32,
}
