using SsoOidc.Diagnostics;
using SsoOidc.Retries;

namespace SsoOidc.Pipeline.Handlers;

/// <summary>Tells listeners about a call: a span around everything, and the metrics. Where nobody listens it only hands on.</summary>
internal sealed class TelemetryHandler(Telemetry telemetry, RetryRules rules) : PipelineHandler
{
    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next) =>
        telemetry.IsWatched ? WatchAsync(context, next) : next.InvokeAsync(context);

    // Asynchronous as a whole: what it sets as the current activity is not the caller's when it returns.
    private async ValueTask WatchAsync(OperationContext context, PipelineNext next)
    {
        using var span = CallSpan.Start(telemetry.Source, context);
        var time = context.Config.TimeProvider;
        long start = time.GetTimestamp();
        string? errorType = null;
        try
        {
            await next.InvokeAsync(context).ConfigureAwait(false);
            if (context.LastError() is { } error)
            {
                errorType = CallMetrics.TypeOf(error);
            }

            if (span is not null)
            {
                CallSpan.End(span, context);
            }
        }
        catch (Exception e)
        {
            errorType = context.TimeoutError(e)?.Code ?? e.GetType().FullName;
            if (span is not null)
            {
                CallSpan.End(span, context, e);
            }

            throw;
        }
        finally
        {
            telemetry.Metrics.Note(context, time.GetElapsedTime(start).TotalSeconds, errorType, rules);
        }
    }
}

/// <summary>A span around each attempt. Where nobody listens it only hands on.</summary>
internal sealed class AttemptTelemetryHandler(Telemetry telemetry) : PipelineHandler
{
    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next) =>
        telemetry.Source.HasListeners() ? WatchAsync(context, next) : next.InvokeAsync(context);

    private async ValueTask WatchAsync(OperationContext context, PipelineNext next)
    {
        using var span = AttemptSpan.Start(telemetry.Source, context);
        if (span is null)
        {
            await next.InvokeAsync(context).ConfigureAwait(false);
            return;
        }

        try
        {
            await next.InvokeAsync(context).ConfigureAwait(false);
            AttemptSpan.End(span, context);
        }
        catch (Exception e)
        {
            AttemptSpan.End(span, e);
            throw;
        }
    }
}
