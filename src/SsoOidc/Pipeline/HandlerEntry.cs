namespace SsoOidc.Pipeline;

/// <summary>What a chain is compiled for.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="IsLoose">Whether the call is by wire names.</param>
/// <param name="IsObserved">Whether somebody is told of the bodies' parts, or the answer has a target.</param>
internal readonly record struct CallKind(Operation Operation, bool IsLoose, bool IsObserved = false);

/// <summary>A handler with its place.</summary>
internal sealed record HandlerEntry(PipelineHandler Handler, PipelineStep Step, int Priority, Func<CallKind, bool>? When = null)
{
    /// <summary>The name by which users remove or replace it; null for their own handlers.</summary>
    public StandardHandler? Standard { get; init; }

    /// <summary>The name for people.</summary>
    public string Name => Handler is LambdaHandler lambda ? lambda.Name : Handler.GetType().Name;

    public int Weight => (int)Step + Priority;

    public bool AppliesTo(CallKind call) => When is null || When(call);
}
