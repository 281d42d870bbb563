using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SsoOidc.ConformanceTests.Calls;

/// <summary>One HTTP request, byte by byte as it stood on the wire.</summary>
internal sealed record WireRequest(string RequestLine, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body);

/// <summary>Listens on a loopback port, reads one request without an HTTP library in between, and answers <c>{}</c>.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public RawServer()
    {
        _listener.Start();
        Request = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Task<WireRequest> Request { get; }

    public void Dispose() => _listener.Dispose();

    private async Task<WireRequest> ServeAsync()
    {
        using var connection = await _listener.AcceptTcpClientAsync();
        await using var stream = connection.GetStream();
        var head = new List<byte>();
        byte[] one = new byte[1];
        while (!EndsHead(head))
        {
            await stream.ReadExactlyAsync(one);
            head.Add(one[0]);
        }

        string[] lines = Encoding.Latin1.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(static line =>
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            return KeyValuePair.Create(line[..colon].ToLowerInvariant(), line[(colon + 1)..].Trim());
        }).ToList();
        string? length = headers.Where(static header => header.Key == "content-length").Select(static header => header.Value).FirstOrDefault();
        byte[] body = new byte[length is null ? 0 : int.Parse(length, System.Globalization.CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body);
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"u8.ToArray());
        return new WireRequest(lines[0], headers, body);
    }

    private static bool EndsHead(List<byte> head) =>
        head.Count >= 4 && head[^1] == '\n' && head[^2] == '\r' && head[^3] == '\n' && head[^4] == '\r';
}
