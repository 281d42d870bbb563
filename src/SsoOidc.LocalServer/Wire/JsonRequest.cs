using System.Text;
using System.Text.Json;

namespace SsoOidc.LocalServer.Wire;

/// <summary>A request body, read strictly: an object whose members have the modelled types. Unknown members are ignored, null counts as absent.</summary>
internal sealed class JsonRequest
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly JsonElement _root;

    private JsonRequest(JsonElement root) => _root = root;

    public static JsonRequest Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            StrictUtf8.GetCharCount(body.Span);
            using var document = JsonDocument.Parse(body, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new JsonRequest(document.RootElement.Clone())
                : throw Fault.InvalidRequest("The request body must be a JSON object.");
        }
        catch (Exception e) when (e is JsonException or DecoderFallbackException or InvalidOperationException)
        {
            throw Fault.InvalidRequest("The request body is not valid JSON.");
        }
    }

    /// <summary>Reads a member that must be there and not be empty.</summary>
    public string RequiredText(string name) => OptionalText(name) switch
    {
        null => throw Fault.InvalidRequest($"Missing required member: {name}"),
        "" => throw Fault.InvalidRequest($"{name} must not be empty."),
        { } text => text,
    };

    public string? OptionalText(string name)
    {
        if (!TryMember(name, out var value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String
            ? Text(value, name)
            : throw Fault.InvalidRequest($"{name} must be a string.");
    }

    /// <summary>Checks the types of members, whether or not they will be read.</summary>
    public void CheckTexts(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            _ = OptionalText(name);
        }
    }

    public IReadOnlyList<string>? OptionalTextList(string name)
    {
        if (!TryMember(name, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            throw Fault.InvalidRequest($"{name} must be a list of strings.");
        }

        var texts = new List<string>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
        {
            texts.Add(item.ValueKind == JsonValueKind.String
                ? Text(item, name)
                : throw Fault.InvalidRequest($"{name} must be a list of strings."));
        }

        return texts;
    }

    private static string Text(JsonElement value, string name)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Fault.InvalidRequest($"{name} is not valid Unicode text.");
        }
    }

    private bool TryMember(string name, out JsonElement value) =>
        _root.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
}
