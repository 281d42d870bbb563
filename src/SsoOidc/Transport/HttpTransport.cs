using System.Net;
using SsoOidc.Options;

namespace SsoOidc.Transport;

/// <summary>What a request is sent through.</summary>
internal abstract class HttpTransport : IDisposable
{
    public abstract Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken);

    /// <summary>
    /// Sends what is no call of a client: a request for credentials, to STS or the SSO portal. It has secrets too, and is as little
    /// redirected.
    /// </summary>
    public async Task<HttpResponseMessage> SendForCredentialsAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var target = message.RequestUri!;
        if (!IsFrameworkHandler)
        {
            await RedirectGuard.BindAsync(message, target, cancellationToken).ConfigureAwait(false);
        }

        var response = await SendAsync(message, cancellationToken).ConfigureAwait(false);
        RedirectGuard.ThrowIfFollowed(response, target);
        return response;
    }

    /// <summary>
    /// Whether it is the framework's handler itself, with none of the caller's in front of it: then an exception that looks like a
    /// connect timeout is one, and a body that nobody asked for was not sent.
    /// </summary>
    public virtual bool IsFrameworkHandler => false;

    /// <summary>The proxy that a request goes through; null for none, or where the caller's transport decides.</summary>
    public virtual Uri? ProxyOf(Uri uri) => null;

    /// <summary>Whether the options decide about its connections, so that they are what a message should name.</summary>
    public virtual bool FollowsOptions => false;

    /// <summary>Says that a handler of the container follows the options, and which proxies it uses; a transport of the client's own knows.</summary>
    public virtual void FollowOptions(IWebProxy? proxy)
    {
    }

    /// <summary>Sets the time to connect before anything was sent; a transport of the caller's has its own.</summary>
    public virtual void UseConnectTimeout(TimeSpan timeout)
    {
    }

    public virtual void Dispose()
    {
    }

    /// <summary>Makes the transport that the options name, or a problem for each that cannot be used.</summary>
    public static HttpTransport? Create(ResolvedOptions values, SystemSeams seams, List<ConfigurationProblem> problems)
    {
        OptionRow? first = null;
        string names = string.Empty;
        foreach (var row in (OptionRow[])[HttpRows.HttpHandler, HttpRows.HttpClient, HttpRows.HttpHandlerFactory])
        {
            if (values[row].Value is not null)
            {
                names += first is null ? row.Name : ", " + row.Name;
                first ??= row;
            }
        }

        if (first is null)
        {
            return OwnTransport.Create(new HandlerSettings(values, seams));
        }

        if (names != first.Name)
        {
            problems.Add(new(names, values[first].Source, "these exclude each other; give one."));
            return null;
        }

        return Over(first, values, problems);
    }

    private static HttpTransport? Over(OptionRow row, ResolvedOptions values, List<ConfigurationProblem> problems)
    {
        var (value, source) = values[row];
        if (value is not HttpMessageHandler handler)
        {
            return value is HttpClient client ? new HttpClientTransport(client) : OverFactory(value!, values);
        }

        if (RedirectGuard.FollowsRedirects(handler))
        {
            problems.Add(new(row.Name, source, RedirectGuard.Remedy));
            return null;
        }

        return new InvokerTransport(handler, owned: false);
    }

    // By itself, so that others do not load the assembly of the interface.
    private static FactoryTransport OverFactory(object factory, ResolvedOptions values) =>
        new((IHttpMessageHandlerFactory)factory, (string)values[HttpRows.HttpHandlerName].Value!);
}
