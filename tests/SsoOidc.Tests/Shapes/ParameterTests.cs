using System.Text.Json;
using SsoOidc.Shapes;

namespace SsoOidc.Tests.Shapes;

/// <summary>Conversion and validation of loose parameters.</summary>
public sealed class ParameterTests
{
    private enum Grant
    {
        Word,
    }

    [Fact]
    public void Strings_are_made_of_enum_values_and_json_strings_and_of_nothing_else()
    {
        var converted = Convert("CreateToken", new()
        {
            ["clientId"] = Grant.Word, ["clientSecret"] = JsonElement("\"text\""), ["grantType"] = 5, ["code"] = JsonElement("null"), ["unknown"] = Grant.Word,
        });
        Assert.Equal("Word", converted["clientId"]);
        Assert.Equal("text", converted["clientSecret"]);
        Assert.Equal(5, converted["grantType"]);
        Assert.Null(converted["code"]);
        Assert.Equal(Grant.Word, converted["unknown"]);
    }

    [Fact]
    public void Lists_are_made_of_anything_that_can_be_enumerated_but_text()
    {
        Assert.Equal(new List<object?> { "b", "Word" }, Convert("CreateToken", new() { ["scope"] = new object[] { "b", Grant.Word } })["scope"]);
        Assert.Equal(new List<object?> { "a" }, Convert("CreateToken", new() { ["scope"] = new HashSet<string> { "a" } })["scope"]);
        Assert.Equal(new List<object?> { "x", null }, Convert("CreateToken", new() { ["scope"] = JsonElement("[\"x\", null]") })["scope"]);
        Assert.Equal("text", Convert("CreateToken", new() { ["scope"] = "text" })["scope"]);
    }

    [Fact]
    public void The_callers_values_are_never_changed()
    {
        var scope = new List<object> { Grant.Word };
        var parameters = new Dictionary<string, object?> { ["clientId"] = Grant.Word, ["scope"] = scope };
        Convert("CreateToken", parameters);
        Assert.Equal(Grant.Word, parameters["clientId"]);
        Assert.Same(scope, parameters["scope"]);
        Assert.Equal(Grant.Word, Assert.Single(scope));
    }

    [Fact]
    public void All_problems_are_listed_missing_ones_first()
    {
        var errors = Validate("CreateToken", new()
        {
            ["scope"] = "text", ["code"] = 5, ["unknown"] = 1, ["grantType"] = "g", ["absent"] = null, ["deviceCode"] = "\ud800",
        });
        Assert.Equal(
            [
                "missing required parameter clientId",
                "missing required parameter clientSecret",
                "expected scope to be an Array, got String instead",
                "expected code to be a String, got Int32 instead",
                "unexpected value at unknown",
                "expected deviceCode to be valid UTF-16 text, got text with a lone surrogate instead",
            ],
            errors.Select(error => error.ToString()));
        var exception = new ParameterValidationException(errors);
        Assert.StartsWith("parameter validator found 6 errors:\n  - missing required parameter clientId\n  - missing", exception.Message, StringComparison.Ordinal);
        Assert.Equal(errors, exception.Errors);
        Assert.Equal("missing required parameter clientId", new ParameterValidationException(errors[0]).Message);
    }

    [Fact]
    public void List_items_are_checked_one_by_one_but_for_null_and_false()
    {
        var errors = Validate("RegisterClient", new()
        {
            ["clientName"] = string.Empty, ["clientType"] = "anything", ["scopes"] = new List<object?> { "a", 5, null, false, new object[1], "\udc00" },
        });
        Assert.Equal(
            [
                new ParameterError(ParameterErrorKind.Type, "scopes[1]", "a String", "Int32"),
                new ParameterError(ParameterErrorKind.Type, "scopes[4]", "a String", "Object[]"),
                new ParameterError(ParameterErrorKind.Text, "scopes[5]", "valid UTF-16 text", "text with a lone surrogate"),
            ],
            errors);
    }

    [Fact]
    public void Nested_members_and_numbers_are_checked_by_their_path()
    {
        var errors = new List<ParameterError>();
        ParameterValidator.Validate(
            Operations.CreateTokenWithIam.Output,
            new Dictionary<string, object?>
            {
                ["expiresIn"] = "5",
                ["awsAdditionalDetails"] = new Dictionary<string, object?> { ["identityContext"] = 5, ["more"] = 1 },
                ["scope"] = new Dictionary<string, object?>(),
            },
            errors);
        Assert.Equal(["expiresIn", "awsAdditionalDetails.identityContext", "awsAdditionalDetails.more", "scope"], errors.Select(error => error.Path));
        Assert.Equal("expected scope to be an Array, got Dictionary instead", errors[3].ToString());
        errors.Clear();
        ParameterValidator.Validate(Operations.CreateTokenWithIam.Output, new Dictionary<string, object?> { ["awsAdditionalDetails"] = "x", ["expiresIn"] = 5L }, errors);
        Assert.Equal("expected awsAdditionalDetails to be a hash, got String instead", Assert.Single(errors).ToString());
    }

    [Fact]
    public void A_problem_never_shows_the_value_and_escapes_the_name()
    {
        var error = Assert.Single(Validate("RegisterClient", new() { ["clientName"] = "n", ["clientType"] = "t", ["x\r\ny"] = "secret" }));
        Assert.Equal(@"unexpected value at x\u000d\u000ay", error.ToString());
    }

    private static JsonElement JsonElement(string json) => JsonDocument.Parse(json).RootElement.Clone();

    private static Dictionary<string, object?> Convert(string operation, Dictionary<string, object?> parameters) =>
        ParameterConverter.Convert(Operations.Find(operation).Input, parameters);

    private static List<ParameterError> Validate(string operation, Dictionary<string, object?> parameters)
    {
        var errors = new List<ParameterError>();
        ParameterValidator.Validate(Operations.Find(operation).Input, parameters, errors);
        return errors;
    }
}
