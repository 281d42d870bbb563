namespace SsoOidc.Stubbing;

/// <summary>The stubs of a client and the requests it has recorded.</summary>
internal sealed class ClientStubs
{
    private readonly object _lock = new();
    private readonly Dictionary<Operation, Queue<Stub>> _stubs = [];
    private readonly List<ApiRequest> _requests = [];

    public ClientStubs(IEnumerable<OperationStubs> initial)
    {
        foreach (var stubs in initial)
        {
            Set(stubs.Operation, stubs.Stubs);
        }
    }

    public IReadOnlyList<ApiRequest> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    public void Set(Operation operation, Stub[] stubs)
    {
        lock (_lock)
        {
            _stubs[operation] = new Queue<Stub>(stubs);
        }
    }

    /// <summary>Takes the next stub; the last one stays.</summary>
    public Stub Take(Operation operation)
    {
        lock (_lock)
        {
            if (_stubs.TryGetValue(operation, out var stubs) && stubs.Count > 0)
            {
                return stubs.Count > 1 ? stubs.Dequeue() : stubs.Peek();
            }
        }

        return new DataStub(operation.CreateStub());
    }

    public void Record(ApiRequest request)
    {
        lock (_lock)
        {
            _requests.Add(request);
        }
    }

    public void ClearRequests()
    {
        lock (_lock)
        {
            _requests.Clear();
        }
    }
}
