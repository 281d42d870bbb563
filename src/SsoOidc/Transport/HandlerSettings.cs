using System.Net;
using System.Net.Security;
using SsoOidc.Options;

namespace SsoOidc.Transport;

/// <summary>What the options say about connections, for the client's own handler and for one that a container makes.</summary>
internal sealed class HandlerSettings
{
    // A connection that is never idle would never see that the service has moved.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private readonly ResolvedOptions _values;

    public HandlerSettings(ResolvedOptions values, SystemSeams seams)
    {
        _values = values;
        Tls = new TlsSettings(values, seams.Files);
        Proxy = ProxyRules.Find(values, seams);
    }

    public TlsSettings Tls { get; }

    /// <summary>The rules of proxies; null where no request goes through one.</summary>
    public IWebProxy? Proxy { get; }

    /// <summary>Makes a handler of the client's own.</summary>
    public SocketsHttpHandler CreateHandler(SslClientAuthenticationOptions? tls)
    {
        var handler = new SocketsHttpHandler { ActivityHeadersPropagator = null };
        Apply(handler, tls);
        return handler;
    }

    /// <summary>Sets all of it on a handler that has not sent anything yet.</summary>
    public void Apply(SocketsHttpHandler handler, SslClientAuthenticationOptions? tls)
    {
        // A redirect would send secrets to another address; cookies are none of this service's business.
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        handler.ConnectTimeout = (TimeSpan)_values[HttpRows.ConnectTimeout].Value!;
        handler.PooledConnectionIdleTimeout = (TimeSpan)_values[HttpRows.IdleTimeout].Value!;
        handler.PooledConnectionLifetime = Lifetime;
        handler.Expect100ContinueTimeout = (TimeSpan)_values[HttpRows.ContinueTimeout].Value!;
        handler.UseProxy = Proxy is not null;
        handler.Proxy = Proxy;
        if (tls is not null)
        {
            handler.SslOptions = tls;
        }
    }
}
