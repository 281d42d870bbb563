using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace SsoOidc.Shapes;

/// <summary>What may pass as text, and how text of unknown origin is shown.</summary>
internal static class Text
{
    /// <summary>The longest text of a server that an exception repeats.</summary>
    public const int MaxServerText = 1024;

    /// <summary>Whether the text has no lone surrogate, that is, can be sent.</summary>
    public static bool IsValidUtf16(ReadOnlySpan<char> text)
    {
        Span<byte> buffer = stackalloc byte[256];
        while (!text.IsEmpty)
        {
            var status = Utf8.FromUtf16(text, buffer, out int read, out _, replaceInvalidSequences: false);
            if (status == OperationStatus.Done)
            {
                return true;
            }

            if (status != OperationStatus.DestinationTooSmall)
            {
                return false;
            }

            text = text[read..];
        }

        return true;
    }

    /// <summary>Where the first control character (C0, DEL, C1) is, or -1.</summary>
    public static int IndexOfControl(ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Cuts a server's text and escapes what could forge lines, colours or reading direction.</summary>
    public static string ForDisplay(string text, int maxLength = MaxServerText)
    {
        bool cut = text.Length > maxLength;
        return !cut && IsPlain(text) ? text : Escaped(text, cut, maxLength);
    }

    private static string Escaped(string text, bool cut, int maxLength)
    {
        int length = cut ? maxLength - (char.IsHighSurrogate(text[maxLength - 1]) ? 1 : 0) : text.Length;
        if (!cut && IndexOfEscaped(text) < 0)
        {
            return text;
        }

        var shown = new StringBuilder(length + 16);
        foreach (char c in text.AsSpan(0, length))
        {
            if (NeedsEscape(c))
            {
                shown.Append("\\u").Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture));
            }
            else
            {
                shown.Append(c);
            }
        }

        return shown.ToString();
    }

    // Nearly all text is.
    private static bool IsPlain(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange(' ', '~') < 0;

    private static int IndexOfEscaped(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (NeedsEscape(text[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether the character could forge a line, a colour or the direction of reading.</summary>
    public static bool NeedsEscape(char c) =>
        char.IsControl(c)
        || c is '\u2028' or '\u2029' or '\u061c' or '\u200e' or '\u200f'
        || c is >= '\u202a' and <= '\u202e'
        || c is >= '\u2066' and <= '\u2069';
}
