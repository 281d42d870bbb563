using System.Collections.ObjectModel;

namespace SsoOidc.Stubbing;

/// <summary>The stubs of a client and the requests it has recorded.</summary>
internal sealed class ClientStubs
{
    private readonly object _lock = new();
    private readonly Dictionary<Operation, StubQueue> _queues = [];
    private readonly List<string> _mismatches = [];
    private readonly Stub?[] _defaults = new Stub?[Operations.Count];
    private ApiRequest[] _requests = new ApiRequest[8];
    private int _count;

    public ClientStubs(IEnumerable<OperationStubs> initial)
    {
        foreach (var stubs in initial)
        {
            ArgumentNullException.ThrowIfNull(stubs);
            Set(stubs.Operation, stubs.Stubs);
        }
    }

    /// <summary>A snapshot. It costs no copy: what stands in the array is never overwritten.</summary>
    public IReadOnlyList<ApiRequest> Requests
    {
        get
        {
            lock (_lock)
            {
                return new ReadOnlyCollection<ApiRequest>(new ArraySegment<ApiRequest>(_requests, 0, _count));
            }
        }
    }

    /// <exception cref="ArgumentException">A stub is not one for this operation; then nothing changes.</exception>
    public void Set(Operation operation, Stub[] stubs)
    {
        var queue = new StubQueue(Array.ConvertAll(stubs, stub => stub.For(operation)));
        lock (_lock)
        {
            _queues[operation] = queue;
        }
    }

    /// <summary>Takes the stub of a call; the last one stays.</summary>
    /// <exception cref="StubVerificationException">The stub expects another call; it is not used up.</exception>
    public Stub Take(OperationContext context)
    {
        lock (_lock)
        {
            if (_queues.TryGetValue(context.Operation, out var queue) && !queue.IsEmpty)
            {
                ThrowIfUnexpected(queue.Next, context);
                return queue.Take();
            }
        }

        return _defaults[context.Operation.Index] ??= new Stub(new ResponseAnswer(context.Operation.CreateStub())).For(context.Operation);
    }

    /// <exception cref="StubVerificationException">The stub expects another call; that is remembered.</exception>
    public void ThrowIfUnexpected(Stub stub, OperationContext context)
    {
        if (stub.Expected?.Compare(context) is { } mismatch)
        {
            lock (_lock)
            {
                _mismatches.Add(mismatch.Message.Replace("\n", "\n  ", StringComparison.Ordinal));
            }

            throw mismatch;
        }
    }

    /// <exception cref="StubVerificationException">A stub was not used, or a call was another one than its stub expects.</exception>
    public void VerifyAllUsed()
    {
        List<string> problems;
        lock (_lock)
        {
            problems =
            [
                .. _queues.Where(static stubs => stubs.Value.Unused > 0).OrderBy(static stubs => stubs.Key.Index).Select(static stubs =>
                    $"{stubs.Key.Name}: {stubs.Value.Unused} of {stubs.Value.Count} stubs were not used"),
                .. _mismatches,
            ];
        }

        if (problems.Count > 0)
        {
            throw new StubVerificationException("Stubs were not used as they were meant:", problems);
        }
    }

    public void Record(ApiRequest request)
    {
        lock (_lock)
        {
            if (_count == _requests.Length)
            {
                Array.Resize(ref _requests, _count * 2);
            }

            _requests[_count++] = request;
        }
    }

    public void ClearRequests()
    {
        lock (_lock)
        {
            // Snapshots keep the old array.
            _requests = new ApiRequest[8];
            _count = 0;
        }
    }
}
