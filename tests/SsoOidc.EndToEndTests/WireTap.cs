using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SsoOidc.EndToEndTests;

/// <summary>A socket that takes HTTP requests as they are on the wire, one for each answer it has.</summary>
internal sealed class WireTap : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public WireTap(params string[] answers)
    {
        _listener.Start();
        Request = TakeAllAsync(answers);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Endpoint => $"http://127.0.0.1:{Port}";

    /// <summary>The bytes of the last request, from the request line to the end of the body.</summary>
    public Task<byte[]> Request { get; }

    public void Dispose() => _listener.Dispose();

    private async Task<byte[]> TakeAllAsync(string[] answers)
    {
        byte[] last = [];
        foreach (string answer in answers)
        {
            last = await TakeAsync(answer);
        }

        return last;
    }

    private async Task<byte[]> TakeAsync(string answer)
    {
        using var socket = await _listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        byte[] buffer = new byte[64 * 1024];
        int length = 0;
        while (!IsComplete(buffer.AsSpan(0, length)))
        {
            int count = await stream.ReadAsync(buffer.AsMemory(length), TestContext.Current.CancellationToken);
            Assert.NotEqual(0, count);
            length += count;
        }

        string head = $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {answer.Length}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head + answer), TestContext.Current.CancellationToken);
        return buffer[..length];
    }

    private static bool IsComplete(ReadOnlySpan<byte> request)
    {
        string text = Encoding.Latin1.GetString(request);
        int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        int header = text.IndexOf("\r\nContent-Length: ", StringComparison.OrdinalIgnoreCase);
        if (end < 0 || header < 0)
        {
            return false;
        }

        int start = header + 18;
        int bodyLength = int.Parse(text[start..text.IndexOf('\r', start)], CultureInfo.InvariantCulture);
        return request.Length >= end + 4 + bodyLength;
    }
}
