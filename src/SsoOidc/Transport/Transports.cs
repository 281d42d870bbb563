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

    public override Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken) =>
        _invoker.SendAsync(message, cancellationToken);

    public override void Dispose()
    {
        _invoker.Dispose();
        base.Dispose();
    }
}

/// <summary>Sends through the caller's <see cref="HttpClient"/>, whose handlers cannot be looked at.</summary>
internal sealed class HttpClientTransport(HttpClient client) : HttpTransport
{
    public override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var target = message.RequestUri;
        var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (response.RequestMessage?.RequestUri is { } final && !final.Equals(target))
        {
            response.Dispose();
            throw new HttpRequestException("The HttpClient followed a redirect. " + RedirectGuard.Remedy);
        }

        return response;
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

    public static bool FollowsRedirects(HttpMessageHandler? handler)
    {
        while (handler is DelegatingHandler delegating)
        {
            handler = delegating.InnerHandler;
        }

        return handler switch
        {
            SocketsHttpHandler sockets => sockets.AllowAutoRedirect,
            HttpClientHandler client => client.AllowAutoRedirect,
            _ => false,
        };
    }
}
