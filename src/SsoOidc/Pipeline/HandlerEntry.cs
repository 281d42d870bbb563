namespace SsoOidc.Pipeline;

/// <summary>What a chain is compiled for.</summary>
internal readonly record struct CallKind(Operation Operation, bool IsLoose);

/// <summary>A handler with its place.</summary>
internal sealed record HandlerEntry(PipelineHandler Handler, PipelineStep Step, int Priority, Func<CallKind, bool>? When = null)
{
    public int Weight => (int)Step + Priority;

    public bool AppliesTo(CallKind call) => When is null || When(call);
}
