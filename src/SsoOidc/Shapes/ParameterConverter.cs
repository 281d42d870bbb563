using System.Collections;
using System.Text.Json;

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
            ShapeMember? row = null;
            foreach (var member in shape.Members)
            {
                if (member.Name == name)
                {
                    row = member;
                    break;
                }
            }

            converted[name] = row is null || value is null ? value : Convert(row, value);
        }

        return converted;
    }

    private static object? Convert(ShapeMember row, object value) => row.Kind switch
    {
        MemberKind.String => ToText(value),
        MemberKind.StringList => ToList(value),
        MemberKind.Structure when value is IReadOnlyDictionary<string, object?> members => Convert(row.Structure!, members),
        _ => value,
    };

    // An enum value is a name; JSON elements are what people get who read parameters from a file.
    private static object? ToText(object? value) => value switch
    {
        Enum constant => constant.ToString(),
        JsonElement { ValueKind: JsonValueKind.String } element => TextOf(element),
        JsonElement { ValueKind: JsonValueKind.Null } => null,
        _ => value,
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

    private static object ToList(object value) => value switch
    {
        string => value,
        JsonElement { ValueKind: JsonValueKind.Array } element => element.EnumerateArray().Select(static item => ToText(item)).ToList(),
        IEnumerable items => items.Cast<object?>().Select(ToText).ToList(),
        _ => value,
    };
}
