using SsoOidc;

namespace CustomHandler;

/// <summary>A plugin with an option of its own: sends a header with each registration, and counts calls.</summary>
internal sealed class TenantPlugin : ClientPlugin
{
    private int _calls;

    public string? Id { get; set; }

    public int Calls => _calls;

    // A configuration can give it as Plugins:Tenant:Id, and so can the environment.
    public override IReadOnlyList<PluginOption> Options =>
        [new PluginOption("Id", text => Id = text) { EnvironmentVariable = "TENANT_ID", IsGiven = () => Id is not null }];

    public override void AddHandlers(HandlerList handlers, SsoOidcClientConfig config)
    {
        handlers.Add(new TenantHandler(Id ?? "none"), PipelineStep.Build, priority: 40, operations: [Operations.RegisterClient]);
        handlers.HandleRequest(_ => Interlocked.Increment(ref _calls), PipelineStep.Initialize, name: "count calls");
    }
}

/// <summary>A handler of one's own.</summary>
internal sealed class TenantHandler(string tenant) : PipelineHandler
{
    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next)
    {
        context.HttpRequest.Headers["x-tenant"] = tenant;
        return next.InvokeAsync(context);
    }
}
