using SsoOidc.Stubbing;

namespace SsoOidc.Pipeline.Handlers;

/// <summary>Stands where a request would be sent and answers from the stubs.</summary>
internal sealed class StubSendHandler(ClientStubs stubs) : PipelineHandler
{
    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next)
    {
        context.CancellationToken.ThrowIfCancellationRequested();

        // A stubbed client does not retry, so there is no retry handler to count.
        context.Attempts = 1;
        return stubs.Take(context.Operation).AnswerAsync(context);
    }
}

/// <summary>Records the request of a stubbed call.</summary>
internal sealed class ApiRequestHandler(ClientStubs stubs) : PipelineHandler
{
    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next)
    {
        stubs.Record(new ApiRequest(context.Operation.Name, context.Parameters, context));
        return next.InvokeAsync(context);
    }
}
