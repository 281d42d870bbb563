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
            return Task.FromException<HttpResponseMessage>(Error(kind.GetString()!));
        }

        return Task.FromResult(new ScriptedResponse(JsonNode.Parse(step.GetRawText())!.AsObject()).ToMessage());
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
