using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace SsoOidc.Tests.Support;

/// <summary>An HTTP proxy: tunnels for CONNECT, requests with a whole URL for plain http. Every host is the one it was started for.</summary>
internal sealed class TestProxy : IAsyncDisposable
{
    private readonly RawServer _server;
    private readonly int _target;
    private readonly string? _login;
    private readonly Func<string, string?> _refuse;

    private TestProxy(int target, string? login, Func<string, string?> refuse, SslServerAuthenticationOptions? tls)
    {
        (_target, _login, _refuse) = (target, login, refuse);
        _server = RawServer.Start(ServeAsync, tls);
    }

    /// <summary>The first lines of what was asked, in order.</summary>
    public List<string> Requests { get; } = [];

    public int Port => _server.Port;

    public string Received => _server.Received;

    /// <param name="target">The port that every host and port leads to.</param>
    /// <param name="login">The name and password that it wants, as <c>name:password</c>.</param>
    /// <param name="refuse">What it answers to a request instead of doing it, by the request's first line; null to do it.</param>
    /// <param name="tls">How it is spoken to; null for plain.</param>
    public static TestProxy To(
        int target, string? login = null, Func<string, string?>? refuse = null, SslServerAuthenticationOptions? tls = null) =>
        new(target, login, refuse ?? (static _ => null), tls);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(RawConnection connection)
    {
        while (await connection.ReadRequestAsync() is { } request)
        {
            string line = request[..request.IndexOf('\r', StringComparison.Ordinal)];
            lock (Requests)
            {
                Requests.Add(line);
            }

            string expected = _login is null ? string.Empty : $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(_login))}\r\n";
            if (!request.Contains(expected, StringComparison.OrdinalIgnoreCase))
            {
                await connection.WriteAsync(RawServer.Http(407, string.Empty, "Proxy-Authenticate: Basic realm=\"test\""));
            }
            else if (_refuse(line) is { } refusal)
            {
                await connection.WriteAsync(refusal);
                if (refusal.Length == 0)
                {
                    return;
                }
            }
            else if (line.StartsWith("CONNECT ", StringComparison.Ordinal))
            {
                await connection.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n");
                await TunnelAsync(connection);
                return;
            }
            else
            {
                await ForwardAsync(connection, request);
            }
        }
    }

    private async Task TunnelAsync(RawConnection connection)
    {
        using var target = new TcpClient();
        await target.ConnectAsync(IPAddress.Loopback, _target, connection.Stop);
        var stream = target.GetStream();
        await Task.WhenAny(stream.CopyToAsync(connection.Stream, connection.Stop), connection.Stream.CopyToAsync(stream, connection.Stop));
    }

    // One request, one connection: a proxy need not be fast.
    private async Task ForwardAsync(RawConnection connection, string request)
    {
        using var target = new TcpClient();
        await target.ConnectAsync(IPAddress.Loopback, _target, connection.Stop);
        var stream = target.GetStream();
        string[] parts = request.Split(' ', 3);
        var uri = new Uri(parts[1]);
        var lines = parts[2].Split("\r\n").Where(static line => !line.StartsWith("Proxy-", StringComparison.OrdinalIgnoreCase));
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"{parts[0]} {uri.PathAndQuery} {string.Join("\r\n", lines)}"), connection.Stop);
        byte[] buffer = new byte[65536];
        int count = await stream.ReadAsync(buffer, connection.Stop);
        await connection.WriteAsync(buffer.AsMemory(0, count));
    }
}
