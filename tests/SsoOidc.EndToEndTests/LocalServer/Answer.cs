using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace SsoOidc.EndToEndTests.LocalServer;

internal sealed class Answer
{
    public required HttpStatusCode Status { get; init; }

    public required HttpResponseHeaders Headers { get; init; }

    public required string? ContentType { get; init; }

    public required string Text { get; init; }

    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string this[string member] => Json.GetProperty(member).GetString()!;

    public string Header(string name) => Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";

    public Answer AssertOk()
    {
        Assert.True(Status == HttpStatusCode.OK, $"{(int)Status}: {Text}");
        return this;
    }

    public void AssertFault(int status, string type, string error, string? description = null)
    {
        Assert.True((int)Status == status, $"{(int)Status}: {Text}");
        Assert.Equal($"{type}:http://internal.amazon.com/coral/com.amazonaws.sso.oidc/", Header("x-amzn-ErrorType"));
        Assert.Equal(error, this["error"]);
        Assert.NotEmpty(this["error_description"]);
        if (description is not null)
        {
            Assert.Contains(description, this["error_description"], StringComparison.Ordinal);
        }
    }

    public void AssertAwsFault(int status, string type)
    {
        Assert.True((int)Status == status, $"{(int)Status}: {Text}");
        Assert.StartsWith(type + ":", Header("x-amzn-ErrorType"), StringComparison.Ordinal);
        Assert.NotEmpty(this["message"]);
    }
}
