using System.Numerics;
using System.Text;
using SsoOidc.Shapes;

namespace SsoOidc.Tests.Shapes;

public sealed class LooseJsonTests
{
    [Fact]
    public void Members_are_written_in_model_order_and_unknown_or_null_ones_are_dropped() => Assert.Equal(
        """{"clientId":"c","grantType":"g","scope":["a",null,false]}""",
        Write(new() { ["scope"] = new List<object?> { "a", null, false }, ["unknown"] = 1, ["code"] = null, ["grantType"] = "g", ["clientId"] = "c" }));

    [Fact]
    public void Values_are_written_as_what_they_are() => Assert.Equal(
        """{"clientId":-5,"clientSecret":18446744073709551615,"grantType":1.5,"deviceCode":true,"code":{"a":[1]},"refreshToken":123456789012345678901234567890,"scope":"text","redirectUri":[],"codeVerifier":"2.0"}""",
        Write(new()
        {
            ["clientId"] = (sbyte)-5,
            ["clientSecret"] = ulong.MaxValue,
            ["grantType"] = 1.5,
            ["deviceCode"] = true,
            ["code"] = new Dictionary<string, object?> { ["a"] = new[] { 1 } },
            ["refreshToken"] = BigInteger.Parse("123456789012345678901234567890", System.Globalization.CultureInfo.InvariantCulture),
            ["scope"] = "text",
            ["redirectUri"] = Array.Empty<int>(),
            ["codeVerifier"] = new Version(2, 0),
        }));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_number_that_json_does_not_have_is_refused(object value)
    {
        var error = Assert.Throws<ParameterValidationException>(() => Write(new() { ["clientId"] = value }));
        Assert.Equal("clientId", Assert.Single(error.Errors).Path);
    }

    private static string Write(Dictionary<string, object?> values)
    {
        var writer = new JsonBodyWriter(16);
        LooseJson.WriteStructure(ref writer, Operations.CreateToken.Input, values);
        string json = Encoding.UTF8.GetString(writer.Written);
        writer.Discard();
        return json;
    }
}
