using SsoOidc.Credentials;
using SsoOidc.Diagnostics;
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
    private readonly AttemptTimers? _timers;
    private readonly ClientPlugin[] _plugins;
    private readonly CredentialSource _credentials;
    private readonly ClientDiagnostics _diagnostics;

    private ClientParts(
        SsoOidcClientConfig config,
        ClientLog? log,
        DefaultsModeChoice? pendingMode,
        HttpTransport? transport,
        ClientPlugin[] plugins,
        ClientStubs? stubs)
    {
        Config = config;
        Stubs = stubs;
        _transport = transport;

        // Of a handler of the caller's nobody knows how long it holds a token.
        _timers = transport is null ? null : new AttemptTimers(config.TimeProvider, keepsNoToken: transport.IsFrameworkHandler);
        _plugins = plugins;
        Handlers = new HandlerList();
        Retries = RetryRules.Create(config);
        var settings = transport is null ? null : CreateCredentialSettings(config, log, transport);
        _credentials = new CredentialSource(config.Credentials, settings is null ? null : new FoundCredentials(settings));
        var events = log?.CreateEvents();
        _diagnostics = new ClientDiagnostics(config, events);
        StandardHandlers.AddTo(
            Handlers,
            config,
            DefaultCredentialChain.IsSupported && settings is not null && pendingMode is not null
                ? CreateModeHandler(config, pendingMode, settings, transport!)
                : null,
            _credentials,
            new TokenSource(config.TokenProvider, settings),
            stubs is null ? new HttpSendHandler(transport!, _timers!) : new StubSendHandler(stubs),
            stubs is null ? new ObservedSendHandler(transport!, _timers!) : null,
            Retries,
            _diagnostics,
            log,
            events);
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
        bool isStubbed = (bool)values[OptionRows.StubResponses].Value!;
        var transport = isStubbed ? null : HttpTransport.Create(values, resolver.Seams, problems);
        if (problems.Count > 0)
        {
            transport?.Dispose();
            throw new ClientConfigurationException(problems);
        }

        var config = new SsoOidcClientConfig(values, resolver.Seams);
        var log = resolver.Levels.Find(static level => level.Log is not null)?.Log;
        log?.WriteConfiguration(config, resolver.LegacyRegion);
        try
        {
            return new ClientParts(
                config,
                log,
                resolver.PendingMode,
                transport,
                options.Plugins.Count == 0 ? [] : EachOnce(options.Plugins),
                isStubbed ? new ClientStubs(FindStubs(resolver.Levels)) : null);
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

    public void PrepareHandler(SocketsHttpHandler handler)
    {
        var settings = new HandlerSettings(Config.Options, Config.Seams);
        settings.Apply(handler, settings.Tls.Prepare());
        _transport?.FollowOptions(settings.Proxy);
    }

    public void Dispose()
    {
        IsDisposed = true;
        _credentials.Dispose();
        _diagnostics.Dispose();
        _transport?.Dispose();
        _timers?.Dispose();
    }

    /// <summary>Gives plugins their options and lets them change the client's; plugins that are added meanwhile have their turn too.</summary>
    private static List<ConfigurationProblem> PreparePlugins(SsoOidcClientOptions options)
    {
        var problems = new List<ConfigurationProblem>();
        var settings = options.FindPluginSettings();
        if (options.Plugins.Count > 0 || settings.Count > 0)
        {
            PreparePlugins(options, settings, problems);
        }

        return problems;
    }

    private static void PreparePlugins(
        SsoOidcClientOptions options, List<PluginSetting> settings, List<ConfigurationProblem> problems)
    {
        var getVariable = (options.Seams ?? SystemSeams.Real).GetEnvironmentVariable;

        // A hook may add plugins, and remove some, itself too.
        var prepared = new HashSet<ClientPlugin>(ReferenceEqualityComparer.Instance);
        while (Next() is { } plugin)
        {
            prepared.Add(plugin);
            PluginSettings.Apply(plugin, settings, getVariable, problems);
            plugin.BeforeInitialize(options);
        }

        PluginSettings.ReportUnknown([.. options.Plugins], settings, problems);

        ClientPlugin? Next()
        {
            while (options.Plugins.IndexOf(null!) is >= 0 and var index)
            {
                problems.Add(new(OptionRows.Plugins.Name, options.PluginsSource, $"the plugin at index {index} is null; give a plugin, or leave it out."));
                options.Plugins.RemoveAt(index);
            }

            return options.Plugins.FirstOrDefault(plugin => !prepared.Contains(plugin));
        }
    }

    private static ClientPlugin[] EachOnce(IList<ClientPlugin> plugins) => [.. plugins.Distinct<ClientPlugin>(ReferenceEqualityComparer.Instance)];

    private static DefaultsModeHandler CreateModeHandler(
        SsoOidcClientConfig config, DefaultsModeChoice pendingMode, CredentialSettings settings, HttpTransport transport) =>
        new(pendingMode, new InstanceRegion(settings).FindAsync, () => transport.UseConnectTimeout(config.ConnectTimeout));

    // STS and the SSO portal are reached as the service is: the same proxy, certificates and limits.
    private static CredentialSettings CreateCredentialSettings(SsoOidcClientConfig config, ClientLog? log, HttpTransport transport) => new(
        seams: config.Seams,
        time: config.TimeProvider,
        send: transport.SendForCredentialsAsync,
        region: config.Region,
        useFips: config.UseFips,
        useDualStack: config.UseDualStack,
        ignoreConfiguredUrls: config.IgnoreConfiguredUrls,
        profile: config.ProfileInCode,
        keys: new(
            (string?)config.Get(OptionRows.AccessKeyId),
            (string?)config.Get(OptionRows.SecretAccessKey),
            (string?)config.Get(OptionRows.SessionToken),
            (string?)config.Get(OptionRows.AccountId)),
        metadataRetries: config.InstanceMetadataRetries,
        metadataTimeout: config.InstanceMetadataTimeout,
        serviceTimeout: config.ReadTimeout,
        log: log?.CreateCredentialLog());
}
