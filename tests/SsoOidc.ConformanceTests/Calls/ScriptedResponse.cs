using System.Net;
using System.Text;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Calls;

/// <summary>A recorded answer of the service.</summary>
internal sealed class ScriptedResponse
{
    private static readonly string[] Known = ["status", "headers", "body", "body_base64", "latency"];

    private readonly List<KeyValuePair<string, string>> _headers = [];

    public ScriptedResponse(JsonObject json)
    {
        if (json.Select(static pair => pair.Key).FirstOrDefault(static key => !Known.Contains(key)) is { } unknown)
        {
            throw new GoldenFormatException($"the response has '{unknown}', which this driver does not know");
        }

        Status = json["status"]?.GetValue<int>() ?? throw new GoldenFormatException("the response has no status");
        Body = json["body_base64"] is { } base64
            ? Convert.FromBase64String(base64.GetValue<string>())
            : Encoding.UTF8.GetBytes(json["body"]?.GetValue<string>() ?? string.Empty);
        foreach (var (name, value) in json["headers"] as JsonObject ?? [])
        {
            foreach (var item in value is JsonArray list ? list : new JsonArray(value?.DeepClone()))
            {
                _headers.Add(new(name, item?.ToString() ?? string.Empty));
            }
        }
    }

    public int Status { get; }

    public byte[] Body { get; }

    /// <summary>The first value of a header, letter case ignored; null where there is none.</summary>
    public string? Header(string name) =>
        _headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(static header => header.Value).FirstOrDefault();

    public HttpResponseMessage ToMessage()
    {
        var message = new HttpResponseMessage((HttpStatusCode)Status) { Content = new ByteArrayContent(Body) };
        foreach (var (name, value) in _headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value) && !message.Content.Headers.TryAddWithoutValidation(name, value))
            {
                throw new GoldenFormatException($"HttpClient has no place for the header '{name}'");
            }
        }

        return message;
    }
}
