using System.Runtime.CompilerServices;
using SsoOidc.Protocol;

namespace SsoOidc.Pipeline.Handlers;

/// <summary>Turns an answer into the typed response, or into the call's error.</summary>
internal sealed class JsonResponseHandler : PipelineHandler
{
    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next)
    {
        if (context.HttpResponse is not null || context.HasError)
        {
            // A handler further out calls the rest of the chain again: what the last time left is not this time's outcome.
            context.ResetAttempt();
        }

        if (!context.HasRetries)
        {
            // Without a retry handler nobody else counts.
            context.Attempts++;
        }

        var pending = next.InvokeAsync(context);
        if (pending.IsCompletedSuccessfully)
        {
            Read(context);
            return default;
        }

        return ReadAsync(context, pending);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask ReadAsync(OperationContext context, ValueTask pending)
    {
        await pending.ConfigureAwait(false);
        Read(context);
    }

    private static void Read(OperationContext context)
    {
        if (context.HttpResponse is not { } response || context.HasError)
        {
            return;
        }

        if (response.StatusCode is >= 200 and <= 299)
        {
            context.Response = SuccessReader.Read(context, response);
        }
        else
        {
            // Most errors are never looked at: those that a retry follows.
            context.SetError(static call => ErrorReader.Read(call.HttpResponse!));
        }
    }
}
