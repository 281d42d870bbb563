namespace SsoOidc.Pipeline;

/// <summary>What a chain is compiled for.</summary>
internal readonly record struct CallKind(Operation Operation, bool IsLoose);

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
