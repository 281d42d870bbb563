using System.Text;
using System.Text.Json;
using SsoOidc.Shapes;
using SsoOidc.Tests.Model;

namespace SsoOidc.Tests.Shapes;

public sealed class StructureShapeTests
{
    public static TheoryData<string> Names => [.. Operations.All.Select(operation => operation.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_written_is_what_the_framework_would_write_in_model_order(string name)
    {
        var operation = Operations.Find(name);
        object request = ModelTypes.Filled(operation.GetType().GetGenericArguments()[0]);
        Assert.Equal(Expected(request, operation.Input), Write(request, operation));
        Assert.Equal("{}", Write(Activator.CreateInstance(request.GetType())!, operation));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_was_written_is_read_back_whatever_the_order(string name)
    {
        var operation = Operations.Find(name);
        var response = (SsoOidcResponse)ModelTypes.Filled(operation.GetType().GetGenericArguments()[1]);
        var writer = new JsonBodyWriter(64);
        operation.WriteResponse(ref writer, response);
        byte[] json = writer.Written.ToArray();
        writer.Discard();
        Assert.Equal(response, Read(json, operation));

        var members = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!;
        var random = new Random(3);
        for (int i = 0; i < 20; i++)
        {
            var shuffled = members.OrderBy(_ => random.Next()).ToDictionary(pair => pair.Key, pair => (object)pair.Value);
            shuffled[$"unknown{i}"] = new { accessToken = "other", deep = new[] { new { } } };
            Assert.Equal(response, Read(JsonSerializer.SerializeToUtf8Bytes(shuffled), operation));
        }
    }

    [Fact]
    public void Names_are_case_sensitive_and_may_be_escaped()
    {
        Assert.Null(Read("""{"AccessToken":"a","access_token":"b"}""").AccessToken);
        Assert.Equal("a", Read("""{"access\u0054oken":"a"}""").AccessToken);
    }

    [Fact]
    public void Typed_requests_are_checked_for_missing_members_null_items_and_text()
    {
        var errors = new List<ParameterError>();
        RegisterClientRequest.Table.Validate(new() { Scopes = ["a", null!, "\ud800"], IssuerUrl = "\udc00" }, errors);
        Assert.Equal(
            [
                "missing required parameter clientName",
                "missing required parameter clientType",
                "expected scopes[1] to be a String, got null instead",
                "expected scopes[2] to be valid UTF-16 text, got text with a lone surrogate instead",
                "expected issuerUrl to be valid UTF-16 text, got text with a lone surrogate instead",
            ],
            errors.Select(error => error.ToString()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_stub_holds_each_members_own_shape_name_or_zero(string name)
    {
        var operation = Operations.Find(name);
        var members = operation.ResponseToDictionary(operation.CreateStub());
        Assert.Equal(operation.Output.Members.Select(member => member.Name), members.Keys);
        foreach (var member in operation.Output.Members)
        {
            object? expected = member.Kind switch
            {
                MemberKind.String => member.ShapeName,
                MemberKind.Integer => 0,
                MemberKind.Long => 0L,
                MemberKind.StringList => new List<object?>(),
                _ => new Dictionary<string, object?> { ["identityContext"] = "IdentityContext" },
            };
            Assert.Equal(expected, members[member.Name]);
        }
    }

    private static CreateTokenResponse Read(string json) => (CreateTokenResponse)Read(Encoding.UTF8.GetBytes(json), Operations.CreateToken);

    private static SsoOidcResponse Read(byte[] json, Operation operation)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return operation.ReadResponse(ref reader);
    }

    private static string Write(object request, Operation operation)
    {
        var writer = new JsonBodyWriter(64);
        operation.WriteRequest(ref writer, request);
        string json = Encoding.UTF8.GetString(writer.Written);
        writer.Discard();
        return json;
    }

    private static string Expected(object value, Shape shape) => JsonSerializer.Serialize(
        shape.Members.ToDictionary(member => member.Name, member => value.GetType().GetProperty(member.PropertyName)!.GetValue(value)));
}
