using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SsoOidc.Shapes;

/// <summary>
/// Prints a JSON body with everything hidden that the table of its structure does not show: secret members, members that are not
/// in the table, and values of another type than the table's. A body that is no JSON object is told by its length only.
/// </summary>
internal static class JsonRedaction
{
    /// <summary>The longest text that is printed; the rest is told by its length.</summary>
    private const int MaxPrinted = 16 * 1024;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 100, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Returns the printed body; empty for an empty one.</summary>
    public static string Print(Shape shape, ReadOnlySpan<byte> body, bool isCutOff = false)
    {
        if (body.IsEmpty)
        {
            return string.Empty;
        }

        var output = new StringBuilder();
        if (isCutOff || !TryPrint(output, shape, body))
        {
            return string.Create(CultureInfo.InvariantCulture, $"({(isCutOff ? "more than " : string.Empty)}{body.Length} bytes, not shown)");
        }

        if (output.Length > MaxPrinted)
        {
            output.Length = MaxPrinted - (char.IsHighSurrogate(output[MaxPrinted - 1]) ? 1 : 0);
            output.Append(CultureInfo.InvariantCulture, $"... ({body.Length} bytes)");
        }

        return output.ToString();
    }

    private static bool TryPrint(StringBuilder output, Shape shape, ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body, Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            PrintObject(output, shape, ref reader);
            return !reader.Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or text that is not valid UTF-8: nothing of it is shown.
            return false;
        }
    }

    private static void PrintObject(StringBuilder output, Shape shape, ref Utf8JsonReader reader)
    {
        output.Append('{');
        bool any = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            if (any)
            {
                output.Append(',');
            }

            any = true;
            QuotedText.Append(output, name);
            output.Append(':');
            reader.Read();
            PrintValue(output, shape.Find(name), ref reader);
        }

        output.Append('}');
    }

    private static void PrintValue(StringBuilder output, ShapeMember? row, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                output.Append("null");
                return;
            case JsonTokenType.String when row is { Kind: MemberKind.String } && (!row.IsSecret || row.Secrecy == Secrecy.SecretQuery):
                PrintText(output, row, reader.GetString()!);
                return;
            case JsonTokenType.Number when row is { Kind: MemberKind.Integer or MemberKind.Long, IsSecret: false }:
                output.Append(Encoding.ASCII.GetString(reader.ValueSpan));
                return;
            case JsonTokenType.StartObject when row is { Structure: { } nested, IsSecret: false }:
                PrintObject(output, nested, ref reader);
                return;
            case JsonTokenType.StartArray when row is { Kind: MemberKind.StringList, IsSecret: false }:
                PrintList(output, row, ref reader);
                return;
        }

        reader.Skip();
        QuotedText.Append(output, Redaction.Filtered);
    }

    private static void PrintList(StringBuilder output, ShapeMember row, ref Utf8JsonReader reader)
    {
        output.Append('[');
        bool any = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (any)
            {
                output.Append(',');
            }

            any = true;
            if (reader.TokenType == JsonTokenType.String)
            {
                PrintText(output, row, reader.GetString()!);
                continue;
            }

            bool isNull = reader.TokenType == JsonTokenType.Null;
            reader.Skip();
            output.Append(isNull ? "null" : $"\"{Redaction.Filtered}\"");
        }

        output.Append(']');
    }

    private static void PrintText(StringBuilder output, ShapeMember row, string text) => QuotedText.Append(output, row.Secrecy switch
    {
        Secrecy.SecretQuery => Redaction.WithoutQuery(text),
        Secrecy.Url => Redaction.WithoutUserInfo(text),
        _ => text,
    });
}
