using Microsoft.Extensions.Logging;
using SsoOidc.Diagnostics;

namespace SsoOidc.Pipeline.Handlers;

/// <summary>
/// Leaves one line per call, after all attempts. A call that ends by an exception leaves none, and none by an answer that cannot
/// be read: there the reference raises too.
/// </summary>
internal sealed class CallLogHandler(ILogger logger, LogLevel level, Func<FinishedCall, string> format) : PipelineHandler
{
    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next) =>
        logger.IsEnabled(level) ? LogAsync(context, next) : next.InvokeAsync(context);

    private async ValueTask LogAsync(OperationContext context, PipelineNext next)
    {
        var time = context.Config.TimeProvider;
        long start = time.GetTimestamp();
        await next.InvokeAsync(context).ConfigureAwait(false);
        var duration = time.GetElapsedTime(start);
        if (context.LastError() is not ResponseParseException && Format(context, duration) is { } line)
        {
            CallEvents.CallFinished(logger, level, line);
        }
    }

    private string? Format(OperationContext context, TimeSpan duration)
    {
        var call = new FinishedCall(
            context.Operation,
            context.Config.Region,
            context.Parameters,
            context.HttpRequest,
            context.HttpResponse,
            context.Response,
            context.Error,
            context.CreateMetadata(),
            duration);
        try
        {
            return format(call);
        }
#pragma warning disable CA1031 // a function of the caller's that writes a log line must not decide over the call
        catch (Exception e)
#pragma warning restore CA1031
        {
            CallEvents.FormatterFailed(logger, e.GetType().FullName, context.Operation.Name);
            return null;
        }
        finally
        {
            call.End();
        }
    }
}
