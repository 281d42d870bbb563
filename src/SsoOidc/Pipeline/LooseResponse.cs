using System.Text;
using SsoOidc.Shapes;

namespace SsoOidc;

/// <summary>The outcome of a loose call.</summary>
public sealed class LooseResponse
{
    private readonly Operation _operation;
    private readonly SsoOidcResponse _response;

    internal LooseResponse(Operation operation, SsoOidcResponse response)
    {
        _operation = operation;
        _response = response;
        Data = response.Error is null ? operation.ResponseToDictionary(response) : null;
    }

    /// <summary>Gets the members of the answer by wire name, absent ones left out; null after an error.</summary>
    public IReadOnlyDictionary<string, object?>? Data { get; }

    /// <summary>Gets the error; null where the call succeeded.</summary>
    public SsoOidcException? Error => _response.Error;

    /// <summary>Gets a value indicating whether the call succeeded.</summary>
    public bool IsSuccessful => _response.IsSuccessful;

    /// <summary>Gets the request id, status, headers and number of attempts.</summary>
    public SsoOidcResponseMetadata Metadata => _response.Metadata;

    /// <summary>Returns a copy of the members by wire name; empty after an error. It holds secrets.</summary>
    public Dictionary<string, object?> ToDictionary() => Data is null ? [] : _operation.ResponseToDictionary(_response);

    /// <summary>Returns the members as JSON. Text that is not valid UTF-16, which only a handler can have put there, is repaired (U+FFFD).</summary>
    /// <param name="includeSecrets">Whether secrets are shown; otherwise they are replaced by <c>[FILTERED]</c>.</param>
    public string ToJson(bool includeSecrets = false)
    {
        IReadOnlyDictionary<string, object?> shown = Data is null ? new Dictionary<string, object?>() : includeSecrets ? Data : Redaction.Filter(_operation.Output, Data);
        return Write(shown) ?? Write(shown.ToDictionary(static pair => pair.Key, static pair => Repair(pair.Value)))!;
    }

    /// <summary>Returns the members as JSON with secrets hidden, or the error.</summary>
    public override string ToString() => Error is { } error ? $"{error.Code}: {error.Message}" : ToJson();

    private static object? Repair(object? value) => value switch
    {
        string text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)),
        IReadOnlyDictionary<string, object?> members => members.ToDictionary(static pair => pair.Key, static pair => Repair(pair.Value)),
        List<object?> items => items.ConvertAll(Repair),
        _ => value,
    };

    private string? Write(IReadOnlyDictionary<string, object?> members)
    {
        var writer = new JsonBodyWriter(1024);
        LooseJson.WriteStructure(ref writer, _operation.Output, members);
        string? json = writer.IsInvalid ? null : Encoding.UTF8.GetString(writer.Written);
        writer.Discard();
        return json;
    }
}
