namespace SsoOidc;

/// <summary>Extends a client: a place for handlers that belong together. Give it in <see cref="SsoOidcClientOptions.Plugins"/>.</summary>
public abstract class ClientPlugin
{
    /// <summary>Adds, replaces or removes handlers; called once, while the client is constructed.</summary>
    /// <param name="handlers">The handlers, the standard ones included.</param>
    /// <param name="config">The client's configuration.</param>
    public virtual void AddHandlers(HandlerList handlers, SsoOidcClientConfig config)
    {
    }

    /// <summary>Changes the options before they are resolved; called on the client's own copy of them.</summary>
    public virtual void BeforeInitialize(SsoOidcClientOptions options)
    {
    }

    /// <summary>Called at the end of construction, in reverse order of the plugins.</summary>
    public virtual void AfterInitialize(SsoOidcClient client)
    {
    }
}
