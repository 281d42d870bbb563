using System.Text;

namespace SsoOidc;

/// <summary>
/// The handlers of a client. Order is step, then priority (0 to 99, higher is called earlier), then order of registration.
/// Changes affect later calls; calls that are under way keep the chain they started with.
/// </summary>
public sealed class HandlerList
{
    private readonly object _lock = new();
    private readonly List<Pipeline.HandlerEntry> _entries = [];

    private readonly bool _isForRequest;

    internal HandlerList()
    {
    }

    private HandlerList(IEnumerable<Pipeline.HandlerEntry> entries)
    {
        _entries.AddRange(entries);
        _isForRequest = true;
    }

    /// <summary>Raised after each change.</summary>
    internal event Action? Changed;

    /// <summary>Adds a handler.</summary>
    /// <param name="handler">The handler.</param>
    /// <param name="step">Where in the life of a call it stands.</param>
    /// <param name="priority">0 to 99; higher is called earlier. Default 50.</param>
    /// <param name="operations">The operations it is for; all where null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is unknown or the priority not 0 to 99.</exception>
    public void Add(
        PipelineHandler handler,
        PipelineStep step = PipelineStep.Build,
        int priority = 50,
        IEnumerable<Operation>? operations = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        AddEntry(handler, step, priority, operations);
    }

    /// <summary>Adds a function as a handler: it calls the rest of the chain itself, or ends the call there.</summary>
    /// <param name="handler">The function.</param>
    /// <param name="step">Where in the life of a call it stands.</param>
    /// <param name="priority">0 to 99; higher is called earlier. Default 50.</param>
    /// <param name="operations">The operations it is for; all where null.</param>
    /// <param name="name">A name for <see cref="Describe"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is unknown or the priority not 0 to 99.</exception>
    public void Handle(
        Func<OperationContext, PipelineNext, ValueTask> handler,
        PipelineStep step = PipelineStep.Build,
        int priority = 50,
        IEnumerable<Operation>? operations = null,
        string? name = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        AddEntry(new Pipeline.LambdaHandler(name ?? nameof(Handle), handler), step, priority, operations);
    }

    /// <summary>Adds a function that runs before the rest of the chain, which is then called.</summary>
    /// <inheritdoc cref="Handle"/>
    public void HandleRequest(
        Action<OperationContext> handler,
        PipelineStep step = PipelineStep.Build,
        int priority = 50,
        IEnumerable<Operation>? operations = null,
        string? name = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        AddEntry(Pipeline.LambdaHandler.Before(name ?? nameof(HandleRequest), handler), NotSend(step), priority, operations);
    }

    /// <summary>Adds an asynchronous function that runs before the rest of the chain, which is then called.</summary>
    /// <inheritdoc cref="Handle"/>
    public void HandleRequest(
        Func<OperationContext, ValueTask> handler,
        PipelineStep step = PipelineStep.Build,
        int priority = 50,
        IEnumerable<Operation>? operations = null,
        string? name = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        AddEntry(Pipeline.LambdaHandler.Before(name ?? nameof(HandleRequest), handler), NotSend(step), priority, operations);
    }

    /// <summary>Adds a function that runs after the rest of the chain, if an HTTP answer came: success or not, but not after a failure on the way.</summary>
    /// <inheritdoc cref="Handle"/>
    public void HandleResponse(
        Action<OperationContext> handler,
        PipelineStep step = PipelineStep.Build,
        int priority = 50,
        IEnumerable<Operation>? operations = null,
        string? name = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        AddEntry(Pipeline.LambdaHandler.After(name ?? nameof(HandleResponse), handler), NotSend(step), priority, operations);
    }

    /// <summary>Adds an asynchronous function that runs after the rest of the chain, if an HTTP answer came.</summary>
    /// <inheritdoc cref="Handle"/>
    public void HandleResponse(
        Func<OperationContext, ValueTask> handler,
        PipelineStep step = PipelineStep.Build,
        int priority = 50,
        IEnumerable<Operation>? operations = null,
        string? name = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        AddEntry(Pipeline.LambdaHandler.After(name ?? nameof(HandleResponse), handler), NotSend(step), priority, operations);
    }

    /// <summary>Removes all handlers of a type of the caller's, and of types derived from it; of <see cref="PipelineHandler"/>, all there are.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Remove<THandler>()
        where THandler : PipelineHandler => RemoveWhere(static entry => entry.Handler is THandler);

    /// <summary>Removes a standard handler, or what has replaced it.</summary>
    /// <returns>Whether it was there; some are only where an option asks for them.</returns>
    public bool Remove(StandardHandler handler) => RemoveWhere(entry => entry.Standard == handler);

    /// <summary>Puts a handler in the place of the handlers of a type, at their step and priority, for the same operations.</summary>
    /// <exception cref="InvalidOperationException">There is no handler of that type.</exception>
    public void Replace<THandler>(PipelineHandler handler)
        where THandler : PipelineHandler => ReplaceWhere(static entry => entry.Handler is THandler, handler, typeof(THandler).Name);

    /// <summary>Puts a handler in the place of a standard one, at its step and priority, for the same calls.</summary>
    /// <exception cref="InvalidOperationException">The client does not have that handler.</exception>
    public void Replace(StandardHandler replaced, PipelineHandler handler) =>
        ReplaceWhere(entry => entry.Standard == replaced, handler, $"{replaced} handler");

    /// <summary>
    /// Returns the handlers of an operation in the order of their calls, one per line: step, priority, name. A client's list shows
    /// those of a typed call, a request's list those of that request.
    /// </summary>
    public string Describe(Operation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        var text = new StringBuilder();
        foreach (var entry in Ordered(new Pipeline.CallKind(operation, _isForRequest)))
        {
            text.Append(entry.Step).Append(' ').Append(entry.Priority).Append(' ').Append(entry.Name).Append('\n');
        }

        return text.ToString();
    }

    internal void Add(Pipeline.HandlerEntry entry)
    {
        lock (_lock)
        {
            _entries.Add(entry);
        }

        Changed?.Invoke();
    }

    /// <summary>A list with the same entries, to which a single request can add its own.</summary>
    internal HandlerList Copy()
    {
        lock (_lock)
        {
            return new HandlerList(_entries);
        }
    }

    internal PipelineHandler[] Compile(Pipeline.CallKind call)
    {
        var ordered = Ordered(call);
        var chain = new PipelineHandler[ordered.Count];
        for (int i = 0; i < chain.Length; i++)
        {
            chain[i] = ordered[i].Handler;
        }

        return chain;
    }

    // At the end of the chain there is nothing to run before or after.
    private static PipelineStep NotSend(PipelineStep step) => step == PipelineStep.Send
        ? throw new ArgumentOutOfRangeException(nameof(step), step, "A function at Send answers the call itself; add it with Handle.")
        : step;

    private void AddEntry(PipelineHandler handler, PipelineStep step, int priority, IEnumerable<Operation>? operations)
    {
        if (!Enum.IsDefined(step))
        {
            throw new ArgumentOutOfRangeException(nameof(step), step, "The steps are Initialize, Validate, Build, Sign and Send.");
        }

        if (priority is < 0 or > 99)
        {
            throw new ArgumentOutOfRangeException(nameof(priority), priority, "The priority must be between 0 and 99.");
        }

        var only = operations?.ToArray();
        Add(new Pipeline.HandlerEntry(handler, step, priority, only is null ? null : call => only.Contains(call.Operation)));
    }

    private bool RemoveWhere(Predicate<Pipeline.HandlerEntry> isMeant)
    {
        bool removed;
        lock (_lock)
        {
            removed = _entries.RemoveAll(isMeant) > 0;
        }

        Changed?.Invoke();
        return removed;
    }

    private void ReplaceWhere(Predicate<Pipeline.HandlerEntry> isMeant, PipelineHandler handler, string name)
    {
        ArgumentNullException.ThrowIfNull(handler);
        lock (_lock)
        {
            int count = 0;
            for (int i = 0; i < _entries.Count; i++)
            {
                if (isMeant(_entries[i]))
                {
                    _entries[i] = _entries[i] with { Handler = handler };
                    count++;
                }
            }

            if (count == 0)
            {
                throw new InvalidOperationException($"There is no {name} to replace.");
            }
        }

        Changed?.Invoke();
    }

    internal List<Pipeline.HandlerEntry> Ordered(Pipeline.CallKind call)
    {
        var entries = new List<Pipeline.HandlerEntry>();

        // One send handler: the last that was registered.
        int send = -1;
        lock (_lock)
        {
            foreach (var entry in _entries)
            {
                if (entry.AppliesTo(call))
                {
                    send = entry.Step == PipelineStep.Send ? entries.Count : send;
                    entries.Add(entry);
                }
            }
        }

        var ordered = new List<Pipeline.HandlerEntry>(entries.Count);
        for (int i = 0; i < entries.Count; i++)
        {
            if (entries[i].Step != PipelineStep.Send || i == send)
            {
                // Behind those of the same weight, which were registered earlier.
                int place = ordered.Count;
                while (place > 0 && ordered[place - 1].Weight < entries[i].Weight)
                {
                    place--;
                }

                ordered.Insert(place, entries[i]);
            }
        }

        return ordered;
    }
}
