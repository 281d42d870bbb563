using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SsoOidc.CredentialTests;

/// <summary>A request as it came over the wire.</summary>
internal sealed record ReceivedRequest(string Line, Dictionary<string, string> Headers, string Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

/// <summary>What to answer; <see cref="Hang"/> never answers, <see cref="Cut"/> closes the connection in the middle.</summary>
internal sealed record Reply(int Status, string Body = "", params (string Name, string Value)[] Headers)
{
    public static readonly Reply Hang = new(-1);
    public static readonly Reply Cut = new(-2);
}

/// <summary>A real HTTP server on loopback, one request per connection, that answers what the test says.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener;
    private readonly Func<ReceivedRequest, Reply> _answer;
    private readonly CancellationTokenSource _stop = new();

    public LoopbackServer(Func<ReceivedRequest, Reply> answer, IPAddress? address = null)
    {
        _answer = answer;
        _listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"http://127.0.0.1:{Port}";

    public List<ReceivedRequest> Requests { get; } = [];

    public string[] Lines
    {
        get
        {
            lock (Requests)
            {
                return [.. Requests.Select(request => request.Line)];
            }
        }
    }

    /// <summary>Waits until a request is there; a call that ended without one is a failure.</summary>
    public async Task ReachedByAsync(Task call)
    {
        while (Lines.Length == 0)
        {
            Assert.False(call.IsCompleted, "The call ended without a request.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = ServeAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            if (await ReadAsync(stream) is not { } request)
            {
                return;
            }

            lock (Requests)
            {
                Requests.Add(request);
            }

            var reply = _answer(request);
            if (reply == Reply.Hang)
            {
                await Task.Delay(Timeout.Infinite, _stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
                return;
            }

            if (reply == Reply.Cut)
            {
                // Not before the first byte: then .NET itself asks again.
                await stream.WriteAsync("HTTP/1.1 200 X\r\nContent-Length: 5\r\n\r\nab"u8.ToArray());
                return;
            }

            byte[] body = Encoding.UTF8.GetBytes(reply.Body);
            string head = $"HTTP/1.1 {reply.Status} X\r\nContent-Length: {body.Length}\r\nConnection: close\r\n"
                + string.Concat(reply.Headers.Select(header => $"{header.Name}: {header.Value}\r\n")) + "\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
            await stream.WriteAsync(body);
        }
    }

    private static async Task<ReceivedRequest?> ReadAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        byte[] buffer = new byte[4096];
        int end;
        int length = 0;
        while ((end = text.ToString().IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0 || text.Length < end + 4 + length)
        {
            int count = await stream.ReadAsync(buffer);
            if (count == 0)
            {
                return null;
            }

            text.Append(Encoding.Latin1.GetString(buffer, 0, count));
            string soFar = text.ToString();
            int at = soFar.IndexOf("content-length:", StringComparison.OrdinalIgnoreCase);
            length = at < 0 ? 0 : int.Parse(soFar[(at + 15)..].Split('\r')[0], System.Globalization.CultureInfo.InvariantCulture);
        }

        string all = text.ToString();
        string[] lines = all[..end].Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase);
        return new ReceivedRequest(lines[0].Replace(" HTTP/1.1", string.Empty, StringComparison.Ordinal), headers, all[(end + 4)..]);
    }
}
