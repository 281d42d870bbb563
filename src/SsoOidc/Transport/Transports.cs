using System.Net;
using SsoOidc.Options;

namespace SsoOidc.Transport;

/// <summary>Sends through a handler: the client's own, or the caller's.</summary>
internal sealed class InvokerTransport(HttpMessageHandler handler, bool owned, IWebProxy? proxy = null) : HttpTransport
{
    private readonly HttpMessageInvoker _invoker = new(handler, disposeHandler: owned);
    private readonly bool _isOpaque = RedirectGuard.IsOpaque(handler);

    // Not what derives from it: that is the caller's.
    public override bool IsFrameworkHandler => handler is SocketsHttpHandler || handler.GetType() == typeof(HttpClientHandler);

    public override bool FollowsOptions => owned;

    public override Uri? ProxyOf(Uri uri) => proxy?.IsBypassed(uri) == false ? proxy.GetProxy(uri) : null;

    public override Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        if (_isOpaque)
        {
            RedirectGuard.Prepare(message, mayBuffer: true);
        }
        else if (RedirectGuard.FollowsRedirects(handler))
        {
            // It did not when the client was constructed.
            throw RedirectGuard.Refused(HttpRows.HttpHandler, "the handler has changed since construction");
        }

        return _invoker.SendAsync(message, cancellationToken);
    }

    public override void UseConnectTimeout(TimeSpan timeout)
    {
        if (owned && handler is SocketsHttpHandler sockets)
        {
            sockets.ConnectTimeout = timeout;
        }
    }

    public override void Dispose()
    {
        _invoker.Dispose();
        base.Dispose();
    }
}

/// <summary>Sends through the caller's <see cref="HttpClient"/>, whose handlers cannot be looked at.</summary>
internal sealed class HttpClientTransport(HttpClient client) : HttpTransport
{
    public override Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        RedirectGuard.Prepare(message, RedirectGuard.IsKnownNotToFollow(client));
        return client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}

/// <summary>Asks the factory on every attempt, so that its handlers can rotate under a client that lives for ever.</summary>
internal sealed class FactoryTransport(IHttpMessageHandlerFactory factory, string name) : HttpTransport
{
    private IWebProxy? _proxy;
    private bool _followsOptions;

    public override bool FollowsOptions => Volatile.Read(ref _followsOptions);

    public override Uri? ProxyOf(Uri uri) => Volatile.Read(ref _proxy) is { } proxy && !proxy.IsBypassed(uri) ? proxy.GetProxy(uri) : null;

    public override void FollowOptions(IWebProxy? proxy)
    {
        Volatile.Write(ref _proxy, proxy);
        Volatile.Write(ref _followsOptions, true);
    }

    public override Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var handler = factory.CreateHandler(name);
        if (RedirectGuard.FollowsRedirects(handler))
        {
            throw RedirectGuard.Refused(HttpRows.HttpHandlerFactory, $"handler '{name}' of the factory");
        }

        if (RedirectGuard.IsOpaque(handler))
        {
            RedirectGuard.Prepare(message, mayBuffer: true);
        }

        // The factory owns its handlers and disposes them; the invoker is only a way to call one.
#pragma warning disable CA2000
        return new HttpMessageInvoker(handler, disposeHandler: false).SendAsync(message, cancellationToken);
#pragma warning restore CA2000
    }
}
