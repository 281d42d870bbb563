using SsoOidc.Retries;

namespace SsoOidc.Tests.Retries;

public sealed class ErrorClassifierTests
{
    [Theory]
    [InlineData("Throttling")]
    [InlineData("ThrottlingException")]
    [InlineData("ThrottledException")]
    [InlineData("RequestThrottled")]
    [InlineData("RequestThrottledException")]
    [InlineData("ProvisionedThroughputExceededException")]
    [InlineData("TransactionInProgressException")]
    [InlineData("RequestLimitExceeded")]
    [InlineData("BandwidthLimitExceeded")]
    [InlineData("LimitExceededException")]
    [InlineData("TooManyRequestsException")]
    [InlineData("PriorRequestNotComplete")]
    [InlineData("SlowDown")]
    [InlineData("EC2ThrottledException")]
    [InlineData("AnyTHROTTLEDThing")]
    public void Codes_that_ask_for_less_are_throttling(string code) =>
        Assert.Equal(RetryReasons.Throttling, ErrorClassifier.Classify(code, 400));

    [Theory]
    [InlineData("RequestTimeout", RetryReasons.Networking)]
    [InlineData("InternalError", RetryReasons.Networking)]
    [InlineData("RequestTimeoutException", RetryReasons.Networking)]
    [InlineData("IDPCommunicationError", RetryReasons.Networking)]
    [InlineData("CRC32CheckFailed", RetryReasons.Checksum)]
    [InlineData("BadDigest", RetryReasons.Checksum)]
    [InlineData("InvalidClientTokenId", RetryReasons.ExpiredCredentials)]
    [InlineData("UnrecognizedClientException", RetryReasons.ExpiredCredentials)]
    [InlineData("InvalidAccessKeyId", RetryReasons.ExpiredCredentials)]
    [InlineData("InvalidIdentityToken", RetryReasons.ExpiredCredentials)]
    [InlineData("ExpiredToken", RetryReasons.ExpiredCredentials)]
    [InlineData("ExpiredTokenException", RetryReasons.ExpiredCredentials)]
    [InlineData("AnyEXPIREDThing", RetryReasons.ExpiredCredentials)]
    [InlineData("AuthFailure", RetryReasons.ExpiredCredentials | RetryReasons.ClockSkew)]
    [InlineData("RequestExpired", RetryReasons.ExpiredCredentials | RetryReasons.ClockSkew)]
    [InlineData("RequestTimeTooSkewed", RetryReasons.ClockSkew)]
    [InlineData("InvalidSignatureException", RetryReasons.ClockSkew)]
    [InlineData("SignatureDoesNotMatch", RetryReasons.ClockSkew)]
    [InlineData("RequestInTheFuture", RetryReasons.ClockSkew)]
    [InlineData("requesttimeout", RetryReasons.None)]
    [InlineData("InvalidGrantException", RetryReasons.None)]
    public void Codes_have_their_class(string code, RetryReasons expected) => Assert.Equal(expected, ErrorClassifier.Classify(code, 400));

    [Theory]
    [InlineData(408, RetryReasons.None)]
    [InlineData(429, RetryReasons.Throttling)]
    [InlineData(499, RetryReasons.None)]
    [InlineData(500, RetryReasons.Server)]
    [InlineData(599, RetryReasons.Server)]
    [InlineData(600, RetryReasons.None)]
    public void A_status_counts_too(int status, RetryReasons expected)
    {
        Assert.Equal(expected, ErrorClassifier.OfStatus(status));
        Assert.Equal(expected | RetryReasons.Throttling, ErrorClassifier.Classify("Throttling", status));
    }

    [Fact]
    public void The_device_flows_slow_down_is_for_the_poller() =>
        Assert.Equal(RetryReasons.None, ErrorClassifier.Classify("SlowDownException", 400));
}
