using SsoOidc.Messages;
using SsoOidc.Options;

namespace SsoOidc.Transport;

/// <summary>What a request is sent through.</summary>
internal abstract class HttpTransport : IDisposable
{
    public abstract Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken);

    public virtual void Dispose()
    {
    }

    /// <summary>Makes the transport that the options name, or a problem for each that cannot be used.</summary>
    public static HttpTransport? Create(IReadOnlyDictionary<OptionRow, ResolvedValue> values, List<ConfigurationProblem> problems)
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
                return new FactoryTransport(factory, (string)values[OptionRows.HttpHandlerName].Value!);
            default:
                return new InvokerTransport(
                    new SocketsHttpHandler
                    {
                        AllowAutoRedirect = false,
                        UseCookies = false,
                        ActivityHeadersPropagator = null,
                        ConnectTimeout = (TimeSpan)values[OptionRows.ConnectTimeout].Value!,
                        PooledConnectionIdleTimeout = (TimeSpan)values[OptionRows.IdleTimeout].Value!,
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

    public override Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        RedirectGuard.Prepare(message, _isOpaque);
        return _invoker.SendAsync(message, cancellationToken);
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
        RedirectGuard.Prepare(message, isOpaque: true);
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
            throw new ClientConfigurationException(
                new ConfigurationProblem(OptionRows.HttpHandlerFactory.Name, $"handler '{name}' of the factory", RedirectGuard.Remedy));
        }

        RedirectGuard.Prepare(message, RedirectGuard.IsOpaque(handler));

        // The factory owns its handlers and disposes them; the invoker is only a way to call one.
#pragma warning disable CA2000
        return new HttpMessageInvoker(handler, disposeHandler: false).SendAsync(message, cancellationToken);
#pragma warning restore CA2000
    }
}

/// <summary>Tells whether a transport would send a request's secrets on to where a redirect points.</summary>
internal static class RedirectGuard
{
    public const string Remedy =
        "A redirect would send the request's secrets to another address: set AllowAutoRedirect = false on its primary handler.";

    public static bool FollowsRedirects(HttpMessageHandler handler) => Primary(handler) switch
    {
        SocketsHttpHandler sockets => sockets.AllowAutoRedirect,
        HttpClientHandler client => client.AllowAutoRedirect,
        _ => false,
    };

    /// <summary>Whether nobody can tell what the handler does with a redirect.</summary>
    public static bool IsOpaque(HttpMessageHandler handler) => Primary(handler) is not (SocketsHttpHandler or HttpClientHandler);

    /// <summary>Makes sure that no secret goes on where a transport that cannot be looked at follows a redirect.</summary>
    public static void Prepare(HttpRequestMessage message, bool isOpaque)
    {
        if (isOpaque && message.Content is RequestContent content)
        {
            content.MayBeRedirected = true;
        }
    }

    /// <summary>Refuses an answer that comes from another address than the one asked.</summary>
    public static void ThrowIfFollowed(HttpResponseMessage response, Uri target)
    {
        if (response.RequestMessage?.RequestUri is { } final && !final.Equals(target))
        {
            response.Dispose();
            throw new HttpRequestException("The transport followed a redirect. " + Remedy);
        }
    }

    private static HttpMessageHandler? Primary(HttpMessageHandler? handler)
    {
        while (handler is DelegatingHandler delegating)
        {
            handler = delegating.InnerHandler;
        }

        return handler;
    }
}
