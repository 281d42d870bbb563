using System.Text.Json;
using SsoOidc.Shapes;

namespace SsoOidc;

/// <summary>An operation of the service, as the service model declares it.</summary>
public abstract class Operation
{
    private protected Operation(int index, string name, string requestUri, bool isSigned)
    {
        Index = index;
        Name = name;
        RequestUri = requestUri;
        IsSigned = isSigned;
        int query = requestUri.IndexOf('?', StringComparison.Ordinal);
        Path = query < 0 ? requestUri : requestUri[..query];
        Query = query < 0 ? string.Empty : requestUri[query..];
    }

    /// <summary>Gets the operation's name on the wire, such as <c>CreateTokenWithIAM</c>.</summary>
    public string Name { get; }

    /// <summary>Gets the HTTP method: <c>POST</c> for all operations of this service.</summary>
    public string HttpMethod { get; } = "POST";

    /// <summary>Gets the path and query below the endpoint, such as <c>/token?aws_iam=t</c>.</summary>
    public string RequestUri { get; }

    /// <summary>Gets a value indicating whether the service model asks for a signature (SigV4) on the request.</summary>
    public bool IsSigned { get; }

    /// <summary>Gets the request's structure.</summary>
    public abstract Shape Input { get; }

    /// <summary>Gets the response's structure.</summary>
    public abstract Shape Output { get; }

    /// <summary>Gets the errors that the service model lists for this operation. Any other modelled error is typed too when it comes.</summary>
    public abstract IReadOnlyList<ErrorShape> Errors { get; }

    /// <summary>The place in <see cref="Operations.All"/>.</summary>
    internal int Index { get; }

    internal string Path { get; }

    /// <summary>The query with its question mark, or empty.</summary>
    internal string Query { get; }

    internal abstract void WriteRequest(ref JsonBodyWriter writer, object request);

    internal abstract bool IsValid(object request);

    internal abstract void Validate(object request, List<ParameterError> errors);

    internal abstract Dictionary<string, object?> RequestToDictionary(object request);

    internal abstract bool IsRequest(object value);

    internal abstract bool IsResponse(SsoOidcResponse value);

    internal abstract object ReadRequest(ref Utf8JsonReader reader);

    internal abstract SsoOidcResponse CreateResponse();

    internal abstract SsoOidcResponse CreateStub();

    internal abstract SsoOidcResponse ReadResponse(ref Utf8JsonReader reader);

    internal abstract void WriteResponse(ref JsonBodyWriter writer, SsoOidcResponse response);

    internal abstract Dictionary<string, object?> ResponseToDictionary(SsoOidcResponse response);

    internal abstract string PrintRequest(object request);

    /// <summary>Returns the operation's name.</summary>
    public override string ToString() => Name;
}

/// <summary>An operation with the .NET types of its request and response.</summary>
/// <typeparam name="TRequest">The request.</typeparam>
/// <typeparam name="TResponse">The response.</typeparam>
public sealed class Operation<TRequest, TResponse> : Operation
    where TRequest : class
    where TResponse : SsoOidcResponse
{
    private readonly Func<StructureShape<TRequest>> _input;
    private readonly Func<StructureShape<TResponse>> _output;
    private readonly Func<ErrorShape[]> _errors;

    // The tables are asked for when they are needed, so that a program pays at start for the operations it uses only.
    internal Operation(
        int index,
        string name,
        string requestUri,
        bool isSigned,
        Func<StructureShape<TRequest>> input,
        Func<StructureShape<TResponse>> output,
        Func<ErrorShape[]> errors)
        : base(index, name, requestUri, isSigned)
    {
        _input = input;
        _output = output;
        _errors = errors;
    }

    /// <inheritdoc/>
    public override Shape Input => _input();

    /// <inheritdoc/>
    public override Shape Output => _output();

    /// <inheritdoc/>
    public override IReadOnlyList<ErrorShape> Errors => _errors();

    internal override void WriteRequest(ref JsonBodyWriter writer, object request) => _input().Write(ref writer, (TRequest)request);

    internal override bool IsValid(object request) => _input().IsValid((TRequest)request);

    internal override void Validate(object request, List<ParameterError> errors) => _input().Validate((TRequest)request, errors);

    internal override Dictionary<string, object?> RequestToDictionary(object request) => _input().ToDictionary((TRequest)request);

    internal override bool IsRequest(object value) => value is TRequest;

    internal override bool IsResponse(SsoOidcResponse value) => value is TResponse;

    internal override object ReadRequest(ref Utf8JsonReader reader) => _input().Read(ref reader);

    internal override SsoOidcResponse CreateResponse() => _output().Create();

    internal override SsoOidcResponse CreateStub() => _output().CreateStub();

    internal override SsoOidcResponse ReadResponse(ref Utf8JsonReader reader) => _output().Read(ref reader);

    internal override void WriteResponse(ref JsonBodyWriter writer, SsoOidcResponse response) =>
        _output().Write(ref writer, (TResponse)response);

    internal override Dictionary<string, object?> ResponseToDictionary(SsoOidcResponse response) =>
        _output().ToDictionary((TResponse)response);

    internal override string PrintRequest(object request) => _input().Print((TRequest)request);
}
