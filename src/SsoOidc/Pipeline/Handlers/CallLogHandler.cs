using Microsoft.Extensions.Logging;
using SsoOidc.Diagnostics;

namespace SsoOidc.Pipeline.Handlers;

/// <summary>
/// Leaves one line per call, after all attempts. A call that ends by an exception leaves none, and none by an answer that cannot
/// be read: there the reference raises too.
/// </summary>
internal sealed class CallLogHandler(CallEvents log, LogLevel level, Func<FinishedCall, string> format) : PipelineHandler
{
    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next) =>
        log.IsEnabled(level) ? LogAsync(context, next) : next.InvokeAsync(context);

    private async ValueTask LogAsync(OperationContext context, PipelineNext next)
    {
        var time = context.Config.TimeProvider;
        long start = time.GetTimestamp();
        SsoOidcException? error;
        try
        {
            await next.InvokeAsync(context).ConfigureAwait(false);
            error = context.LastError();
        }
        catch (OperationCanceledException e) when (context.TimeoutError(e) is { } timeout)
        {
            // Further out it becomes an error like any other.
            Write(context, time.GetElapsedTime(start), timeout);
            throw;
        }

        if (error is not ResponseParseException)
        {
            Write(context, time.GetElapsedTime(start), error);
        }
    }

    private void Write(OperationContext context, TimeSpan duration, SsoOidcException? error)
    {
        if (Format(context, duration, error) is { } line)
        {
            log.CallFinished(level, line);
        }
    }

    private string? Format(OperationContext context, TimeSpan duration, SsoOidcException? error)
    {
        var call = new FinishedCall(
            context.Operation,
            context.Config.Region,
            context.Parameters,
            context.HttpRequest,
            context.HttpResponse,
            error is null ? context.Response : null,
            error,
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
            log.FormatterFailed(e.GetType().FullName, context.Operation.Name);
            return null;
        }
        finally
        {
            call.End();
        }
    }
}
