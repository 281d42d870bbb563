using System.Runtime.CompilerServices;
using Polly;
using Polly.Retry;

namespace SsoOidc.Retries;

/// <summary>A call that is being retried.</summary>
internal interface IRetriedCall
{
    /// <summary>Whether the last attempt is to be followed by another.</summary>
    bool IsToBeRetried { get; }

    /// <summary>Makes an attempt. The first time it only hands back the outcome that made the call a retried one.</summary>
    ValueTask AttemptAsync();

    /// <summary>Waits, and makes ready for the next attempt.</summary>
    ValueTask PrepareRetryAsync();
}

/// <summary>
/// Drives retries with Polly; nothing else in the library names it. Built when a client's first attempt fails that is worth
/// another, so that a program whose calls succeed never loads it. Waits are the call's own doing, because Polly's have
/// whole milliseconds; so is the decision, because Polly asks for it after the last attempt too.
/// </summary>
internal sealed class RetryPipelines
{
    private readonly ResiliencePipeline<IRetriedCall> _pipeline;

    public RetryPipelines(int maxRetries, TimeProvider time) => _pipeline = new ResiliencePipelineBuilder<IRetriedCall> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<IRetriedCall>
        {
            MaxRetryAttempts = maxRetries,
            ShouldHandle = static arguments => new(arguments.Outcome.Result is { IsToBeRetried: true }),
            DelayGenerator = static _ => new((TimeSpan?)TimeSpan.Zero),
            OnRetry = static arguments => arguments.Outcome.Result!.PrepareRetryAsync(),
        })
        .Build();

    /// <summary>Repeats the call until it no longer asks for it. What an attempt throws ends it and is thrown unchanged.</summary>
    public ValueTask RunAsync(IRetriedCall call, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        var pending = _pipeline.ExecuteOutcomeAsync(static (_, state) => AttemptAsync(state), context, call);
        if (!pending.IsCompletedSuccessfully)
        {
            return FinishAsync(pending, context);
        }

        ResilienceContextPool.Shared.Return(context);
        pending.Result.ThrowIfException();
        return default;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask FinishAsync(ValueTask<Outcome<IRetriedCall>> pending, ResilienceContext context)
    {
        var outcome = await pending.ConfigureAwait(false);
        ResilienceContextPool.Shared.Return(context);
        outcome.ThrowIfException();
    }

    private static ValueTask<Outcome<IRetriedCall>> AttemptAsync(IRetriedCall call)
    {
        var pending = call.AttemptAsync();
        return pending.IsCompletedSuccessfully ? new(Outcome.FromResult(call)) : AwaitAsync(pending, call);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<Outcome<IRetriedCall>> AwaitAsync(ValueTask pending, IRetriedCall call)
    {
        await pending.ConfigureAwait(false);
        return Outcome.FromResult(call);
    }
}
