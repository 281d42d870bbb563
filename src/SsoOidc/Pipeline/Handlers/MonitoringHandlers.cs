using SsoOidc.Credentials;
using SsoOidc.Diagnostics;
using SsoOidc.Protocol;

namespace SsoOidc.Pipeline.Handlers;

/// <summary>Sends the records of a call, however it ends.</summary>
internal sealed class MonitoringHandler(Monitoring monitoring) : PipelineHandler
{
    public override async ValueTask InvokeAsync(OperationContext context, PipelineNext next)
    {
        var call = monitoring.Begin(context);
        try
        {
            await next.InvokeAsync(context).ConfigureAwait(false);
            call.End();
        }
        catch (Exception e)
        {
            call.End(e);
            throw;
        }
        finally
        {
            monitoring.Publish(call);
        }
    }
}

/// <summary>Notes each attempt that has ended. It stands around the sending, so that the time is that of the service and the way there.</summary>
internal sealed class AttemptMonitoringHandler(CredentialSource credentials) : PipelineHandler
{
    public override async ValueTask InvokeAsync(OperationContext context, PipelineNext next)
    {
        var time = context.Config.TimeProvider;
        var attempt = new MonitoredAttempt
        {
            Timestamp = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Host = context.HttpRequest.Uri?.Host,
            Region = context.Config.Region,
            UserAgent = context.HttpRequest.Headers["user-agent"],
            AccessKeyId = credentials.KnownAccessKeyId,
        };
        long start = MonitoredCall.Milliseconds(time);
        await next.InvokeAsync(context).ConfigureAwait(false);
        attempt.Latency = MonitoredCall.Milliseconds(time) - start;
        attempt.Status = context.HttpResponse?.StatusCode ?? 0;
        attempt.AmznRequestId = context.HttpResponse?.GetHeader("x-amzn-request-id");
        attempt.AmzRequestId = context.HttpResponse?.GetHeader("x-amz-request-id");
        attempt.AmzId2 = context.HttpResponse?.GetHeader("x-amz-id-2");
        if (Failure(context) is { } failure)
        {
            attempt.ServiceFailure = MonitoredFailure.Of(failure);
        }

        context.Get(MonitoredCall.Key)?.Attempts.Add(attempt);
    }

    // The answer is read further out; a success that cannot be read is noted there.
    private static SsoOidcException? Failure(OperationContext context) =>
        context.Error ?? (context.HttpResponse is { StatusCode: < 200 or > 299 } answer ? ErrorReader.Read(answer) : null);
}
