using SsoOidc.Diagnostics;

namespace SsoOidc.Pipeline.Handlers;

/// <summary>Logs what goes over the wire, secrets hidden.</summary>
internal sealed class WireTraceHandler(WireEvents wire) : PipelineHandler
{
    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next) =>
        wire.IsEnabled ? TraceAsync(context, next) : next.InvokeAsync(context);

    private async ValueTask TraceAsync(OperationContext context, PipelineNext next)
    {
        string name = context.Operation.Name;
        wire.Sends(name, context.Attempts, WireText.Of(context.HttpRequest, context.Operation));
        await next.InvokeAsync(context).ConfigureAwait(false);
        if (context.HttpResponse is { } answer)
        {
            wire.Received(name, context.Attempts, WireText.Of(answer, context.Operation));
        }
        else if (context.Error is { } error)
        {
            wire.ReceivedNothing(name, context.Attempts, error.Code);
        }
    }
}
