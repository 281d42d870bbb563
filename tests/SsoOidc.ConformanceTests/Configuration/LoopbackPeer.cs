using System.Net;
using System.Net.Sockets;
using System.Text;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Configuration;

/// <summary>A recorded container or metadata endpoint: a real server on loopback that answers by method and path.</summary>
internal sealed class LoopbackPeer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly JsonObject _answers;
    private readonly List<JsonObject> _requests = [];

    public LoopbackPeer(JsonObject answers)
    {
        _answers = answers;
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>What the server saw, in the recorded form.</summary>
    public IReadOnlyList<JsonObject> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var connection = await _listener.AcceptTcpClientAsync();
                await ServeAsync(connection.GetStream());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            // The case is over.
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        if (await reader.ReadLineAsync() is not { } line)
        {
            return;
        }

        var seen = new JsonObject { ["request"] = line[..line.LastIndexOf(' ')] };
        while (await reader.ReadLineAsync() is { Length: > 0 } header)
        {
            // The token itself is not recorded, only how long it is asked for.
            if (header.StartsWith("x-aws-ec2-metadata-token-ttl-seconds:", StringComparison.OrdinalIgnoreCase))
            {
                seen["ttl_header"] = header.Split(':')[1].Trim();
            }
        }

        lock (_requests)
        {
            _requests.Add(seen);
        }

        var answer = _answers[seen["request"]!.GetValue<string>()] as JsonArray ?? [404, string.Empty];
        byte[] body = Encoding.UTF8.GetBytes(answer[1]?.GetValue<string>() ?? throw new GoldenFormatException("an answer of the peer has no body"));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {answer[0]} X\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"));
        await stream.WriteAsync(body);
    }
}
