namespace SsoOidc;

/// <summary>The stubs of one operation, for <see cref="SsoOidcClientOptions.Stubs"/>.</summary>
public sealed class OperationStubs
{
    private OperationStubs(Operation operation, Stubbing.Stub[] stubs)
    {
        Operation = operation;
        Stubs = stubs;
    }

    /// <summary>Gets the operation.</summary>
    public Operation Operation { get; }

    internal Stubbing.Stub[] Stubs { get; }

    /// <summary>Makes the stubs of an operation: used in order, and the last one for ever.</summary>
    public static OperationStubs For<TRequest, TResponse>(Operation<TRequest, TResponse> operation, params StubbedResponse<TResponse>[] stubs)
        where TRequest : class
        where TResponse : SsoOidcResponse
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(stubs);
        return new OperationStubs(operation, Array.ConvertAll(stubs, static stub => stub.Stub));
    }

    /// <summary>Makes the stubs of an operation that is named: used in order, and the last one for ever.</summary>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public static OperationStubs For(string operationName, params StubbedResponse[] stubs)
    {
        ArgumentNullException.ThrowIfNull(stubs);
        return new OperationStubs(
            Operations.Find(operationName),
            Array.ConvertAll(stubs, static stub => (stub ?? throw new ArgumentException("A stub is null.", nameof(stubs))).Stub));
    }
}
