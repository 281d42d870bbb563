using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SsoOidc.Shapes;

/// <summary>Turns loose values into what a member takes, where there is a rule for it; other values are left for the validator.</summary>
internal static class ParameterConverter
{
    /// <summary>Returns a converted copy; the caller's dictionary is never changed.</summary>
    public static Dictionary<string, object?> Convert(Shape shape, IReadOnlyDictionary<string, object?> values)
    {
        var converted = new Dictionary<string, object?>(values.Count, StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            converted[name] = value is not null && shape.Find(name) is { } row ? Convert(row, value) : value;
        }

        return converted;
    }

    private static object? Convert(ShapeMember row, object value) => row.Kind switch
    {
        MemberKind.String => ToText(value),
        MemberKind.StringList => ToList(value),
        MemberKind.Structure when row.Structure!.ToMembers(value) is { } members => Convert(row.Structure, members),
        _ => value,
    };

    // An enum value is a name, unless it has none; JSON is what people get who read parameters from a file.
    private static object? ToText(object? value) => value switch
    {
        Enum constant => Enum.GetName(constant.GetType(), constant) ?? value,
        JsonElement element when LooseTypes.IsDisposed(element) => value,
        JsonElement element => ToScalar(element),
        JsonValue node when LooseJson.TextOf(node) is { } text => text,
        JsonValue node when LooseJson.TryRead(node, out var element) => ToScalar(element),
        _ => value,
    };

    private static object? ToScalar(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => TextOf(element),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => null,
        _ => element,
    };

    private static string? TextOf(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            // Escapes that are no text. A lone surrogate stands for them, and the validator names the member.
            return "\uD800";
        }
    }

    private static object? ToList(object value) => value switch
    {
        string => value,
        JsonElement element when LooseTypes.IsDisposed(element) => value,
        JsonElement { ValueKind: JsonValueKind.Array } element => element.EnumerateArray().Select(static item => ToText(item)).ToList(),
        JsonElement element => ToScalar(element),
        JsonObject => value,
        JsonValue => ToText(value),
        IEnumerable items when LooseItems.ReadList(items, out var unreadable) is var read => read?.ConvertAll(ToText) ?? (object?)unreadable,
        _ => value,
    };
}
