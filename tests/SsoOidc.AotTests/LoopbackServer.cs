using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SsoOidc.AotTests;

/// <summary>A request as it came over the wire.</summary>
internal sealed record Received(string Target, Dictionary<string, string> Headers, string Body);

/// <summary>The least HTTP server there is: one answer per request, one connection after the other.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<Received, (int Status, string Body)> _answer;

    public LoopbackServer(Func<Received, (int Status, string Body)> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = ServeAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public List<Received> Requests { get; } = [];

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        while (true)
        {
            using var connection = await _listener.AcceptTcpClientAsync();
            await AnswerAsync(connection.GetStream());
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        var request = await ReadAsync(stream);
        Requests.Add(request);
        var (status, body) = _answer(request);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(
            $"HTTP/1.1 {status} Status\r\nContent-Type: application/json\r\nx-amzn-RequestId: aot-1\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
    }

    private static async Task<Received> ReadAsync(NetworkStream stream)
    {
        byte[] buffer = new byte[64 * 1024];
        int length = 0;
        int end;
        while ((end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8)) < 0)
        {
            length += await stream.ReadAsync(buffer.AsMemory(length));
        }

        string[] lines = Encoding.ASCII.GetString(buffer, 0, end).Split("\r\n");
        var headers = lines.Skip(1).Select(static line => line.Split(": ", 2))
            .ToDictionary(static pair => pair[0].ToLowerInvariant(), static pair => pair[1]);
        int all = end + 4 + int.Parse(headers["content-length"]);
        while (length < all)
        {
            length += await stream.ReadAsync(buffer.AsMemory(length));
        }

        return new Received(lines[0].Split(' ')[1], headers, Encoding.UTF8.GetString(buffer, end + 4, all - end - 4));
    }
}
