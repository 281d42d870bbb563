namespace SsoOidc.Tests.Support;

/// <summary>A handler that notes when it is entered and left.</summary>
internal class TraceHandler(string name, List<string> trace) : PipelineHandler
{
    public override async ValueTask InvokeAsync(OperationContext context, PipelineNext next)
    {
        trace.Add(name);
        await next.InvokeAsync(context);
        trace.Add("/" + name);
    }
}

/// <summary>A handler that does what a function says.</summary>
internal sealed class FunctionStep(Func<OperationContext, PipelineNext, ValueTask> invoke) : PipelineHandler
{
    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next) => invoke(context, next);
}

/// <summary>A plugin that notes the calls of its hooks.</summary>
internal sealed class TracePlugin(string name, List<string> trace, Action<HandlerList>? add = null, Action<SsoOidcClientOptions>? before = null)
    : ClientPlugin
{
    public override void BeforeInitialize(SsoOidcClientOptions options)
    {
        trace.Add($"{name} before");
        before?.Invoke(options);
    }

    public override void AddHandlers(HandlerList handlers, SsoOidcClientConfig config)
    {
        trace.Add($"{name} handlers");
        add?.Invoke(handlers);
    }

    public override void AfterInitialize(SsoOidcClient client) => trace.Add($"{name} after {client.Config.Region}");
}
