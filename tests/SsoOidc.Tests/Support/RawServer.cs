using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SsoOidc.Tests.Support;

/// <summary>A TCP listener on a free loopback port that records every byte and answers what a script says, byte for byte.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<RawConnection, Task> _script;
    private readonly List<RawConnection> _connections = [];
    private readonly List<Task> _running = [];
    private readonly Task _accepting;

    private RawServer(Func<RawConnection, Task> script)
    {
        _script = script;
        _listener.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _accepting = AcceptAsync();
    }

    public string Url { get; }

    public int ConnectionCount
    {
        get
        {
            lock (_connections)
            {
                return _connections.Count;
            }
        }
    }

    /// <summary>Everything that was received so far, over all connections, one byte per character.</summary>
    public string Received
    {
        get
        {
            lock (_connections)
            {
                return string.Concat(_connections.Select(connection => connection.Received));
            }
        }
    }

    /// <summary>Starts a server that runs the script on each connection.</summary>
    public static RawServer Start(Func<RawConnection, Task> script) => new(script);

    /// <summary>Starts a server that answers each request with the same bytes and keeps the connection.</summary>
    public static RawServer Answering(string answer) => Start(async connection =>
    {
        while (await connection.ReadRequestAsync() is not null)
        {
            await connection.WriteAsync(answer);
        }
    });

    /// <summary>An answer with its length.</summary>
    public static string Http(int status, string body, params string[] headers) =>
        $"HTTP/1.1 {status} X\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_running);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                var connection = new RawConnection(client, _stop.Token);
                lock (_connections)
                {
                    _connections.Add(connection);
                }

                _running.Add(RunAsync(connection));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task RunAsync(RawConnection connection)
    {
        try
        {
            await _script(connection);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // The client has gone, or the test is over.
        }
        finally
        {
            connection.Close();
        }
    }
}

/// <summary>One connection of a <see cref="RawServer"/>.</summary>
internal sealed class RawConnection(TcpClient client, CancellationToken stop)
{
    private readonly NetworkStream _stream = client.GetStream();
    private readonly StringBuilder _received = new();
    private int _read;

    /// <summary>Completes when the client has closed its side, or the connection broke.</summary>
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CancellationToken Stop => stop;

    public long BytesSent { get; private set; }

    public string Received
    {
        get
        {
            lock (_received)
            {
                return _received.ToString();
            }
        }
    }

    /// <summary>Reads a request, headers and body; null where the client closed instead.</summary>
    public async Task<string?> ReadRequestAsync()
    {
        while (true)
        {
            string pending = Received[_read..];
            int head = pending.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head >= 0)
            {
                int length = ContentLength(pending[..head]);
                if (pending.Length >= head + 4 + length)
                {
                    _read += head + 4 + length;
                    return pending[..(head + 4 + length)];
                }
            }

            if (!await ReadAsync())
            {
                return null;
            }
        }
    }

    /// <summary>Reads the headers of a request and leaves its body where it is.</summary>
    public async Task ReadHeadAsync()
    {
        while (!Received[_read..].Contains("\r\n\r\n", StringComparison.Ordinal) && await ReadAsync())
        {
        }
    }

    /// <summary>Reads until the client closes.</summary>
    public async Task ReadToEndAsync()
    {
        while (await ReadAsync())
        {
        }
    }

    public Task WriteAsync(string text) => WriteAsync(Encoding.UTF8.GetBytes(text));

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        await _stream.WriteAsync(bytes, stop);
        BytesSent += bytes.Length;
    }

    public void Close() => client.Dispose();

    /// <summary>Closes with a reset.</summary>
    public void Reset()
    {
        client.LingerState = new LingerOption(enable: true, seconds: 0);
        client.Dispose();
    }

    private static int ContentLength(string head)
    {
        const string Name = "\r\ncontent-length:";
        int at = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? 0 : int.Parse(head[(at + Name.Length)..].Split('\r')[0], System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<bool> ReadAsync()
    {
        byte[] buffer = new byte[16 * 1024];
        int count = 0;
        try
        {
            count = await _stream.ReadAsync(buffer, stop);
        }
        catch (IOException)
        {
            // A reset is an end too.
        }

        if (count == 0)
        {
            Ended.TrySetResult();
            return false;
        }

        lock (_received)
        {
            _received.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        return true;
    }
}
