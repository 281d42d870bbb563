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
        Retries = RetryRules.Create(config);
        StandardHandlers.AddTo(Handlers, config, stubs is null ? new HttpSendHandler(transport!) : new StubSendHandler(stubs), Retries);
        if (stubs is not null)
        {
            Handlers.Add(new HandlerEntry(new ApiRequestHandler(stubs), PipelineStep.Build, 0));
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
        for (int i = 0; i < options.Plugins.Count; i++)
        {
            // A plugin may add plugins, which then have their turn too.
            options.Plugins[i].BeforeInitialize(options);
        }

        var resolver = new OptionResolver(options, options.Seams ?? SystemSeams.Real);
        var values = resolver.ResolveAll();
        var problems = resolver.Problems;
        var (region, useFips) = RegionResolver.Resolve(values, problems);
        bool isStubbed = (bool)values[OptionRows.StubResponses].Value!;
        var transport = isStubbed ? null : HttpTransport.Create(values, problems);
        if (problems.Count > 0)
        {
            transport?.Dispose();
            throw new ClientConfigurationException(problems);
        }

        var config = new SsoOidcClientConfig(values, resolver.Seams, region, useFips);
        return new ClientParts(config, transport, [.. options.Plugins], isStubbed ? new ClientStubs(resolver.FindStubs()) : null);
    }

    public void AfterInitialize(SsoOidcClient client)
    {
        for (int i = _plugins.Length - 1; i >= 0; i--)
        {
            _plugins[i].AfterInitialize(client);
        }
    }

    public void Dispose()
    {
        IsDisposed = true;
        _transport?.Dispose();
    }
}
