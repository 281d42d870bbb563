using System.Runtime.CompilerServices;

namespace SsoOidc;

/// <summary>
/// A step in the life of a call. Handlers keep no state of a call, so one instance serves many calls at once; what a call
/// needs stands on its <see cref="OperationContext"/>. Failures travel as values in <see cref="OperationContext.Error"/>;
/// an exception that a handler throws reaches the caller unchanged.
/// </summary>
public abstract class PipelineHandler
{
    /// <summary>Does the handler's work and calls <paramref name="next"/>; not calling it ends the call here.</summary>
    /// <param name="context">The call.</param>
    /// <param name="next">The rest of the chain.</param>
    public abstract ValueTask InvokeAsync(OperationContext context, PipelineNext next);
}

/// <summary>The rest of the chain, seen from a handler.</summary>
public readonly struct PipelineNext : IEquatable<PipelineNext>
{
    private readonly PipelineHandler[] _handlers;
    private readonly int _index;

    internal PipelineNext(PipelineHandler[] handlers, int index = 0)
    {
        _handlers = handlers;
        _index = index;
    }

    /// <summary>Calls the next handler; at the end of the chain it does nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ValueTask InvokeAsync(OperationContext context)
    {
        var handlers = _handlers;
        int index = _index;
        return (uint)index < (uint)handlers.Length
            ? handlers[index].InvokeAsync(context, new PipelineNext(handlers, index + 1))
            : default;
    }

    /// <summary>Returns whether both stand for the same rest of the same chain.</summary>
    public bool Equals(PipelineNext other) => ReferenceEquals(_handlers, other._handlers) && _index == other._index;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PipelineNext other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_handlers, _index);

    /// <summary>Returns whether both stand for the same rest of the same chain.</summary>
    public static bool operator ==(PipelineNext left, PipelineNext right) => left.Equals(right);

    /// <summary>Returns whether they differ.</summary>
    public static bool operator !=(PipelineNext left, PipelineNext right) => !left.Equals(right);
}
