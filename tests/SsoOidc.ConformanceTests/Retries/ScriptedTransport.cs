using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using SsoOidc.ConformanceTests.Calls;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Retries;

/// <summary>Plays the script of a call.</summary>
internal sealed class ScriptedTransport(SteppedTime time) : HttpMessageHandler
{
    private JsonElement _script;
    private int _index;

    /// <summary>Gets how many requests of the current call came.</summary>
    public int Count => _index;

    public Uri? LastUri { get; private set; }

    public required Action<HttpRequestMessage, int> OnSend { get; init; }

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

        OnSend(request, _index++);
        if (step.TryGetProperty("network_error", out var kind))
        {
            var error = Error(kind.GetString()!);
            return step.TryGetProperty("partial_status", out _) ? Task.FromResult(Cut(step, error)) : Task.FromException<HttpResponseMessage>(error);
        }

        return Task.FromResult(new ScriptedResponse(JsonNode.Parse(step.GetRawText())!.AsObject()).ToMessage());
    }

    /// <summary>An answer that begins, and then the error comes.</summary>
    private static HttpResponseMessage Cut(JsonElement step, Exception error)
    {
        var json = JsonNode.Parse(step.GetRawText())!.AsObject();
        var answer = new ScriptedResponse(new JsonObject
        {
            ["status"] = json["partial_status"]!.DeepClone(),
            ["headers"] = json["headers"]?.DeepClone(),
            ["body"] = json["body"]?.DeepClone(),
        });
        var message = answer.ToMessage();
        var cut = new StreamContent(new CutStream(answer.Body, error));
        foreach (var (name, values) in message.Content.Headers.NonValidated)
        {
            cut.Headers.TryAddWithoutValidation(name, values);
        }

        message.Content = cut;
        return message;
    }

    private sealed class CutStream(byte[] body, Exception error) : MemoryStream(body)
    {
        // At once, as all this transport does: nothing waits, so no timer is armed and the clock stands.
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Read(buffer.Span) is > 0 and var count ? new(count) : throw error;
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
        _ => throw new GoldenFormatException($"the network error '{kind}' is not known"),
    };

    private static HttpRequestException Socket(SocketError error) => new(HttpRequestError.ConnectionError, "socket", new SocketException((int)error));
}
