using System.Globalization;
using System.Text;

namespace SsoOidc.Shapes;

/// <summary>Text in quotes for a log: what could end the quotes, the line, or turn the direction of reading is escaped as in JSON.</summary>
internal static class QuotedText
{
    public static void Append(StringBuilder output, ReadOnlySpan<char> text)
    {
        output.Append('"');
        foreach (char c in text)
        {
            switch (c)
            {
                case '"':
                    output.Append("\\\"");
                    break;
                case '\\':
                    output.Append("\\\\");
                    break;
                case '\n':
                    output.Append("\\n");
                    break;
                case '\r':
                    output.Append("\\r");
                    break;
                case '\t':
                    output.Append("\\t");
                    break;
                default:
                    if (Text.NeedsEscape(c))
                    {
                        output.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    }
                    else
                    {
                        output.Append(c);
                    }

                    break;
            }
        }

        output.Append('"');
    }

    /// <summary>Appends at most so many characters, and says how many there were; a character is a Unicode scalar value.</summary>
    public static void AppendCut(StringBuilder output, string text, int maxLength)
    {
        int length = 0;
        int end = 0;
        if (text.Length > maxLength)
        {
            foreach (var rune in text.EnumerateRunes())
            {
                if (length++ < maxLength)
                {
                    end += rune.Utf16SequenceLength;
                }
            }
        }

        if (length <= maxLength)
        {
            Append(output, text);
            return;
        }

        Append(output, text.AsSpan(0, end));
        output.Append(CultureInfo.InvariantCulture, $"... ({length} characters)");
    }
}
