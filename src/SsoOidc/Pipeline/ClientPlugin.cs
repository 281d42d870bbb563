namespace SsoOidc;

/// <summary>
/// Extends a client: a place for handlers and options that belong together. Give it in <see cref="SsoOidcClientOptions.Plugins"/>.
/// The order of construction: for each plugin its options and <see cref="BeforeInitialize"/>; then the client's own options; then
/// <see cref="AddHandlers"/> of each plugin; at the end <see cref="AfterInitialize"/>, in reverse order. An instance that stands in the
/// list twice counts once. One that keeps its options in properties is for one client only.
/// </summary>
public abstract class ClientPlugin
{
    /// <summary>Gets the name under which a configuration has the plugin's options: that of the type, without <c>Plugin</c> at its end.</summary>
    public virtual string Name
    {
        get
        {
            const string Suffix = "Plugin";
            string name = GetType().Name;
            return name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
        }
    }

    /// <summary>Gets the plugin's own options, as far as text can give them; none by default.</summary>
    public virtual IReadOnlyList<PluginOption> Options => [];

    /// <summary>Adds, replaces or removes handlers; called once, while the client is constructed.</summary>
    /// <param name="handlers">The handlers, the standard ones included.</param>
    /// <param name="config">The client's configuration.</param>
    public virtual void AddHandlers(HandlerList handlers, SsoOidcClientConfig config)
    {
    }

    /// <summary>
    /// Changes the options before they are resolved; called on the client's own copy of them, when the plugin's own options are
    /// set. Plugins that it adds have their turn too; those that it removes have no part in the client.
    /// </summary>
    public virtual void BeforeInitialize(SsoOidcClientOptions options)
    {
    }

    /// <summary>Called at the end of construction, in reverse order of the plugins.</summary>
    public virtual void AfterInitialize(SsoOidcClient client)
    {
    }
}
