using System.Net;
using System.Net.Sockets;
using SsoOidc.Options;

namespace SsoOidc.Credentials;

/// <summary>
/// Talks to an address of this machine or its host that gives credentials to whoever asks: never through a proxy, never
/// redirected, and, where addresses were checked, connected to exactly those.
/// </summary>
internal sealed class LocalEndpoint : IDisposable
{
    private readonly HttpMessageInvoker _invoker;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;

    /// <param name="seams">The way out.</param>
    /// <param name="time">The clock of the time limits.</param>
    /// <param name="timeout">The limit of connecting, and of the answer after that.</param>
    /// <param name="addresses">The addresses to connect to, whatever the name says; null to resolve it.</param>
    public LocalEndpoint(SystemSeams seams, TimeProvider time, TimeSpan timeout, IPAddress[]? addresses = null)
    {
        (_time, _timeout) = (time, timeout);
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectCallback = async (context, cancellationToken) =>
            {
                using var limit = new CancellationTokenSource(timeout, time);
                using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
                try
                {
                    string host = context.DnsEndPoint.Host;
                    var candidates = addresses
                        ?? (IPAddress.TryParse(host, out var literal) ? [literal] : await seams.ResolveHost(host, both.Token).ConfigureAwait(false));
                    return await ConnectAsync(seams, candidates, context.DnsEndPoint.Port, both.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (limit.IsCancellationRequested)
                {
                    throw new IOException($"no connection within {timeout.TotalSeconds:0.###} s");
                }
            },
        });
    }

    /// <exception cref="HttpRequestException">There is no answer.</exception>
    /// <exception cref="TimeoutException">There is none in time.</exception>
    public async Task<HttpAnswer> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken) =>
        await ServiceCaller.SendAsync(_invoker.SendAsync, message, _timeout == Timeout.InfiniteTimeSpan ? _timeout : _timeout * 2, _time, cancellationToken).ConfigureAwait(false);

    public void Dispose() => _invoker.Dispose();

    private static async ValueTask<Stream> ConnectAsync(SystemSeams seams, IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        foreach (var address in addresses)
        {
            try
            {
                return await seams.Connect(new IPEndPoint(address, port), cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException e)
            {
                failure = e;
            }
        }

        throw failure ?? new SocketException((int)SocketError.HostNotFound);
    }
}
