using SsoOidc.Options;

namespace SsoOidc;

/// <summary>The groups. Each is made when it is first asked for, so that what nobody touches costs nothing.</summary>
public sealed partial class SsoOidcClientOptions
{
    /// <summary>Gets the options of the endpoint.</summary>
    public EndpointOptions Endpoint => field ??= new() { Given = Given };

    /// <summary>Gets the options of retries.</summary>
    public RetryOptions Retry => field ??= new() { Given = Given };

    /// <summary>Gets the options of the transport.</summary>
    public HttpOptions Http => field ??= new() { Given = Given };

    /// <summary>Gets the options of parameter conversion and validation.</summary>
    public ParameterOptions Parameters => field ??= new() { Given = Given };

    /// <summary>Gets the options of the log line of each call.</summary>
    public CallLogOptions CallLog => field ??= new() { Given = Given };

    /// <summary>Gets the options of client-side monitoring.</summary>
    public MonitoringOptions Monitoring => field ??= new() { Given = Given };

    /// <summary>Gets the options of traces and metrics.</summary>
    public TelemetryOptions Telemetry => field ??= new() { Given = Given };

    /// <summary>Gets the options of endpoint discovery, which this service does not have.</summary>
    public DiscoveryOptions Discovery => field ??= new() { Given = Given };

    /// <summary>Gets the options of compression, which this service does not have.</summary>
    public CompressionOptions Compression => field ??= new() { Given = Given };

    internal GivenOptions Given { get => field ??= new(); private init; }

    internal ConfigurationBinding? Binding { get; private set; }

    internal SystemSeams? Seams { get; set; }

    internal ClientLog? Log { get; private set; }

    /// <summary>Says where an option's value came from, as long as it has that value.</summary>
    internal void NoteSource(string name, object value, string source) =>
        (Binding ??= new ConfigurationBinding()).NoteSource(OptionTable.Find(name)!, value, source);

    /// <summary>Where the plugins of a copy came from.</summary>
    internal string PluginsSource { get; private set; } = "options.Plugins";

    private List<Pipeline.PluginSetting>? PluginSettings { get; set; }

    /// <summary>The client's own copy, which plugins may change.</summary>
    internal SsoOidcClientOptions Copy()
    {
        var copy = new SsoOidcClientOptions
        {
            Given = Given.Copy(),
            Log = Log,
            Defaults = Defaults,
            Binding = Binding?.Copy(),
            Seams = Seams,
            PluginSettings = PluginSettings is null ? null : new(PluginSettings),

            // Not written as a collection expression, for which the compiler would take LINQ.
            Stubs = new List<OperationStubs>(Stubs),
        };

        // Lists are not merged: the nearest that has entries counts.
        var levels = Levels();
        string source = "options.";
        foreach (var level in levels)
        {
            if (level.Plugins.Count > 0)
            {
                copy.Plugins = new List<ClientPlugin>(level.Plugins);
                copy.PluginsSource = source + "Plugins";
                break;
            }

            source += "Defaults.";
        }

        return copy;
    }

    /// <summary>What configurations give to plugins, from all levels, those that count less first.</summary>
    internal List<Pipeline.PluginSetting> FindPluginSettings()
    {
        var settings = new List<Pipeline.PluginSetting>();
        foreach (var level in Levels())
        {
            if (level.PluginSettings is { } own)
            {
                settings.InsertRange(0, own);
            }
        }

        return settings;
    }

    /// <summary>Keeps the text of a key such as <c>Plugins:Tenant:Id</c> until the client is made and its plugins are known.</summary>
    internal void AddPluginSetting(string plugin, string option, string value, string source) =>
        (PluginSettings ??= []).Add(new(plugin, option, value, source));

    /// <summary>These options, their defaults, the defaults of these, and so on; where they lead back to themselves, each once.</summary>
    internal List<SsoOidcClientOptions> Levels()
    {
        var levels = new List<SsoOidcClientOptions>();
        for (var level = this; level is not null && !levels.Contains(level); level = level.Defaults)
        {
            levels.Add(level);
        }

        return levels;
    }
}
