using System.Globalization;

namespace SsoOidc.ConformanceTests.Calls;

/// <summary>A request as it reached the transport.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Uri">The URI.</param>
/// <param name="Headers">Header values by name in lower case.</param>
/// <param name="Body">The exact bytes of the body.</param>
internal sealed record SentRequest(string Method, Uri Uri, IReadOnlyDictionary<string, string> Headers, byte[] Body);

/// <summary>Stands where requests leave the process: keeps each, and answers.</summary>
internal sealed class RecordingTransport(Func<HttpResponseMessage> answer) : HttpMessageHandler
{
    public List<SentRequest> Sent { get; } = [];

    /// <summary>A transport that answers 200 with an empty object.</summary>
    public static RecordingTransport AnsweringEmptyObject() => new(static () => new HttpResponseMessage
    {
        Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json"),
    });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        byte[] body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated ?? default))
        {
            headers.Add(name.ToLowerInvariant(), values.ToString());
        }

        // What the transport would write from the content itself.
        if (request.Content?.Headers.ContentLength is { } length)
        {
            headers["content-length"] = length.ToString(CultureInfo.InvariantCulture);
        }

        Sent.Add(new SentRequest(request.Method.Method, request.RequestUri!, headers, body));
        return answer();
    }
}
