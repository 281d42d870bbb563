using System.Net;
using System.Text;

namespace SsoOidc.Tests.Support;

/// <summary>A request as a transport got it.</summary>
internal sealed record SentRequest(string Method, Uri Uri, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string this[string header] => Headers[header];
}

/// <summary>A transport in memory: keeps what it is sent, and answers in order; the last answer repeats.</summary>
internal sealed class CapturingHandler : HttpMessageHandler
{
    private readonly Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>[] _answers;
    private readonly Lock _lock = new();
    private int _next;

    public CapturingHandler(params Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>[] answers) =>
        _answers = answers.Length > 0 ? answers : [(_, _) => Task.FromResult(Json(200, "{}"))];

    public CapturingHandler(int status, string body, params (string Name, string Value)[] headers)
        : this((_, _) => Task.FromResult(Json(status, body, headers)))
    {
    }

    public List<SentRequest> Requests { get; } = [];

    public SentRequest Request => Assert.Single(Requests);

    public bool IsDisposed { get; private set; }

    public static HttpResponseMessage Json(int status, string body, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        if (request.Content is not null)
        {
            await request.Content.CopyToAsync(body, CancellationToken.None);
        }

        var headers = request.Headers.NonValidated
            .Concat(request.Content?.Headers.NonValidated ?? default)
            .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        int index;
        lock (_lock)
        {
            Requests.Add(new SentRequest(request.Method.Method, request.RequestUri!, headers, Encoding.UTF8.GetString(body.ToArray())));
            index = Math.Min(_next++, _answers.Length - 1);
        }

        return await _answers[index](request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}

/// <summary>A transport that does what a function says, with nothing read and nothing kept.</summary>
internal sealed class FunctionHandler(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        send(request, cancellationToken);
}

/// <summary>A handler in front of another one.</summary>
internal sealed class PassingHandler(HttpMessageHandler inner) : DelegatingHandler(inner);
