using SsoOidc.Options;
using SsoOidc.Pipeline;
using SsoOidc.Pipeline.Handlers;
using SsoOidc.Retries;
using SsoOidc.Stubbing;
using SsoOidc.Transport;

namespace SsoOidc;

/// <summary>Puts a client together: options, transport, handlers.</summary>
internal sealed class ClientParts : IDisposable
{
    private readonly HttpTransport? _transport;
    private readonly ClientPlugin[] _plugins;

    private ClientParts(SsoOidcClientConfig config, HttpTransport? transport, ClientPlugin[] plugins, ClientStubs? stubs)
    {
        Config = config;
        Stubs = stubs;
        _transport = transport;
        _plugins = plugins;
        Handlers = new HandlerList();
        Retries = RetryRules.Create(config.RetrySettings);
        StandardHandlers.AddTo(Handlers, config, stubs is null ? new HttpSendHandler(transport!) : new StubSendHandler(stubs), Retries);
        if (stubs is not null)
        {
            StandardHandlers.AddStubbingTo(Handlers, new ApiRequestHandler(stubs));
        }

        foreach (var plugin in plugins)
        {
            plugin.AddHandlers(Handlers, config);
        }

        Pipeline = new OperationPipeline(Handlers, config);
    }

    public SsoOidcClientConfig Config { get; }

    public HandlerList Handlers { get; }

    public OperationPipeline Pipeline { get; }

    public RetryRules Retries { get; }

    public ClientStubs? Stubs { get; }

    public bool IsDisposed { get; private set; }

    public static ClientParts Create(SsoOidcClientOptions options)
    {
        options = options.Copy();
        var pluginProblems = PreparePlugins(options);
        var resolver = new OptionResolver(options, options.Seams ?? SystemSeams.Real);
        var values = resolver.ResolveAll();
        var problems = resolver.Problems;
        problems.AddRange(pluginProblems);
        var (region, useFips) = RegionResolver.Resolve(values, problems);
        bool isStubbed = (bool)values[OptionRows.StubResponses].Value!;
        var transport = isStubbed ? null : HttpTransport.Create(values, problems);
        if (problems.Count > 0)
        {
            transport?.Dispose();
            throw new ClientConfigurationException(problems);
        }

        var config = new SsoOidcClientConfig(values, resolver.Seams, region, useFips);
        try
        {
            return new ClientParts(config, transport, [.. options.Plugins], isStubbed ? new ClientStubs(FindStubs(resolver.Levels)) : null);
        }
        catch
        {
            transport?.Dispose();
            throw;
        }
    }

    // As with any other option: the nearest that are given.
    private static IEnumerable<OperationStubs> FindStubs(List<SsoOidcClientOptions> levels) =>
        levels.Find(static level => level.Stubs.Count > 0)?.Stubs ?? [];

    public void AfterInitialize(SsoOidcClient client)
    {
        try
        {
            for (int i = _plugins.Length - 1; i >= 0; i--)
            {
                _plugins[i].AfterInitialize(client);
            }
        }
        catch
        {
            // Nobody will have the client, so nobody else can close it.
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        IsDisposed = true;
        _transport?.Dispose();
    }

    /// <summary>Gives plugins their options and lets them change the client's; plugins that are added meanwhile have their turn too.</summary>
    private static List<ConfigurationProblem> PreparePlugins(SsoOidcClientOptions options)
    {
        var problems = new List<ConfigurationProblem>();
        if (options.Plugins.Count == 0 && options.FindPlugins() is { Count: > 0 } shared)
        {
            options.Plugins = [.. shared];
        }

        var settings = options.FindPluginSettings();
        var getVariable = (options.Seams ?? SystemSeams.Real).GetEnvironmentVariable;
        for (int i = 0; i < options.Plugins.Count; i++)
        {
            var plugin = options.Plugins[i] ?? throw new ArgumentException("A plugin is null.", nameof(options));
            PluginSettings.Apply(plugin, settings, getVariable, problems);
            plugin.BeforeInitialize(options);
        }

        PluginSettings.ReportUnknown([.. options.Plugins], settings, problems);
        return problems;
    }
}
