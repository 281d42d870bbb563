using SsoOidc.ConformanceTests.Calls;
using SsoOidc.ConformanceTests.Deviations;
using SsoOidc.ConformanceTests.Expectations;

namespace SsoOidc.ConformanceTests.Tests;

public sealed class ExpectationTests
{
    [Theory]
    [InlineData("3600", 3600L)]
    [InlineData("3600.0", 3600L)]
    [InlineData("36e2", 3600L)]
    [InlineData("360000E-2", 3600L)]
    [InlineData("-0.0", 0L)]
    [InlineData("0e999999999999", 0L)]
    [InlineData("2147483647", 2147483647L)]
    [InlineData("2147483648", null)]
    [InlineData("3600.5", null)]
    [InlineData("1e400", null)]
    [InlineData("1e999999999999", null)]
    [InlineData("1e-400", null)]
    public void Whole_numbers_are_read_exactly(string number, long? expected) =>
        Assert.Equal(expected, WholeNumbers.Read(number, int.MinValue, int.MaxValue));

    // The vector of AWS's own documentation of Signature Version 4 (GET of IAM's ListUsers).
    [Fact]
    public void Hmac_signature_is_the_documented_one()
    {
        const string Canonical =
            "GET\n/\nAction=ListUsers&Version=2010-05-08\ncontent-type:application/x-www-form-urlencoded; charset=utf-8\nhost:iam.amazonaws.com\n"
            + "x-amz-date:20150830T123600Z\n\ncontent-type;host;x-amz-date\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        const string Scope = "20150830/us-east-1/iam/aws4_request";

        string toSign = HmacSignature.StringToSign("20150830T123600Z", Scope, Canonical);

        Assert.EndsWith("f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59", toSign);
        Assert.Equal("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7", HmacSignature.Sign(ClientSetup.SecretAccessKey, Scope, toSign));
    }

    [Theory]
    [InlineData("https://", true)]
    [InlineData("https:///x", true)]
    [InlineData("https:/x", true)]
    [InlineData("https://user@/x", true)]
    [InlineData("https://host:99999", true)]
    [InlineData("https://host:443/x", false)]
    [InlineData("HTTP://[::1]:80/", false)]
    [InlineData("https://user:secret@host", false)]
    [InlineData("ftp://", false)]
    [InlineData("host", false)]
    public void Endpoints_without_a_host_are_recognized(string endpoint, bool expected) => Assert.Equal(expected, UnusableEndpoint.Is(endpoint));

    [Fact]
    public void Invocation_ids_begin_with_the_recorded_one_and_count_up()
    {
        var ids = new PinnedInvocationIds();
        Assert.Equal("5d1f3a52-0a1b-4c3d-8e9f-001122334455", Next(ids));
        Assert.Equal("5d1f3a52-0a1b-4c3d-8e9f-001122334456", Next(ids));
    }

    private static string Next(PinnedInvocationIds ids)
    {
        byte[] bytes = new byte[16];
        ids.NextBytes(bytes);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
