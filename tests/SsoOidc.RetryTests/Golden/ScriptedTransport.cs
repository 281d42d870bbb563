using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;

namespace SsoOidc.RetryTests.Golden;

/// <summary>Plays the script of a call.</summary>
internal sealed class ScriptedTransport(SteppedTime time) : HttpMessageHandler
{
    private JsonElement _script;
    private int _index;

    public Uri? LastUri { get; private set; }

    public required Action<HttpRequestMessage, int, int> OnSend { get; init; }

    public void Begin(JsonElement script)
    {
        _script = script;
        _index = 0;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        LastUri = request.RequestUri;
        var step = _script[Math.Min(_index, _script.GetArrayLength() - 1)];
        if (step.TryGetProperty("latency", out var latency))
        {
            time.Advance(TimeSpan.FromSeconds(latency.GetDouble()));
        }

        OnSend(request, _index++, _script.GetArrayLength());
        if (step.TryGetProperty("network_error", out var kind))
        {
            return Task.FromException<HttpResponseMessage>(Error(kind.GetString()!));
        }

        byte[] body = step.TryGetProperty("body_base64", out var base64)
            ? base64.GetBytesFromBase64()
            : Encoding.UTF8.GetBytes(step.TryGetProperty("body", out var text) ? text.GetString()! : string.Empty);
        var response = new HttpResponseMessage((HttpStatusCode)step.GetProperty("status").GetInt32()) { Content = new ByteArrayContent(body) };
        foreach (var header in step.GetProperty("headers").EnumerateObject())
        {
            if (!response.Headers.TryAddWithoutValidation(header.Name, header.Value.GetString()))
            {
                response.Content.Headers.TryAddWithoutValidation(header.Name, header.Value.GetString());
            }
        }

        return Task.FromResult(response);
    }

    private static Exception Error(string kind) => kind switch
    {
        "connection_refused" => Socket(SocketError.ConnectionRefused),
        "connection_reset" => Socket(SocketError.ConnectionReset),
        "connection_aborted" => Socket(SocketError.ConnectionAborted),
        "broken_pipe" => Socket(SocketError.Shutdown),
        "host_unreachable" => Socket(SocketError.HostUnreachable),
        "timed_out" => Socket(SocketError.TimedOut),
        "open_timeout" => new TaskCanceledException("timeout", new TimeoutException()),
        "read_timeout" => new TaskCanceledException("timeout", new TimeoutException("timeout", new TaskCanceledException())),
        "eof" => new HttpRequestException(HttpRequestError.ResponseEnded, "eof", new HttpIOException(HttpRequestError.ResponseEnded)),
        "truncated_body" => new HttpIOException(HttpRequestError.ResponseEnded),
        "dns" or "dns_no_such_endpoint" => new HttpRequestException(HttpRequestError.NameResolutionError, "dns", new SocketException((int)SocketError.HostNotFound)),
        "tls" => new HttpRequestException(HttpRequestError.SecureConnectionError, "tls", new AuthenticationException()),
        "not_a_network_error" => new InvalidOperationException("something else broke"),
        _ => throw new NotSupportedException(kind),
    };

    private static HttpRequestException Socket(SocketError error) => new(HttpRequestError.ConnectionError, "socket", new SocketException((int)error));
}
