namespace SsoOidc.Pipeline;

/// <summary>A function as a handler.</summary>
internal sealed class LambdaHandler(string name, Func<OperationContext, PipelineNext, ValueTask> handler) : PipelineHandler
{
    public string Name { get; } = Shapes.Text.ForDisplay(name);

    public static LambdaHandler Before(string name, Action<OperationContext> handler) => new(name, (context, next) =>
    {
        handler(context);
        return next.InvokeAsync(context);
    });

    public static LambdaHandler Before(string name, Func<OperationContext, ValueTask> handler) => new(name, async (context, next) =>
    {
        await handler(context).ConfigureAwait(false);
        await next.InvokeAsync(context).ConfigureAwait(false);
    });

    public static LambdaHandler After(string name, Action<OperationContext> handler) => After(name, context =>
    {
        handler(context);
        return default;
    });

    public static LambdaHandler After(string name, Func<OperationContext, ValueTask> handler) => new(name, async (context, next) =>
    {
        await next.InvokeAsync(context).ConfigureAwait(false);
        if (context.HttpResponse is not null)
        {
            await handler(context).ConfigureAwait(false);
        }
    });

    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next) => handler(context, next);
}
