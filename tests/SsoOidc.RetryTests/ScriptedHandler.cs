using System.Net;
using System.Text;

namespace SsoOidc.RetryTests;

/// <summary>Answers in order; the last answer for ever.</summary>
internal sealed class ScriptedHandler(params Func<HttpResponseMessage>[] script) : HttpMessageHandler
{
    private int _count;

    public int Count => _count;

    public List<HttpRequestMessage> Requests { get; } = [];

    public List<string> Bodies { get; } = [];

    public Action? OnSend { get; set; }

    public static Func<HttpResponseMessage> Status(int status, string? errorType = null, string? body = null, string? date = null) => () =>
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body ?? string.Empty)) };
        if (errorType is not null)
        {
            response.Headers.TryAddWithoutValidation("x-amzn-errortype", errorType);
        }

        if (date is not null)
        {
            response.Headers.TryAddWithoutValidation("date", date);
        }

        return response;
    };

    public static Func<HttpResponseMessage> Ok() => Status(200, body: "{}");

    public static Func<HttpResponseMessage> Throws(Exception exception) => () => throw exception;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
        OnSend?.Invoke();
        int index = Math.Min(Interlocked.Increment(ref _count) - 1, script.Length - 1);
        return script[index]();
    }
}
