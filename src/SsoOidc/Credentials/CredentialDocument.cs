using System.Text.Json;

namespace SsoOidc.Credentials;

/// <summary>
/// A JSON document with credentials or a token in it. Read member by member, because each form has rules of its own for what
/// is missing or of the wrong type, and an exception must never show a value.
/// </summary>
internal sealed class CredentialDocument : IDisposable
{
    private readonly JsonDocument _document;
    private readonly JsonElement _members;

    private CredentialDocument(JsonDocument document, JsonElement members) => (_document, _members) = (document, members);

    /// <summary>Parses an object; null where the text is none.</summary>
    /// <param name="json">The text, a UTF-8 byte order mark allowed.</param>
    /// <param name="below">The member whose object is meant; null for the whole.</param>
    public static CredentialDocument? TryParse(ReadOnlyMemory<byte> json, string? below = null)
    {
        if (json.Span.StartsWith("\uFEFF"u8))
        {
            json = json[3..];
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        }
        catch (JsonException)
        {
            return null;
        }

        var members = document.RootElement;
        if (IsReadable(members) && (below is null || (members.TryGetProperty(below, out members) && IsReadable(members))))
        {
            return new CredentialDocument(document, members);
        }

        document.Dispose();
        return null;
    }

    /// <summary>A member's text; null where it is absent, null or not a text.</summary>
    public string? Text(string name)
    {
        try
        {
            return _members.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // A text with half a surrogate pair.
            return null;
        }
    }

    /// <summary>A member's whole number; null where it is absent or none.</summary>
    public long? Number(string name) =>
        _members.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) ? number : null;

    public bool Has(string name) => _members.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    public void Dispose() => _document.Dispose();

    // A name with half a surrogate pair makes looking for any other name an exception.
    private static bool IsReadable(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.EnumerateObject().All(static member => member.Name is not null);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
