using System.Text.Json;

namespace SsoOidc.ConformanceTests.Expectations;

/// <summary>What a recorded body is.</summary>
internal enum BodyKind
{
    /// <summary>No byte.</summary>
    Empty,

    /// <summary>Not a JSON document.</summary>
    NotJson,

    /// <summary>A JSON document that is not an object.</summary>
    NotObject,

    /// <summary>A JSON object.</summary>
    Object,
}

/// <summary>A body, read apart from the library under test: comments skipped, depth 100, the last duplicate counts.</summary>
internal sealed class RecordedBody
{
    public RecordedBody(byte[] bytes)
    {
        Length = bytes.Length;
        if (bytes.Length == 0)
        {
            return;
        }

        try
        {
            Root = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 100, CommentHandling = JsonCommentHandling.Skip }).RootElement;
            Kind = Root.ValueKind == JsonValueKind.Object ? BodyKind.Object : BodyKind.NotObject;
        }
        catch (JsonException)
        {
            Kind = BodyKind.NotJson;
        }
    }

    public BodyKind Kind { get; } = BodyKind.Empty;

    public int Length { get; }

    public JsonElement Root { get; }

    /// <summary>A member of the object; null where it is absent, JSON null, or there is no object.</summary>
    public JsonElement? Member(string name) =>
        Kind == BodyKind.Object && Root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A member that is a readable string; else null.</summary>
    public string? Text(string name) => Member(name) is { } value ? TextOf(value) : null;

    /// <summary>Whether the member is there and is anything but a readable string.</summary>
    public bool IsIllTyped(string name) => Member(name) is { } value && TextOf(value) is null;

    /// <summary>The text of a string; null where it is no string, or its text is not valid Unicode.</summary>
    public static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
