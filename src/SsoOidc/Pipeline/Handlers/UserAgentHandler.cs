namespace SsoOidc.Pipeline.Handlers;

/// <summary>Says who calls, on every attempt, whatever stood there before.</summary>
internal sealed class UserAgentHandler(string userAgent) : PipelineHandler
{
    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next)
    {
        context.HttpRequest.Headers.Set("user-agent", userAgent);
        return next.InvokeAsync(context);
    }
}
