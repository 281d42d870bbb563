using System.Buffers;

namespace SsoOidc.Options;

/// <summary>Says which texts are accepted as endpoints.</summary>
internal static class HttpUrl
{
    // RFC 3986 section 2, without the percent sign.
    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=");

    /// <summary>
    /// Whether the text is an absolute http or https URL as RFC 3986 writes it. <see cref="Uri"/> alone is more generous: it takes
    /// backslashes for slashes and trims white space.
    /// </summary>
    public static bool IsAccepted(string text) =>
        HasScheme(text)
        && HasOnlyUrlCharacters(text)
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Host.Length > 0;

    private static bool HasScheme(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static bool HasOnlyUrlCharacters(ReadOnlySpan<char> text)
    {
        while (true)
        {
            int index = text.IndexOfAnyExcept(Characters);
            if (index < 0)
            {
                return true;
            }

            if (text[index] != '%' || text.Length < index + 3 || !char.IsAsciiHexDigit(text[index + 1]) || !char.IsAsciiHexDigit(text[index + 2]))
            {
                return false;
            }

            text = text[(index + 3)..];
        }
    }
}
