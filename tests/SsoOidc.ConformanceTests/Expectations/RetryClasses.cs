namespace SsoOidc.ConformanceTests.Expectations;

/// <summary>How the reference's retry logic classes an error by code and status, written down once more.</summary>
internal static class RetryClasses
{
    private static readonly string[] Throttling =
    [
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled", "RequestThrottledException",
        "ProvisionedThroughputExceededException", "TransactionInProgressException", "RequestLimitExceeded", "BandwidthLimitExceeded",
        "LimitExceededException", "TooManyRequestsException", "PriorRequestNotComplete", "SlowDown", "EC2ThrottledException",
    ];

    private static readonly string[] Networking = ["RequestTimeout", "InternalError", "RequestTimeoutException", "IDPCommunicationError"];

    private static readonly string[] Checksum = ["CRC32CheckFailed", "BadDigest"];

    private static readonly string[] Expired =
    [
        "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId", "AuthFailure", "InvalidIdentityToken", "ExpiredToken",
        "ExpiredTokenException",
    ];

    private static readonly string[] Time =
    [
        "RequestTimeTooSkewed", "RequestExpired", "InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure", "RequestInTheFuture",
    ];

    /// <summary>Whether the reference takes the code for one about expired credentials.</summary>
    public static bool IsExpired(string code) => Expired.Contains(code) || code.Contains("expired", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the code may be about the clock.</summary>
    public static bool IsAboutTime(string code) => Time.Contains(code);

    public static JsonObject Of(string code, int status) => new()
    {
        ["throttling_error"] = Throttling.Contains(code) || code.Contains("throttl", StringComparison.OrdinalIgnoreCase) || status == 429,
        ["server"] = status is >= 500 and <= 599,
        ["networking"] = Networking.Contains(code),
        ["checksum"] = Checksum.Contains(code),
    };
}
