using System.Net;
using System.Net.Security;

namespace SsoOidc.Transport;

/// <summary>The transports that have connections of their own.</summary>
internal static class OwnTransport
{
    public static HttpTransport Create(HandlerSettings settings) => settings.Tls.NeedsPreparation
        ? new PreparedTransport(settings)
        : Create(settings, settings.Tls.Prepare());

    public static HttpTransport Create(HandlerSettings settings, SslClientAuthenticationOptions? tls)
    {
        var invoker = new InvokerTransport(settings.CreateHandler(tls), owned: true, settings.Proxy);
        return settings.Proxy is ProxyRules rules ? new ProxyTransport(invoker, rules) : invoker;
    }
}

/// <summary>Reads certificates and keys before the first handshake. A failure ends that call; the next one tries again.</summary>
internal sealed class PreparedTransport(HandlerSettings settings) : HttpTransport
{
    private readonly object _lock = new();
    private TimeSpan? _connectTimeout;
    private HttpTransport? _plain;
    private HttpTransport? _secure;
    private Task<HttpTransport>? _preparing;
    private bool _isDisposed;

    public override bool IsFrameworkHandler => true;

    public override bool FollowsOptions => true;

    public override Uri? ProxyOf(Uri uri) => settings.Proxy?.IsBypassed(uri) == false ? settings.Proxy.GetProxy(uri) : null;

    public override Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var uri = message.RequestUri!;
        var ready = NeedsTls(uri) ? Volatile.Read(ref _secure) : Plain();
        return ready is null ? PrepareAndSendAsync(message, cancellationToken) : ready.SendAsync(message, cancellationToken);
    }

    public override void UseConnectTimeout(TimeSpan timeout)
    {
        lock (_lock)
        {
            _connectTimeout = timeout;
            _plain?.UseConnectTimeout(timeout);
            _secure?.UseConnectTimeout(timeout);
        }
    }

    public override void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _plain?.Dispose();
            _secure?.Dispose();
        }

        base.Dispose();
    }

    private bool NeedsTls(Uri uri) => uri.Scheme == Uri.UriSchemeHttps || ProxyOf(uri)?.Scheme == Uri.UriSchemeHttps;

    private async Task<HttpResponseMessage> PrepareAndSendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        Task<HttpTransport> preparing;
        lock (_lock)
        {
            // Files may be slow and chains take time: neither the caller's thread nor a lock waits for them.
            preparing = _preparing ??= Task.Run(Prepare, CancellationToken.None);
        }

        var secure = await preparing.WaitAsync(cancellationToken).ConfigureAwait(false);
        return await secure.SendAsync(message, cancellationToken).ConfigureAwait(false);
    }

    private HttpTransport Prepare()
    {
        try
        {
            var tls = settings.Tls.Prepare();
            lock (_lock)
            {
                return _secure = Begin(tls);
            }
        }
        catch
        {
            lock (_lock)
            {
                _preparing = null;
            }

            throw;
        }
    }

    private HttpTransport Plain()
    {
        lock (_lock)
        {
            return _plain ??= Begin(tls: null);
        }
    }

    private HttpTransport Begin(SslClientAuthenticationOptions? tls)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var transport = OwnTransport.Create(settings, tls);
        if (_connectTimeout is { } timeout)
        {
            transport.UseConnectTimeout(timeout);
        }

        return transport;
    }
}

/// <summary>Sends through the proxies that the options or the environment name.</summary>
internal sealed class ProxyTransport(InvokerTransport inner, ProxyRules rules) : HttpTransport
{
    public override bool IsFrameworkHandler => true;

    public override bool FollowsOptions => true;

    public override Uri? ProxyOf(Uri uri) => inner.ProxyOf(uri);

    public override Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var uri = message.RequestUri!;
        return uri.Scheme == Uri.UriSchemeHttp && !rules.IsBypassed(uri)
            ? SendPlainAsync(message, uri, cancellationToken)
            : inner.SendAsync(message, cancellationToken);
    }

    public override void UseConnectTimeout(TimeSpan timeout) => inner.UseConnectTimeout(timeout);

    public override void Dispose()
    {
        inner.Dispose();
        base.Dispose();
    }

    // The proxy sees the request itself, and so it is the proxy that answers 407.
    private async Task<HttpResponseMessage> SendPlainAsync(HttpRequestMessage message, Uri uri, CancellationToken cancellationToken)
    {
        if (rules.Authorization(uri) is { } authorization && rules.GetProxy(uri)!.Scheme.StartsWith("http", StringComparison.Ordinal))
        {
            message.Headers.Remove("proxy-authorization");
            message.Headers.TryAddWithoutValidation("proxy-authorization", authorization);
        }

        var response = await inner.SendAsync(message, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.ProxyAuthenticationRequired)
        {
            return response;
        }

        response.Dispose();
        throw new HttpRequestException(
            HttpRequestError.ProxyTunnelError, "status code '407'", statusCode: HttpStatusCode.ProxyAuthenticationRequired);
    }
}
