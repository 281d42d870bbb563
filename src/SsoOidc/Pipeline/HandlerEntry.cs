namespace SsoOidc.Pipeline;

/// <summary>What a chain is compiled for.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="IsLoose">Whether the call is by wire names.</param>
/// <param name="IsObserved">Whether somebody is told of the bodies' parts, or the answer has a target.</param>
internal readonly record struct CallKind(Operation Operation, bool IsLoose, bool IsObserved = false)
{
    public readonly Operation Operation = Operation;
    public readonly bool IsLoose = IsLoose;
    public readonly bool IsObserved = IsObserved;
}

/// <summary>A handler with its place.</summary>
/// <param name="Handler">The handler.</param>
/// <param name="Step">Where in the life of a call it stands.</param>
/// <param name="Priority">Its place in the step; higher is called earlier.</param>
/// <param name="When">The calls that it is for; all where null.</param>
/// <param name="Standard">The name by which users remove or replace it; null for their own handlers.</param>
internal sealed record HandlerEntry(
    PipelineHandler Handler, PipelineStep Step, int Priority, Func<CallKind, bool>? When = null, StandardHandler? Standard = null)
{
    /// <summary>The name for people.</summary>
    public string Name => Handler is LambdaHandler lambda ? lambda.Name : Handler.GetType().Name;

    public int Weight => (int)Step + Priority;

    public bool AppliesTo(CallKind call) => When is null || When(call);
}
