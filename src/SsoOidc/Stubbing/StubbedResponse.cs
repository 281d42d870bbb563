namespace SsoOidc;

/// <summary>
/// What a stubbed client answers: an error code, a response, an exception, an HTTP answer, or what a function says. Strings,
/// responses and exceptions convert by themselves.
/// </summary>
public sealed class StubbedResponse
{
    internal StubbedResponse(Stubbing.Stub stub) => Stub = stub;

    internal Stubbing.Stub Stub { get; }

    /// <summary>Makes a stub of a service error: HTTP 400 with the given code.</summary>
    public static StubbedResponse Error(string code)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        return new(new Stubbing.ErrorStub(code));
    }

    /// <summary>Makes a stub of an HTTP answer, which is then read as if the service had sent it.</summary>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="headers">The headers; none where null.</param>
    /// <param name="body">The body; empty where null.</param>
    public static StubbedResponse Http(int statusCode, IEnumerable<KeyValuePair<string, string>>? headers = null, string? body = null) =>
        new(new Stubbing.HttpStub(statusCode, headers?.ToArray() ?? [], body ?? string.Empty));

    /// <summary>Makes a stub that a function decides on each call.</summary>
    public static StubbedResponse Dynamic(Func<OperationContext, StubbedResponse> decide)
    {
        ArgumentNullException.ThrowIfNull(decide);
        return new(new Stubbing.DynamicStub((context, _) => new(decide(context))));
    }

    /// <summary>Makes a stub that an asynchronous function decides on each call.</summary>
    public static StubbedResponse DynamicAsync(Func<OperationContext, CancellationToken, ValueTask<StubbedResponse>> decide)
    {
        ArgumentNullException.ThrowIfNull(decide);
        return new(new Stubbing.DynamicStub(decide));
    }

    /// <summary>Stubs a service error by its code.</summary>
    public static implicit operator StubbedResponse(string errorCode) => Error(errorCode);

    /// <summary>Stubs a response; only the members that are set are answered.</summary>
    public static implicit operator StubbedResponse(SsoOidcResponse response) => FromSsoOidcResponse(response);

    /// <summary>Stubs an exception, which the call then fails with.</summary>
    public static implicit operator StubbedResponse(Exception exception) => FromException(exception);

    /// <summary>Makes a stub of a response; only the members that are set are answered.</summary>
    public static StubbedResponse FromSsoOidcResponse(SsoOidcResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return new(new Stubbing.DataStub(response));
    }

    /// <summary>Makes a stub of an exception, which the call then fails with.</summary>
    public static StubbedResponse FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new(new Stubbing.ExceptionStub(exception));
    }

    /// <summary>Makes a stub of a service error by its code; the same as <see cref="Error"/>.</summary>
    public static StubbedResponse FromString(string errorCode) => Error(errorCode);
}

/// <summary>A stub for operations that answer a <typeparamref name="TResponse"/>; a stub for another operation does not compile.</summary>
/// <typeparam name="TResponse">The operation's response.</typeparam>
#pragma warning disable CA2225 // the named alternatives stand on StubbedResponse
public readonly struct StubbedResponse<TResponse> : IEquatable<StubbedResponse<TResponse>>
    where TResponse : SsoOidcResponse
{
    private readonly StubbedResponse? _stub;

    private StubbedResponse(StubbedResponse stub) => _stub = stub;

    internal Stubbing.Stub Stub => (_stub ?? throw new InvalidOperationException("An empty stub cannot be used.")).Stub;

    /// <summary>Stubs a service error by its code.</summary>
    public static implicit operator StubbedResponse<TResponse>(string errorCode) => new(errorCode);

    /// <summary>Stubs a response; only the members that are set are answered.</summary>
    public static implicit operator StubbedResponse<TResponse>(TResponse response) => new(response);

    /// <summary>Stubs an exception, which the call then fails with.</summary>
    public static implicit operator StubbedResponse<TResponse>(Exception exception) => new(exception);

    /// <summary>Takes a stub made by a factory method of <see cref="StubbedResponse"/>.</summary>
    public static implicit operator StubbedResponse<TResponse>(StubbedResponse stub) => new(stub);

    /// <summary>Returns whether both are the same stub.</summary>
    public static bool operator ==(StubbedResponse<TResponse> left, StubbedResponse<TResponse> right) => left.Equals(right);

    /// <summary>Returns whether they are different stubs.</summary>
    public static bool operator !=(StubbedResponse<TResponse> left, StubbedResponse<TResponse> right) => !left.Equals(right);

    /// <summary>Returns whether both are the same stub.</summary>
    public bool Equals(StubbedResponse<TResponse> other) => ReferenceEquals(_stub, other._stub);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is StubbedResponse<TResponse> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _stub?.GetHashCode() ?? 0;
}
#pragma warning restore CA2225

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
        return new OperationStubs(operation, [.. stubs.Select(static stub => stub.Stub)]);
    }
}

/// <summary>A request that a stubbed client has recorded: after conversion and validation, before signing.</summary>
/// <param name="OperationName">The operation's wire name.</param>
/// <param name="Parameters">The parameters by wire name.</param>
/// <param name="Context">The call, with its typed request.</param>
public sealed record ApiRequest(string OperationName, IReadOnlyDictionary<string, object?> Parameters, OperationContext Context)
{
    /// <summary>Returns the operation's name only: parameters hold secrets.</summary>
    public override string ToString() => OperationName;
}
