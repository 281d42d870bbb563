using System.Collections.Frozen;

namespace SsoOidc.Retries;

/// <summary>Sorts service errors by code and status, as the reference client does.</summary>
internal static class ErrorClassifier
{
    private static readonly FrozenSet<string> Throttling = FrozenSet.ToFrozenSet(
        [
            "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled", "RequestThrottledException",
            "ProvisionedThroughputExceededException", "TransactionInProgressException", "RequestLimitExceeded",
            "BandwidthLimitExceeded", "LimitExceededException", "TooManyRequestsException", "PriorRequestNotComplete", "SlowDown",
            "EC2ThrottledException",
        ],
        StringComparer.Ordinal);

    private static readonly FrozenSet<string> Networking = FrozenSet.ToFrozenSet(
        ["RequestTimeout", "InternalError", "RequestTimeoutException", "IDPCommunicationError"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Checksum = FrozenSet.ToFrozenSet(["CRC32CheckFailed", "BadDigest"], StringComparer.Ordinal);

    /// <summary>The service asks to send less. SlowDownException of the device flow is not this: it asks the poller to wait.</summary>
    public static bool IsThrottling(string code, int status) =>
        status == 429 || Throttling.Contains(code) || code.Contains("throttl", StringComparison.OrdinalIgnoreCase);

    /// <summary>The same request may well succeed a moment later.</summary>
    public static bool IsTransient(string code, int status) => IsServer(status) || IsNetworking(code) || Checksum.Contains(code);

    public static bool IsServer(int status) => status is >= 500 and <= 599;

    public static bool IsNetworking(string code) => Networking.Contains(code);

    public static bool IsChecksum(string code) => Checksum.Contains(code);
}
