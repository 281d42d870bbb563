using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SsoOidc.LocalServer.Wire;

namespace SsoOidc.LocalServer.Hosting;

/// <summary>The way of every request: stamp, gate, route; what fails on the way becomes an answer here.</summary>
internal sealed partial class RequestPipeline(TimeProvider clock, LoopbackGate gate, RouteTable routes, ILogger logger)
{
    public async Task HandleAsync(HttpContext context)
    {
        var requestId = ResponseStamp.Apply(context, clock);
        Fault? fault = null;
        try
        {
            gate.Check(context.Request);
            await routes.Find(context)(context).ConfigureAwait(false);
        }
        catch (Fault found)
        {
            fault = found;
        }
        catch (BadHttpRequestException e)
        {
            fault = e.StatusCode == StatusCodes.Status413PayloadTooLarge ? Fault.BodyTooLarge() : Fault.BadHttp(e.StatusCode, e.Message);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            LogFailure(logger, e, requestId);
            fault = Fault.InternalServer();
        }

        if (fault is not null && !context.Response.HasStarted)
        {
            await JsonAnswer.WriteAsync(context, fault).ConfigureAwait(false);
        }

        // The path only: the query may hold a user code.
        LogAnswer(logger, context.Request.Method, context.Request.Path, context.Response.StatusCode, fault?.ErrorType ?? "OK", requestId);
    }

    [LoggerMessage(1, LogLevel.Information, "{Method} {Path} answered {Status} {Outcome}, request {RequestId}")]
    private static partial void LogAnswer(ILogger logger, string method, string path, int status, string outcome, string requestId);

    [LoggerMessage(2, LogLevel.Error, "Request {RequestId} failed inside the server")]
    private static partial void LogFailure(ILogger logger, Exception exception, string requestId);
}
