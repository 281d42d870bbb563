using System.Collections;
using System.Globalization;
using System.Text;

namespace SsoOidc.Shapes;

/// <summary>Writes loose parameters by the rows of a structure: model order, unknown names dropped, values as what they are.</summary>
internal static class LooseJson
{
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
            if (row.Structure is { } nested && value is IReadOnlyDictionary<string, object?> members)
            {
                WriteStructure(ref writer, nested, members);
            }
            else
            {
                Write(ref writer, value, row.Name);
            }
        }

        writer.EndObject();
    }

    private static void Write(ref JsonBodyWriter writer, object? value, string path)
    {
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
            case double or float or decimal or ulong or System.Numerics.BigInteger:
                writer.Raw(Encoding.ASCII.GetBytes(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)));
                break;
            case IDictionary map:
                WriteMap(ref writer, map, path);
                break;
            case IEnumerable items:
                WriteList(ref writer, items, path);
                break;
            default:
                writer.String(Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty);
                break;
        }
    }

    private static void WriteMap(ref JsonBodyWriter writer, IDictionary map, string path)
    {
        writer.BeginObject();
        foreach (DictionaryEntry entry in map)
        {
            writer.Element();
            writer.String(Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? string.Empty);
            writer.Raw(":"u8);
            Write(ref writer, entry.Value, path);
        }

        writer.EndObject();
    }

    private static void WriteList(ref JsonBodyWriter writer, IEnumerable items, string path)
    {
        writer.BeginArray();
        foreach (object? item in items)
        {
            writer.Element();
            Write(ref writer, item, path);
        }

        writer.EndArray();
    }
}
