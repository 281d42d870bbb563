using System.Net;
using Amazon.Runtime;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Protocol;

public sealed class ErrorReaderTests
{
    private const string Header = "x-amzn-ErrorType";

    [Theory]
    [InlineData("""{"__type":"InvalidGrantException","code":"SlowDownException","error":"access_denied"}""", "ExpiredTokenException", "InvalidGrantException")]
    [InlineData("""{"code":"SlowDownException","error":"access_denied"}""", "ExpiredTokenException", "SlowDownException")]
    [InlineData("""{"error":"access_denied"}""", "ExpiredTokenException", "ExpiredTokenException")]
    [InlineData("""{"error":"access_denied"}""", null, "AccessDeniedException")]
    [InlineData("""{"error":"unheard_of"}""", null, "BadRequest")]
    [InlineData("""{"__type":"","code":5,"error":"access_denied"}""", null, "AccessDeniedException")]
    [InlineData("""{"__type":"###","code":"SlowDownException"}""", null, "SlowDownException")]
    [InlineData("""/* c */{"error":"access_denied"/* c */}// c""", null, "AccessDeniedException")]
    [InlineData("""{"error":"access_denied"/* open}""", null, "BadRequest")]
    [InlineData("{}", null, "BadRequest")]
    [InlineData("", "InvalidGrantException", "InvalidGrantException")]
    [InlineData("<html>", "InvalidGrantException", "InvalidGrantException")]
    [InlineData("[]", null, "BadRequest")]
    [InlineData("null", null, "BadRequest")]
    public async Task The_code_comes_from_the_first_place_that_has_one(string body, string? header, string expected) =>
        Assert.Equal(expected, (await FailAsync(400, body, header)).Code);

    [Theory]
    [InlineData("com.amazonaws.sso#InvalidGrantException", "InvalidGrantException")]
    [InlineData("InvalidGrantException:", "InvalidGrantException")]
    [InlineData("Invalid:GrantException", "InvalidGrantException")]
    [InlineData("InvalidGrantException:http://internal.amazon.com/coral/", "InvalidGrantException")]
    [InlineData("invalidGrantException", "InvalidGrantException")]
    [InlineData("weird code!! here", "Weirdcodehere")]
    [InlineData("123abc", "Error123abc")]
    [InlineData("http://foo/bar", "Error")]
    [InlineData("lowerCase", "LowerCase")]
    [InlineData("Evil\r\nCode", "EvilCode")]
    public async Task A_code_in_the_body_is_cleaned(string code, string expected) =>
        Assert.Equal(expected, (await FailAsync(400, $$"""{"code":{{System.Text.Json.JsonSerializer.Serialize(code)}}}""", null)).Code);

    [Theory]
    [InlineData("InvalidGrantException:http://internal.amazon.com/coral/#x", "InvalidGrantException")]
    [InlineData("ns#InvalidGrantException:anything", "InvalidGrantException")]
    public async Task A_code_in_the_header_ends_at_its_colon(string header, string expected)
    {
        var error = await FailAsync(400, """{"error":"e","error_description":"d"}""", header);
        Assert.Equal((expected, "e", "d"), (error.Code, error.Error, error.ErrorDescription));
        Assert.IsType<InvalidGrantException>(error);
    }

    [Theory]
    [InlineData(302, "MovedTemporarily")]
    [InlineData(304, "NotModified")]
    [InlineData(400, "BadRequest")]
    [InlineData(401, "Http401Error")]
    [InlineData(403, "Forbidden")]
    [InlineData(404, "NotFound")]
    [InlineData(412, "PreconditionFailed")]
    [InlineData(413, "RequestEntityTooLarge")]
    [InlineData(429, "Http429Error")]
    [InlineData(500, "Http500Error")]
    [InlineData(599, "Http599Error")]
    [InlineData(600, "Http600Error")]
    [InlineData(999, "Http999Error")]
    public async Task Without_a_code_the_status_gives_one(int status, string expected)
    {
        var error = await FailAsync(status, string.Empty, null);
        Assert.Equal((expected, expected, status), (error.Code, error.Message, (int)error.StatusCode));
        Assert.IsType<SsoOidcServiceException>(error);
    }

    [Theory]
    [InlineData("""{"message":"m","Message":"M","error_description":"d","error":"e"}""", "m")]
    [InlineData("""{"message":"","Message":"M","error_description":"d"}""", "M")]
    [InlineData("""{"message":5,"error_description":"d","error":"e"}""", "d")]
    [InlineData("""{"message":{"a":1},"error":"e"}""", "e")]
    [InlineData("""{"__type":"X"}""", "X")]
    [InlineData("""{"message":"a\r\n\u001bb"}""", @"a\u000d\u000a\u001bb")]
    public async Task The_message_is_the_first_text_that_says_something(string body, string expected) =>
        Assert.Equal(expected, (await FailAsync(400, body, null)).Message);

    [Fact]
    public async Task A_long_message_is_cut_and_413_keeps_its_own()
    {
        Assert.Equal(1024, (await FailAsync(400, $$"""{"message":"{{new string('x', 5000)}}"}""", null)).Message.Length);
        Assert.Equal("Request body must be less than 1 MB", (await FailAsync(413, """{"message":"other"}""", null)).Message);
    }

    [Theory]
    [InlineData("<html>secret</html>", 19)]
    [InlineData("""{"error_description":"secret""", 28)]
    [InlineData("""["secret"]""", 10)]
    public async Task An_unreadable_body_is_told_by_its_length_and_never_shown(string body, int length)
    {
        var error = await FailAsync(503, body, null);
        Assert.Equal($"Http503Error (the body of the answer, {length} bytes, is not a readable JSON object)", error.Message);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_body_over_a_mebibyte_is_not_read()
    {
        var error = await FailAsync(500, """{"error":"invalid_grant"}""".PadRight(1024 * 1024 + 1), "InvalidGrantException");
        Assert.StartsWith("InvalidGrantException (the body of the answer, more than 10485", error.Message, StringComparison.Ordinal);
        Assert.Null(error.Error);
    }

    [Theory]
    [MemberData(nameof(Calls.Names), MemberType = typeof(Calls))]
    public async Task Every_modelled_error_is_typed_whatever_the_operation(string operation)
    {
        foreach (var shape in SsoOidc.Model.ErrorTable.All)
        {
            string body = """{"error":"e","error_description":"d","reason":"r","endpoint":"p","region":"g"}""";
            using var client = Clients.Create(new CapturingHandler(shape.StatusCode, body, (Header, shape.Code)));
            var error = await Assert.ThrowsAnyAsync<SsoOidcServiceException>(() => client.SendAsync(operation));
            Assert.Equal(shape.Code, error.GetType().Name);
            Assert.Equal(("e", "d", "d"), (error.Error, error.ErrorDescription, error.Message));
            Assert.Equal(error is InvalidRequestException or AccessDeniedException ? "r" : null, error.GetType().GetProperty("Reason")?.GetValue(error));
            Assert.Equal(error is InvalidRequestRegionException ? "g" : null, (error as InvalidRequestRegionException)?.Region);
        }
    }

    [Fact]
    public async Task An_error_tells_how_the_call_went()
    {
        using var client = Clients.Create(new CapturingHandler(
            400, """{"error":"slow_down"}""", ("x-amzn-RequestId", "id-1"), ("x-extra", "1"), ("x-extra", "2")));
        var error = await Assert.ThrowsAsync<SlowDownException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.Equal((400, "id-1", 1), ((int)error.StatusCode, error.RequestId, error.Attempts));
        Assert.Equal(("id-1", 400, 1, "1"), (error.Metadata.RequestId, error.Metadata.StatusCode, error.Metadata.Attempts, error.Metadata.Headers["X-Extra"]));
        Assert.Equal("HTTP 400, request id-1, attempts 1", error.Metadata.ToString());
    }

    [Fact]
    public async Task The_request_id_comes_from_the_first_header_that_has_one()
    {
        using var client = Clients.Create(new CapturingHandler(400, "{}", ("x-amzn-requestid", "second"), ("x-amz-request-id", "first")));
        Assert.Equal("first", (await Assert.ThrowsAsync<SsoOidcServiceException>(() => client.CreateTokenAsync(Calls.CreateToken))).RequestId);
    }

    [Fact]
    public async Task It_is_caught_as_the_aws_sdks_own_exception()
    {
        using var client = Clients.Create(new CapturingHandler(401, """{"error":"invalid_client"}"""));
        try
        {
            await client.CreateTokenAsync(Calls.CreateToken);
            Assert.Fail("no exception");
        }
        catch (AmazonServiceException e)
        {
            Assert.Equal(("InvalidClientException", HttpStatusCode.Unauthorized, ErrorType.Sender), (e.ErrorCode, e.StatusCode, e.ErrorType));
            Assert.Equal(e.ErrorCode, Assert.IsType<InvalidClientException>(e).Code);
            Assert.Null(e.Retryable);
        }
    }

    [Theory]
    [InlineData(400, "SlowDownException", false, false)]
    [InlineData(400, "AuthorizationPendingException", false, false)]
    [InlineData(400, "ThrottlingException", true, true)]
    [InlineData(400, "SomethingThrottledHere", true, true)]
    [InlineData(429, "Anything", true, true)]
    [InlineData(400, "RequestTimeout", true, false)]
    [InlineData(400, "BadDigest", true, false)]
    [InlineData(500, "InternalServerException", true, false)]
    [InlineData(503, "Anything", true, false)]
    [InlineData(600, "Anything", false, false)]
    [InlineData(404, "Anything", false, false)]
    public async Task Retryable_agrees_with_our_flags(int status, string code, bool retryable, bool throttling)
    {
        var error = await FailAsync(status, string.Empty, code);
        Assert.Equal((retryable, throttling), (error.IsRetryable, error.IsThrottling));
        Assert.Equal((retryable, throttling), (error.Retryable is not null, error.Retryable?.Throttling ?? false));
        Assert.Equal(status >= 500 ? ErrorType.Receiver : ErrorType.Sender, error.ErrorType);
    }

    private static async Task<SsoOidcServiceException> FailAsync(int status, string body, string? header)
    {
        using var client = Clients.Create(
            header is null ? new CapturingHandler(status, body) : new CapturingHandler(status, body, (Header, header)), options => options.RaiseResponseErrors = false);
        var response = await client.CreateTokenAsync(Calls.CreateToken);
        Assert.False(response.IsSuccessful);
        return Assert.IsType<SsoOidcServiceException>(response.Error, exactMatch: false);
    }
}
