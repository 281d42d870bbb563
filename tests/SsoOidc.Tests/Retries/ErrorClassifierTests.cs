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
    public void Codes_that_ask_for_less_are_throttling(string code)
    {
        Assert.True(IsThrottling(code, 400));
        Assert.False(IsTransient(code, 400));
    }

    [Theory]
    [InlineData("RequestTimeout")]
    [InlineData("InternalError")]
    [InlineData("RequestTimeoutException")]
    [InlineData("IDPCommunicationError")]
    [InlineData("CRC32CheckFailed")]
    [InlineData("BadDigest")]
    public void Codes_that_pass_by_themselves_are_transient(string code) => Assert.True(IsTransient(code, 400));

    [Theory]
    [InlineData(429, true, false)]
    [InlineData(499, false, false)]
    [InlineData(500, false, true)]
    [InlineData(599, false, true)]
    [InlineData(600, false, false)]
    public void A_status_counts_too(int status, bool throttling, bool transient)
    {
        Assert.Equal(throttling, IsThrottling("X", status));
        Assert.Equal(transient, IsTransient("X", status));
    }

    [Fact]
    public void The_device_flows_slow_down_is_for_the_poller() => Assert.False(IsThrottling("SlowDownException", 400));

    private static bool IsThrottling(string code, int status) => (ErrorClassifier.Classify(code, status) & RetryReasons.Throttling) != 0;

    private static bool IsTransient(string code, int status) =>
        (ErrorClassifier.Classify(code, status) & (RetryReasons.Server | RetryReasons.Networking | RetryReasons.Checksum)) != 0;
}
