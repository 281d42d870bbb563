using SsoOidc.Endpoints;

namespace SsoOidc.Tests.Endpoints;

public sealed class EndpointHeadersTests
{
    [Fact]
    public void Items_are_joined_nulls_dropped_and_quotes_and_commas_quoted() => Assert.Equal(
        """a,"b,c","d\"e",f""", Apply("X-Mine", "a", null, "b,c", "d\"e", "f")["x-mine"]);

    [Theory]
    [InlineData("x-mine", "a\r\nx-evil: 1")]
    [InlineData("x-mine", "a\n")]
    [InlineData("x-mine", "a\0")]
    [InlineData("x-mine", "é")]
    [InlineData("x-mine\r\nx-evil", "a")]
    [InlineData("x mine", "a")]
    public void What_cannot_stand_in_a_header_is_refused_with_a_typed_error(string name, string value)
    {
        var error = Assert.Throws<EndpointResolutionException>(() => Apply(name, value));
        Assert.Contains("The endpoint provider returned a header that cannot be sent", error.Message, StringComparison.Ordinal);
    }

    private static HttpHeaderList Apply(string name, params string?[] values)
    {
        var headers = new HttpHeaderList();
        EndpointHeaders.Apply(new Dictionary<string, IReadOnlyList<string?>> { [name] = values }, headers);
        return headers;
    }
}
