namespace SsoOidc;

/// <summary>A stub for operations that answer a <typeparamref name="TResponse"/>; a response of another operation does not compile.</summary>
/// <typeparam name="TResponse">The operation's response.</typeparam>
#pragma warning disable CA2225 // the named alternatives stand on StubbedResponse
public readonly struct StubbedResponse<TResponse> : IEquatable<StubbedResponse<TResponse>>
    where TResponse : SsoOidcResponse
{
    private readonly StubbedResponse? _stub;

    private StubbedResponse(StubbedResponse stub) => _stub = stub;

    internal Stubbing.Stub Stub => (_stub ?? throw new ArgumentException("A stub is null.")).Stub;

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
