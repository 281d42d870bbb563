using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SsoOidc.Diagnostics;

/// <summary>
/// Sends records to the agent, one datagram each. Nothing here waits: a name is resolved beside the call, what comes meanwhile is
/// kept up to a limit, and what the system does not take at once is dropped. Nothing here throws.
/// </summary>
internal sealed class UdpPublisher : IDisposable
{
    /// <summary>How many records wait for a name to be resolved.</summary>
    private const int MaxWaiting = 1000;

    private static readonly TimeSpan NameLifetime = TimeSpan.FromSeconds(60);

    private readonly string _host;
    private readonly int _port;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly TimeProvider _time;
    private readonly CallEvents? _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly object _lock = new();
    private readonly Queue<byte[]> _waiting = [];
    private IPEndPoint? _agent;
    private long? _resolvedAt;
    private bool _isResolving;
    private Socket? _socket;
    private bool _disposed;

    public UdpPublisher(
        string host, int port, Func<string, CancellationToken, Task<IPAddress[]>> resolve, TimeProvider time, CallEvents? log)
    {
        _host = host;
        _port = port;
        _resolve = resolve;
        _time = time;
        _log = log;
        IsAddress = IPAddress.TryParse(host, out var address);
        _agent = address is null ? null : new IPEndPoint(address, port);
    }

    private bool IsAddress { get; }

    /// <summary>Begins to find out where the agent is, so that it is known when the call ends.</summary>
    public void Prepare()
    {
        if (IsAddress)
        {
            return;
        }

        lock (_lock)
        {
            if (_disposed || _isResolving || (_resolvedAt is { } at && _time.GetElapsedTime(at) < NameLifetime))
            {
                return;
            }

            _isResolving = true;
        }

        _ = ResolveAsync();
    }

    /// <summary>Sends the records, or keeps them until the name is resolved.</summary>
    public void Publish(IReadOnlyList<string> records)
    {
        Prepare();
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            foreach (string record in records)
            {
                byte[] datagram = Encoding.UTF8.GetBytes(record);
                if (_agent is { } agent)
                {
                    Send(datagram, agent);
                }
                else if (_isResolving && _waiting.Count < MaxWaiting)
                {
                    _waiting.Enqueue(datagram);
                }
                else
                {
                    Drop(_isResolving ? "too many records wait for the name to be resolved" : "the name could not be resolved");
                }
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            _socket?.Dispose();
            _waiting.Clear();
        }

        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task ResolveAsync()
    {
        IPEndPoint? agent = null;
        string why = "the name has no address";
        try
        {
            // Resolving may block before it first waits.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            var addresses = await _resolve(_host, _stop.Token).ConfigureAwait(false);

            // Agents listen on IPv4, which is what the reference sends by; localhost often has both.
            var address = Array.Find(addresses, static item => item.AddressFamily == AddressFamily.InterNetwork) ?? addresses.FirstOrDefault();
            agent = address is null ? null : new IPEndPoint(address, _port);
        }
#pragma warning disable CA1031 // monitoring never changes a call, so nothing that goes wrong here may get out
        catch (Exception e)
#pragma warning restore CA1031
        {
            why = $"the name could not be resolved ({e.GetType().Name})";
        }

        lock (_lock)
        {
            _isResolving = false;
            _resolvedAt = _time.GetTimestamp();
            if (_disposed)
            {
                return;
            }

            // A name that was resolved before stays good while it cannot be.
            _agent = agent ?? _agent;
            while (_waiting.TryDequeue(out byte[]? datagram))
            {
                if (_agent is null)
                {
                    Drop(why);
                }
                else
                {
                    Send(datagram, _agent);
                }
            }
        }
    }

    private void Send(byte[] datagram, IPEndPoint agent)
    {
        try
        {
            if (_socket is null || _socket.AddressFamily != agent.AddressFamily)
            {
                _socket?.Dispose();
                _socket = new Socket(agent.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
            }

            _socket.SendTo(datagram, agent);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or NotSupportedException)
        {
            // Nobody listens, no route, a full buffer: the record is lost.
            Drop((e as SocketException)?.SocketErrorCode.ToString() ?? e.GetType().Name);
        }
    }

    private void Drop(string why)
    {
        _log?.RecordNotSent(_host, why);
    }
}
