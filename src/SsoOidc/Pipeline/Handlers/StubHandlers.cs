using SsoOidc.Retries;
using SsoOidc.Stubbing;

namespace SsoOidc.Pipeline.Handlers;

/// <summary>Stands where a request would be sent and answers from the stubs.</summary>
internal sealed class StubSendHandler(ClientStubs stubs) : PipelineHandler
{
    private const int MaxDecisions = 64;

    public override async ValueTask InvokeAsync(OperationContext context, PipelineNext next)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        context.BeginSending();
        var stub = stubs.Take(context);
        for (int decisions = 0; ; decisions++)
        {
            await Pause.ForAsync(stub.Latency, context.Config.TimeProvider, context.CancellationToken).ConfigureAwait(false);
            if (await stub.Answer.AnswerAsync(context).ConfigureAwait(false) is not { } decided)
            {
                return;
            }

            if (decisions == MaxDecisions)
            {
                throw new InvalidOperationException($"The function of a dynamic stub returned another function, {MaxDecisions} times over.");
            }

            stubs.ThrowIfUnexpected(decided, context);
            stub = decided;
        }
    }
}

/// <summary>Records the request of a stubbed call.</summary>
internal sealed class ApiRequestHandler(ClientStubs stubs) : PipelineHandler
{
    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next)
    {
        context.IsRecorded = true;
        stubs.Record(new ApiRequest(context));
        return next.InvokeAsync(context);
    }
}
