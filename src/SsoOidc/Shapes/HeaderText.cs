using System.Buffers;

namespace SsoOidc.Shapes;

/// <summary>What may stand in a header (RFC 9110 section 5).</summary>
internal static class HeaderText
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Returns the name in lower case; names in use are constants in lower case already.</summary>
    public static string NormalizeName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.AsSpan().ContainsAnyExcept(TokenCharacters))
        {
            throw new ArgumentException($"The header name '{Text.ForDisplay(name)}' has a character that may not stand in a name.", nameof(name));
        }

        return name.AsSpan().ContainsAnyInRange('A', 'Z') ? name.ToLowerInvariant() : name;
    }

    /// <summary>Whether the character may stand in a token, such as a header's name (RFC 9110 section 5.6.2).</summary>
    public static bool IsTokenCharacter(char c) => TokenCharacters.Contains(c);

    /// <summary>Whether the value is printable ASCII, with spaces and tabs.</summary>
    public static bool IsValidValue(ReadOnlySpan<char> value)
    {
        int index = value.IndexOfAnyExceptInRange(' ', '~');
        return index < 0 || (value[index] == '\t' && IsValidValue(value[(index + 1)..]));
    }

    public static void ThrowIfInvalidValue(string name, string value)
    {
        if (!IsValidValue(value))
        {
            int index = value.AsSpan().IndexOfAnyExceptInRange(' ', '~');
            throw new ArgumentException(
                $"The value of header '{name}' has the character U+{(int)value[index]:X4} at index {index}; headers take printable ASCII only.",
                nameof(value));
        }
    }
}
