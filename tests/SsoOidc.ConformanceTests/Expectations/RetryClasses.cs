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

    public static JsonObject Of(string code, int status) => new()
    {
        ["throttling_error"] = Throttling.Contains(code) || code.Contains("throttl", StringComparison.OrdinalIgnoreCase) || status == 429,
        ["server"] = status is >= 500 and <= 599,
        ["networking"] = Networking.Contains(code),
        ["checksum"] = Checksum.Contains(code),
    };
}
