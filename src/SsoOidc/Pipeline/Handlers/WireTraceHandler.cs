using Microsoft.Extensions.Logging;
using SsoOidc.Diagnostics;

namespace SsoOidc.Pipeline.Handlers;

/// <summary>Logs what goes over the wire, secrets hidden.</summary>
internal sealed class WireTraceHandler(ILogger logger) : PipelineHandler
{
    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next) =>
        logger.IsEnabled(LogLevel.Information) ? TraceAsync(context, next) : next.InvokeAsync(context);

    private async ValueTask TraceAsync(OperationContext context, PipelineNext next)
    {
        string name = context.Operation.Name;
        WireEvents.Sends(logger, name, context.Attempts, WireText.Of(context.HttpRequest, context.Operation));
        await next.InvokeAsync(context).ConfigureAwait(false);
        if (context.HttpResponse is { } answer)
        {
            WireEvents.Received(logger, name, context.Attempts, WireText.Of(answer, context.Operation));
        }
        else if (context.Error is { } error)
        {
            WireEvents.ReceivedNothing(logger, name, context.Attempts, error.Code);
        }
    }
}
