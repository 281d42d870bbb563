using SsoOidc.Retries;

namespace SsoOidc.Pipeline;

/// <summary>Compiles one chain per operation on first use, and runs calls through it.</summary>
internal sealed class OperationPipeline
{
    private readonly HandlerList _handlers;
    private readonly SsoOidcClientConfig _config;
    private readonly TimeSpan _callTimeout;
    private readonly BodyTransfer? _transfer;
    private PipelineHandler[]?[] _chains = new PipelineHandler[]?[4 * Operations.Count];

    public OperationPipeline(HandlerList handlers, SsoOidcClientConfig config)
    {
        _handlers = handlers;
        _config = config;
        _callTimeout = config.CallTimeout;
        _transfer = BodyTransfer.Of(config);
        handlers.Changed += () => Volatile.Write(ref _chains, new PipelineHandler[]?[4 * Operations.Count]);
    }

    /// <summary>
    /// Runs a typed call. Not async: a failure becomes a faulted task here, once, since each async method that an exception
    /// crosses costs as much as the whole call.
    /// </summary>
    public Task<TResponse> InvokeAsync<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, TRequest request, RequestOptions? options, CancellationToken cancellationToken)
        where TRequest : class
        where TResponse : SsoOidcResponse
    {
        bool raise = options?.RaiseResponseErrors ?? _config.RaiseResponseErrors;
        var context = new OperationContext(operation, _config, request, null, cancellationToken) { RaisesErrors = raise };
        var timeout = options?.CallTimeout ?? _callTimeout;
        ValueTask pending;
        try
        {
            bool isObserved = (_transfer is not null || options is { Observes: true }) && BodyTransfer.Attach(context, options, _transfer);
            var chain = new PipelineNext(Chain(new CallKind(operation, IsLoose: false, isObserved)));
            pending = timeout == Timeout.InfiniteTimeSpan ? chain.InvokeAsync(context) : InvokeAsync(context, chain, timeout);
            if (pending.IsCompletedSuccessfully)
            {
                Complete(context);
                return raise && context.Error is { } error
                    ? Task.FromException<TResponse>(error)
                    : Task.FromResult((TResponse)context.Response!);
            }
        }
        catch (Exception e)
        {
            context.Release();
            return Faulted<TResponse>(e);
        }

        return FinishAsync<TResponse>(context, pending, raise);
    }

    /// <summary>Runs a call with handlers of its own, and leaves the outcome on its context.</summary>
    public async Task InvokeAsync(OperationContext context, HandlerList? ownHandlers, RequestOptions? options)
    {
        context.RaisesErrors = options?.RaiseResponseErrors ?? _config.RaiseResponseErrors;
        var kind = new CallKind(context.Operation, context.IsLoose, BodyTransfer.Attach(context, options, _transfer));
        var chain = ownHandlers?.Compile(kind) ?? Chain(kind);
        try
        {
            await InvokeAsync(context, new PipelineNext(chain), options?.CallTimeout ?? _callTimeout).ConfigureAwait(false);
            Complete(context);
        }
        finally
        {
            context.Release();
        }
    }

    /// <summary>Runs a chain, and ends it when it takes too long; then the call has failed, it is not cancelled.</summary>
    private static async ValueTask InvokeAsync(OperationContext context, PipelineNext chain, TimeSpan timeout)
    {
        if (timeout == Timeout.InfiniteTimeSpan)
        {
            await chain.InvokeAsync(context).ConfigureAwait(false);
            return;
        }

        var caller = context.CancellationToken;
        using var timer = new CallTimer(timeout, context.Config.TimeProvider, caller);
        context.CancellationToken = timer.Token;
        context.Timer = timer;
        try
        {
            await chain.InvokeAsync(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (caller.IsCancellationRequested)
        {
            // The caller knows its own token only.
            throw new OperationCanceledException(e.Message, e, caller);
        }
        catch (OperationCanceledException e) when (timer.Elapsed)
        {
            context.Error = context.TimeoutError(e);
        }
        finally
        {
            context.CancellationToken = caller;
        }
    }

    private static async Task<TResponse> FinishAsync<TResponse>(OperationContext context, ValueTask pending, bool raise)
        where TResponse : SsoOidcResponse
    {
        try
        {
            await pending.ConfigureAwait(false);
            Complete(context);
        }
        finally
        {
            context.Release();
        }

        return raise && context.Error is { } error ? throw error : (TResponse)context.Response!;
    }

    /// <summary>Puts metadata on the outcome, and a response where there is none, so that an error has a place to stand.</summary>
    private static void Complete(OperationContext context)
    {
        var metadata = context.CreateMetadata();
        if (context.Error is { } error)
        {
            error.Metadata = metadata;
            context.Response = context.Operation.CreateResponse();
            context.Response.Error = error;
        }

        var response = context.Response ??= context.Operation.CreateResponse();
        response.Metadata = metadata;
        context.Release();
    }

    // A cancelled call must be a cancelled task, not a faulted one; only an async method makes that of an exception.
    private static Task<TResponse> Faulted<TResponse>(Exception exception) => exception is OperationCanceledException
        ? RethrowAsync<TResponse>(exception)
        : Task.FromException<TResponse>(exception);

#pragma warning disable CS1998 // see Faulted
    private static async Task<TResponse> RethrowAsync<TResponse>(Exception exception)
    {
        System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception);
        return default;
    }
#pragma warning restore CS1998

    private PipelineHandler[] Chain(in CallKind kind)
    {
        var chains = Volatile.Read(ref _chains);
        int index = (kind.Operation.Index * 4) + (kind.IsLoose ? 1 : 0) + (kind.IsObserved ? 2 : 0);
        return chains[index] ??= _handlers.Compile(kind);
    }
}
