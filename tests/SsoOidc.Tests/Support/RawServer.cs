using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
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
    private readonly SslServerAuthenticationOptions? _tls;
    private readonly Task _accepting;

    private RawServer(Func<RawConnection, Task> script, SslServerAuthenticationOptions? tls)
    {
        _script = script;
        _tls = tls;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        Url = tls is null ? $"http://127.0.0.1:{Port}" : $"https://localhost:{Port}";
        _accepting = AcceptAsync();
    }

    public string Url { get; }

    public int Port { get; }

    /// <summary>Why handshakes failed.</summary>
    public List<Exception> TlsFailures { get; } = [];

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
    public static RawServer Start(Func<RawConnection, Task> script, SslServerAuthenticationOptions? tls = null) => new(script, tls);

    /// <summary>Starts a server that answers each request with the same bytes and keeps the connection.</summary>
    public static RawServer Answering(string answer, SslServerAuthenticationOptions? tls = null) => Start(
        async connection =>
        {
            while (await connection.ReadRequestAsync() is not null)
            {
                await connection.WriteAsync(answer);
            }
        },
        tls);

    /// <summary>An answer with its length.</summary>
    public static string Http(int status, string body, params string[] headers) =>
        $"HTTP/1.1 {status} X\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n{body}";

    /// <summary>Completes when no connection is being served any more.</summary>
    public async Task ServedAsync()
    {
        Task[] running;
        lock (_connections)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running).WaitAsync(TimeSpan.FromSeconds(10));
    }

    /// <summary>Refuses further connections.</summary>
    public void StopListening() => _listener.Stop();

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

                    // A handshake must not hold up the next connection.
                    _running.Add(Task.Run(() => RunAsync(connection)));
                }

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
            if (_tls is null || await HandshakeAsync(connection, _tls))
            {
                await _script(connection);
            }
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

    private async Task<bool> HandshakeAsync(RawConnection connection, SslServerAuthenticationOptions tls)
    {
        try
        {
            await connection.SecureAsync(tls);
            return true;
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            lock (TlsFailures)
            {
                TlsFailures.Add(e);
            }

            connection.Ended.TrySetResult();
            return false;
        }
    }
}

/// <summary>One connection of a <see cref="RawServer"/>.</summary>
internal sealed class RawConnection(TcpClient client, CancellationToken stop)
{
    private Stream _stream = client.GetStream();
    private readonly StringBuilder _received = new();
    private int _read;

    /// <summary>Completes when the client has closed its side, or the connection broke.</summary>
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CancellationToken Stop => stop;

    public Stream Stream => _stream;

    public long BytesSent { get; private set; }

    /// <summary>Puts TLS on the connection.</summary>
    public async Task SecureAsync(SslServerAuthenticationOptions tls)
    {
        var secure = new SslStream(_stream);
        _stream = secure;
        await secure.AuthenticateAsServerAsync(tls, stop);
    }

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
        catch (Exception e) when (e is IOException or ObjectDisposedException)
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
