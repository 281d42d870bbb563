namespace SsoOidc.Retries;

/// <summary>Sorts service errors by code and status, as the reference client does.</summary>
internal static class ErrorClassifier
{
    private static readonly Dictionary<string, RetryReasons> ByCode = CreateTable();

    /// <summary>
    /// Returns every class that code and status belong to. Whether expired credentials can be refreshed and whether the clocks
    /// really differ is for the caller to find out.
    /// </summary>
    public static RetryReasons Classify(string code, int status)
    {
        var reasons = OfStatus(status) | ByCode.GetValueOrDefault(code);

        // SlowDownException of the device flow is not throttling: it asks the poller to wait.
        if (code.Contains("throttl", StringComparison.OrdinalIgnoreCase))
        {
            reasons |= RetryReasons.Throttling;
        }

        if (code.Contains("expired", StringComparison.OrdinalIgnoreCase))
        {
            reasons |= RetryReasons.ExpiredCredentials;
        }

        return reasons;
    }

    /// <summary>Whether the code is one of those that are sorted by name.</summary>
    public static bool IsKnown(string code) => ByCode.ContainsKey(code);

    /// <summary>Returns what the status alone says.</summary>
    public static RetryReasons OfStatus(int status) => status switch
    {
        >= 500 and <= 599 => RetryReasons.Server,
        429 => RetryReasons.Throttling,
        _ => RetryReasons.None,
    };

    private static Dictionary<string, RetryReasons> CreateTable()
    {
        var table = new Dictionary<string, RetryReasons>(StringComparer.Ordinal);
        Add(
            RetryReasons.Throttling,
            "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled", "RequestThrottledException",
            "ProvisionedThroughputExceededException", "TransactionInProgressException", "RequestLimitExceeded",
            "BandwidthLimitExceeded", "LimitExceededException", "TooManyRequestsException", "PriorRequestNotComplete", "SlowDown",
            "EC2ThrottledException");
        Add(RetryReasons.Networking, "RequestTimeout", "InternalError", "RequestTimeoutException", "IDPCommunicationError");
        Add(RetryReasons.Checksum, "CRC32CheckFailed", "BadDigest");
        Add(
            RetryReasons.ExpiredCredentials,
            "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId", "AuthFailure", "InvalidIdentityToken",
            "ExpiredToken", "ExpiredTokenException");
        Add(
            RetryReasons.ClockSkew,
            "RequestTimeTooSkewed", "RequestExpired", "InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure",
            "RequestInTheFuture");
        return table;

        void Add(RetryReasons reason, params ReadOnlySpan<string> codes)
        {
            foreach (string code in codes)
            {
                table[code] = table.GetValueOrDefault(code) | reason;
            }
        }
    }
}
