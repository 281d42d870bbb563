using System.Text;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Protocol;

public sealed class SuccessReaderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("[1,{\"accessToken\":\"x\"}]")]
    [InlineData(" {} ")]
    [InlineData("""{"accessToken":null,"expiresIn":null}""")]
    [InlineData("""{"access_token":"x","AccessToken":"x","ACCESSTOKEN":"x"}""")]
    public async Task Nothing_said_is_a_response_without_members(string body)
    {
        var response = await ReadAsync(body);
        Assert.Equal(new CreateTokenResponse(), response);
        Assert.True(response.IsSuccessful);
    }

    [Theory]
    [InlineData("""{"expiresIn":1,"accessToken":"a","expiresIn":2,"accessToken":"b"}""", "b", 2)]
    [InlineData("""{"accessToken":"a","accessToken":null}""", null, null)]
    [InlineData("""/* c */ { /* c */ "accessToken": /* c */ "a" // c""" + "\n} /* c */", "a", null)]
    [InlineData("""{"accessToken":"https://a/*b","expiresIn":1,"other":[1,/* ] */2],"accessToken":"c"}// end""", "c", 1)]
    [InlineData("""{"other":{"accessToken":"x","deep":[[{}]]},"accessToken":"a"}""", "a", null)]
    [InlineData("""{"accessToken":"\u00e9\ud83d\ude00\n\/","expiresIn":36e2}""", "é😀\n/", 3600)]
    [InlineData("""{"expiresIn":3600.0,"error":"invalid_grant"}""", null, 3600)]
    public async Task Members_are_read_as_they_stand(string body, string? token, int? expiresIn)
    {
        var response = await ReadAsync(body);
        Assert.Equal((token, expiresIn), (response.AccessToken, response.ExpiresIn));
    }

    [Theory]
    [InlineData("""{"accessToken":5}""", "accessToken", "a string")]
    [InlineData("""{"accessToken":{"a":"secret"}}""", "accessToken", "a string")]
    [InlineData("""{"accessToken":true}""", "accessToken", "a string")]
    [InlineData("""{"expiresIn":"3600"}""", "expiresIn", "a whole number of 32 bits")]
    [InlineData("""{"expiresIn":5.5}""", "expiresIn", "a whole number of 32 bits")]
    [InlineData("""{"expiresIn":2147483648}""", "expiresIn", "a whole number of 32 bits")]
    [InlineData("""{"expiresIn":-2147483649}""", "expiresIn", "a whole number of 32 bits")]
    [InlineData("""{"expiresIn":[]}""", "expiresIn", "a whole number of 32 bits")]
    public async Task A_value_of_the_wrong_type_names_its_member_and_not_its_value(string body, string member, string expected)
    {
        var error = await RefusedAsync(body);
        Assert.Equal(member, error.Member);
        Assert.Equal($"The answer of CreateToken (HTTP 200) cannot be read: member '{member}' is not {expected}.", error.Message);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("   ")]
    [InlineData("\"text\"")]
    [InlineData("5")]
    [InlineData("true")]
    [InlineData("<html><body>secret</body></html>")]
    [InlineData("""{"accessToken":"secret""")]
    [InlineData("""{"accessToken":"secret"} {}""")]
    [InlineData("""{"accessToken":"secret"}x""")]
    [InlineData("""{"accessToken":"secret",}""")]
    [InlineData("{'accessToken':'secret'}")]
    [InlineData("""{"expiresIn":NaN}""")]
    [InlineData("""{"expiresIn":Infinity}""")]
    [InlineData("\ufeff{}")]
    [InlineData("{\"accessToken\":\"a\nb\"}")]
    [InlineData("""{"accessToken":"\ud800"}""")]
    [InlineData("""{"accessToken":"secret" /* secret */,}""")]
    [InlineData("""{"accessToken":"https://secret"}x""")]
    [InlineData("""{"accessToken":"secret"} /* open""")]
    [InlineData("""{"accessToken":"\ude00\ud83d"}""")]
    [InlineData("""{"accessToken":"\x"}""")]
    public async Task What_is_no_json_object_is_told_by_its_length(string body)
    {
        var error = await RefusedAsync(body);
        Assert.Null(error.Member);
        Assert.Equal($"The answer of CreateToken (HTTP 200) is not readable JSON ({Encoding.UTF8.GetByteCount(body)} bytes).", error.Message);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0xff })]
    [InlineData(new byte[] { 0xc0, 0xaf })]
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 })]
    public async Task Invalid_utf8_is_not_repaired(byte[] bytes)
    {
        byte[] body = [.. """{"accessToken":"a"""u8, .. bytes, .. "\"}"u8];
        using var client = Clients.Create(new CapturingHandler((_, _) => Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(body) })));
        await Assert.ThrowsAsync<ResponseParseException>(() => client.CreateTokenAsync(Calls.CreateToken));
    }

    [Fact]
    public async Task Depth_is_limited_to_a_hundred()
    {
        static string Nested(int depth) => $$"""{"other":{{new string('[', depth - 1)}}{{new string(']', depth - 1)}}}""";
        Assert.True((await ReadAsync(Nested(100))).IsSuccessful);
        await RefusedAsync(Nested(101));
    }

    [Fact]
    public async Task A_mebibyte_is_read_and_not_a_byte_more()
    {
        string body = """{"accessToken":"a"}""".PadRight(1024 * 1024);
        Assert.Equal("a", (await ReadAsync(body)).AccessToken);
        var error = await RefusedAsync(body + " ");
        Assert.Contains("is longer than 1048576 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreadable_answer_stands_in_the_response_where_errors_are_not_raised()
    {
        using var client = Clients.Create(
            new CapturingHandler(201, "<html>", ("x-amzn-requestid", "id-1")), options => options.RaiseResponseErrors = false);
        var response = await client.CreateTokenAsync(Calls.CreateToken);
        Assert.False(response.IsSuccessful);
        var error = Assert.IsType<ResponseParseException>(response.Error);
        Assert.Equal((201, "id-1", 1), ((int)error.StatusCode, error.RequestId, error.Attempts));
        Assert.False(error.IsRetryable);
        Assert.Equal("ResponseParseException", error.Code);
    }

    [Theory]
    [InlineData("""{"scope":["a",null,"b"]}""", "a,,b")]
    [InlineData("""{"scope":[]}""", "")]
    public async Task A_list_keeps_its_nulls(string body, string expected)
    {
        using var client = Clients.Create(new CapturingHandler(200, body));
        Assert.Equal(expected, string.Join(',', (await client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam)).Scope!));
    }

    [Theory]
    [InlineData("""{"scope":"a"}""", "scope")]
    [InlineData("""{"scope":{}}""", "scope")]
    [InlineData("""{"scope":["a",5]}""", "scope")]
    [InlineData("""{"awsAdditionalDetails":"a"}""", "awsAdditionalDetails")]
    [InlineData("""{"awsAdditionalDetails":{"identityContext":5}}""", "identityContext")]
    public async Task A_list_or_structure_of_the_wrong_type_names_its_member(string body, string member)
    {
        using var client = Clients.Create(new CapturingHandler(200, body));
        var error = await Assert.ThrowsAsync<ResponseParseException>(() => client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam));
        Assert.Equal(member, error.Member);
    }

    [Fact]
    public async Task Sixty_four_bits_are_kept_exactly()
    {
        using var client = Clients.Create(new CapturingHandler(200, """{"clientIdIssuedAt":9223372036854775807,"clientSecretExpiresAt":9007199254740993.0}"""));
        var response = await client.RegisterClientAsync(Calls.RegisterClient);
        Assert.Equal((9223372036854775807, 9007199254740993), (response.ClientIdIssuedAt, response.ClientSecretExpiresAt));
    }

    private static async Task<CreateTokenResponse> ReadAsync(string body)
    {
        using var client = Clients.Create(new CapturingHandler(200, body));
        return await client.CreateTokenAsync(Calls.CreateToken);
    }

    private static async Task<ResponseParseException> RefusedAsync(string body) =>
        await Assert.ThrowsAsync<ResponseParseException>(() => ReadAsync(body));
}
