using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SsoOidc.Shapes;

/// <summary>Writes loose parameters by the rows of a structure: model order, unknown names dropped, values as what they are.</summary>
internal static class LooseJson
{
    /// <summary>How deep values may be nested where nothing is validated; a list may even hold itself.</summary>
    public const int MaxDepth = 64;

    /// <exception cref="ParameterValidationException">A value has no JSON form.</exception>
    public static void WriteStructure(ref JsonBodyWriter writer, Shape shape, IReadOnlyDictionary<string, object?> values)
    {
        writer.BeginObject();
        foreach (var row in shape.Members)
        {
            if (!values.TryGetValue(row.Name, out object? value) || value is null)
            {
                continue;
            }

            writer.Key(row.JsonKey);
            if (row.Structure is { } nested && nested.ToMembers(value) is { } members)
            {
                WriteStructure(ref writer, nested, members);
            }
            else if (row.Kind == MemberKind.StringList && value is IDictionary map)
            {
                WriteItems(ref writer, LooseItems.ReadList(map, out var unreadable) ?? throw Unreadable(unreadable!, row.Name), row.Name, MaxDepth);
            }
            else
            {
                Write(ref writer, value, row.Name, MaxDepth);
            }
        }

        writer.EndObject();
    }

    /// <summary>The text that stands for a value which JSON has no form for; of a time, the one that the reference sends.</summary>
    public static string TextOf(object value) => value switch
    {
        DateTimeOffset { Offset.Ticks: 0 } or DateTime { Kind: DateTimeKind.Utc } => Format(value, "yyyy-MM-dd HH:mm:ss 'UTC'"),
        DateTimeOffset or DateTime { Kind: DateTimeKind.Local } => Format(value, "yyyy-MM-dd HH:mm:ss zzz").Remove(23, 1),
        DateTime => Format(value, "yyyy-MM-dd HH:mm:ss"),
        DateOnly => Format(value, "yyyy-MM-dd"),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };

    /// <summary>
    /// The text of a node that is one; null where it is none, or none that can be read. Printing the node would replace lone surrogates.
    /// </summary>
    public static string? TextOf(JsonValue node)
    {
        try
        {
            return node.TryGetValue(out string? text) ? text : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Reads a node, which may hold what only its own printing brings to light.</summary>
    public static bool TryRead(JsonNode node, out JsonElement element)
    {
        try
        {
            using var document = JsonDocument.Parse(node.ToJsonString());
            element = document.RootElement.Clone();
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException or NotSupportedException)
        {
            element = default;
            return false;
        }
    }

    private static void Write(ref JsonBodyWriter writer, object? value, string path, int depth)
    {
        if (depth == 0)
        {
            throw new ParameterValidationException(ParameterError.TooDeep(path));
        }

        switch (value)
        {
            case null:
                writer.Null();
                break;
            case string text:
                writer.String(text);
                break;
            case bool flag:
                writer.Boolean(flag);
                break;
            case byte or sbyte or short or ushort or int or uint or long:
                writer.Number(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double or float when !double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)):
                throw new ParameterValidationException(ParameterError.WrongType(path, "a finite number", value.GetType().Name));
            case double or float:
                writer.Raw(Encoding.ASCII.GetBytes(WithFraction(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture))));
                break;
            case decimal or ulong or System.Numerics.BigInteger:
                writer.Raw(Encoding.ASCII.GetBytes(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)));
                break;
            case JsonElement element when LooseTypes.IsDisposed(element):
                throw Unreadable(value, path);
            case JsonElement element:
                WriteJson(ref writer, element, path, depth);
                break;
            case JsonValue node when TextOf(node) is { } nodeText:
                writer.String(Text.IsValidUtf16(nodeText) ? nodeText : throw new ParameterValidationException(ParameterError.InvalidText(path)));
                break;
            case JsonArray array:
                WriteList(ref writer, array, path, depth);
                break;
            case JsonNode node:
                WriteJson(ref writer, TryRead(node, out var read) ? read : throw Unreadable(node, path), path, depth);
                break;
            case UnreadableItems:
                throw Unreadable(value, path);
            case IDictionary map:
                WriteMap(ref writer, map, path, depth);
                break;
            case IEnumerable items:
                WriteList(ref writer, items, path, depth);
                break;
            default:
                writer.String(TextOf(value, path));
                break;
        }
    }

    private static string Format(object value, string format) => ((IFormattable)value).ToString(format, CultureInfo.InvariantCulture);

    private static ParameterValidationException Unreadable(object value, string path) =>
        new(ParameterError.WrongType(path, "a value that can be read", LooseTypes.NameOf(value)));

    // A foreign object may fail to print itself.
    private static string TextOf(object value, string path)
    {
        try
        {
            return TextOf(value);
        }
#pragma warning disable CA1031 // whatever it throws says the same: it has no text
        catch (Exception)
#pragma warning restore CA1031
        {
            throw new ParameterValidationException(ParameterError.WrongType(path, "a value with a text", LooseTypes.NameOf(value)));
        }
    }

    // A floating-point number is told from a whole one, as the reference does.
    private static string WithFraction(string number) => number.AsSpan().IndexOfAny('.', 'E') < 0 ? number + ".0" : number;

    private static void WriteJson(ref JsonBodyWriter writer, JsonElement element, string path, int depth)
    {
        try
        {
            WriteElement(ref writer, element, path, depth);
        }
        catch (InvalidOperationException e) when (e is not ObjectDisposedException)
        {
            // An escaped lone surrogate is JSON and still no text.
            throw new ParameterValidationException(ParameterError.InvalidText(path));
        }
    }

    private static void WriteElement(ref JsonBodyWriter writer, JsonElement element, string path, int depth)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                WriteList(ref writer, element.EnumerateArray(), path, depth);
                break;
            case JsonValueKind.Object:
                WriteMap(ref writer, LastOfEach(element), path, depth);
                break;
            case JsonValueKind.Number:
                writer.Raw(Encoding.ASCII.GetBytes(element.GetRawText()));
                break;
            case JsonValueKind.String:
                writer.String(element.GetString());
                break;
            case JsonValueKind.True or JsonValueKind.False:
                writer.Boolean(element.GetBoolean());
                break;
            default:
                writer.Null();
                break;
        }
    }

    private static Dictionary<string, JsonElement> LastOfEach(JsonElement element)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        return members;
    }

    private static void WriteMap(ref JsonBodyWriter writer, IDictionary map, string path, int depth)
    {
        writer.BeginObject();
        foreach (var entry in (LooseItems.Read(map, out var unreadable) ?? throw Unreadable(unreadable!, path)).Cast<DictionaryEntry>())
        {
            writer.Element();
            writer.String(TextOf(entry.Key, path));
            writer.Raw(":"u8);
            Write(ref writer, entry.Value, path, depth - 1);
        }

        writer.EndObject();
    }

    private static void WriteList(ref JsonBodyWriter writer, IEnumerable items, string path, int depth) =>
        WriteItems(ref writer, LooseItems.Read(items, out var unreadable) ?? throw Unreadable(unreadable!, path), path, depth);

    private static void WriteItems(ref JsonBodyWriter writer, List<object?> items, string path, int depth)
    {
        writer.BeginArray();
        foreach (object? item in items)
        {
            writer.Element();
            Write(ref writer, item, path, depth - 1);
        }

        writer.EndArray();
    }
}
