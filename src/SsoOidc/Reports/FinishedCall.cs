using SsoOidc.Messages;
using SsoOidc.Reports;
using SsoOidc.Shapes;

namespace SsoOidc;

/// <summary>
/// A call that has ended, as <see cref="CallLogOptions.Formatter"/> sees it. What was sent and received is told with secrets
/// hidden; only <see cref="Response"/> and <see cref="Error"/> are as the caller gets them. Bodies are read while the formatter
/// runs.
/// </summary>
public sealed class FinishedCall
{
    private readonly IReadOnlyDictionary<string, object?> _parameters;
    private readonly OperationHttpRequest _request;
    private readonly OperationHttpResponse? _answer;
    private IReadOnlyDictionary<string, object?>? _shown;
    private string? _requestBody;
    private string? _responseBody;
    private bool _isOver;

    internal FinishedCall(
        Operation operation,
        string region,
        IReadOnlyDictionary<string, object?> parameters,
        OperationHttpRequest request,
        OperationHttpResponse? answer,
        SsoOidcResponse? response,
        SsoOidcException? error,
        SsoOidcResponseMetadata metadata,
        TimeSpan duration)
    {
        Operation = operation;
        Region = region;
        Response = response;
        Error = error;
        Metadata = metadata;
        Duration = duration;
        _parameters = parameters;
        _request = request;
        _answer = answer;
    }

    /// <summary>Gets the operation.</summary>
    public Operation Operation { get; }

    /// <summary>Gets the client's region.</summary>
    public string Region { get; }

    /// <summary>Gets the response; null where the call failed.</summary>
    public SsoOidcResponse? Response { get; }

    /// <summary>Gets the error, whether errors are raised or not; null where the call succeeded.</summary>
    public SsoOidcException? Error { get; }

    /// <summary>Gets status, request id, headers and number of attempts.</summary>
    public SsoOidcResponseMetadata Metadata { get; }

    /// <summary>Gets how long the call took, all attempts and waits included.</summary>
    public TimeSpan Duration { get; }

    /// <summary>Gets the parameters by wire name, in the caller's order, secrets hidden.</summary>
    public IReadOnlyDictionary<string, object?> Parameters => _shown ??= ShownParameters.Of(Operation.Input, _parameters);

    /// <summary>Gets the full URI of the request; null where none was sent. No user-info, and no query but the operation's own.</summary>
    public string? RequestUri => _request.Uri is { } uri ? ShownUri.Of(uri, Operation) : null;

    /// <summary>Gets the headers of the last attempt's request by name in lower case, secrets hidden.</summary>
    public IReadOnlyDictionary<string, string> RequestHeaders => Collect(SecretHeaders.Show(_request));

    /// <summary>Gets the headers of the last attempt's answer by name in lower case, secrets hidden; empty where none came.</summary>
    public IReadOnlyDictionary<string, string> ResponseHeaders => Collect(_answer is null ? [] : SecretHeaders.Show(_answer));

    /// <summary>Gets the request's body with secrets hidden; a body that is no JSON object is told by its length.</summary>
    /// <exception cref="ObjectDisposedException">The formatter has returned, and had not read it.</exception>
    public string RequestBody => _requestBody ??= Check(_isOver) ?? JsonRedaction.Print(Operation.Input, _request.Body);

    /// <summary>Gets the answer's body with secrets hidden; a body that is no JSON object is told by its length. Empty where no answer came.</summary>
    /// <exception cref="ObjectDisposedException">The formatter has returned, and had not read it.</exception>
    public string ResponseBody => _responseBody ??= Check(_isOver) ?? (_answer is null ? string.Empty : ShownBody.Of(Operation, _answer));

    internal string Method => _request.Method;

    internal Uri? Uri => _request.Uri;

    /// <summary>Returns the operation's name and the status.</summary>
    public override string ToString() => $"{Operation.Name}, {Metadata}";

    /// <summary>Bodies go back to where they were rented from.</summary>
    internal void End() => _isOver = true;

    private static string? Check(bool isOver) => isOver
        ? throw new ObjectDisposedException(nameof(FinishedCall), "The call has ended. Read bodies while the formatter runs.")
        : null;

    private static Dictionary<string, string> Collect(IEnumerable<KeyValuePair<string, string>> headers)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in headers)
        {
            all.TryAdd(name, value);
        }

        return all;
    }
}
