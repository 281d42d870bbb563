using SsoOidc.Options;

namespace SsoOidc.Transport;

/// <summary>What a request is sent through.</summary>
internal abstract class HttpTransport : IDisposable
{
    public abstract Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken);

    /// <summary>
    /// Whether an exception that looks like a connect timeout is one: it comes from the framework's handler itself, not from one of
    /// the caller's in front of it.
    /// </summary>
    public virtual bool TellsConnectTimeouts => false;

    /// <summary>Sets the time to connect before anything was sent; a transport of the caller's has its own.</summary>
    public virtual void UseConnectTimeout(TimeSpan timeout)
    {
    }

    public virtual void Dispose()
    {
    }

    /// <summary>Makes the transport that the options name, or a problem for each that cannot be used.</summary>
    public static HttpTransport? Create(ResolvedOptions values, List<ConfigurationProblem> problems)
    {
        OptionRow[] rows = [OptionRows.HttpHandler, OptionRows.HttpClient, OptionRows.HttpHandlerFactory];
        var given = rows.Where(row => values[row].Value is not null).ToArray();
        if (given.Length > 1)
        {
            problems.Add(new(
                string.Join(", ", given.Select(static row => row.Name)), values[given[0]].Source, "these exclude each other; give one."));
            return null;
        }

        switch (given.Length == 0 ? null : values[given[0]].Value)
        {
            case HttpMessageHandler handler:
                if (RedirectGuard.FollowsRedirects(handler))
                {
                    problems.Add(new(OptionRows.HttpHandler.Name, values[OptionRows.HttpHandler].Source, RedirectGuard.Remedy));
                    return null;
                }

                return new InvokerTransport(handler, owned: false);
            case HttpClient client:
                return new HttpClientTransport(client);
            case IHttpMessageHandlerFactory factory:
                return new FactoryTransport(factory, values.Get<string>(OptionRows.HttpHandlerName));
            default:
                return new InvokerTransport(
                    new SocketsHttpHandler
                    {
                        AllowAutoRedirect = false,
                        UseCookies = false,
                        ActivityHeadersPropagator = null,
                        Proxy = new SystemProxy(),
                        ConnectTimeout = values.Get<TimeSpan>(OptionRows.ConnectTimeout),
                        PooledConnectionIdleTimeout = values.Get<TimeSpan>(OptionRows.IdleTimeout),
                    },
                    owned: true);
        }
    }
}

/// <summary>Sends through a handler: the client's own, or the caller's.</summary>
internal sealed class InvokerTransport(HttpMessageHandler handler, bool owned) : HttpTransport
{
    private readonly HttpMessageInvoker _invoker = new(handler, disposeHandler: owned);
    private readonly bool _isOpaque = RedirectGuard.IsOpaque(handler);

    public override bool TellsConnectTimeouts => handler is SocketsHttpHandler or HttpClientHandler;

    public override Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        if (_isOpaque)
        {
            RedirectGuard.Prepare(message, mayBuffer: true);
        }
        else if (RedirectGuard.FollowsRedirects(handler))
        {
            // It did not when the client was constructed.
            throw RedirectGuard.Refused(OptionRows.HttpHandler, "the handler has changed since construction");
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
    public override Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var handler = factory.CreateHandler(name);
        if (RedirectGuard.FollowsRedirects(handler))
        {
            throw RedirectGuard.Refused(OptionRows.HttpHandlerFactory, $"handler '{name}' of the factory");
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
