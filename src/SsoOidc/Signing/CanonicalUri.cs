using System.Buffers;

namespace SsoOidc.Signing;

/// <summary>The canonical forms of a path and a query.</summary>
internal static class CanonicalUri
{
    private static readonly SearchValues<char> Unescaped =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~/");

    /// <summary>
    /// Collapses <c>.</c>, <c>..</c> and empty segments, keeps a trailing slash, and escapes each segment once more: the
    /// service unescapes what it receives before it checks the signature.
    /// </summary>
    public static void WritePath(Utf8Buffer buffer, ReadOnlySpan<char> path)
    {
        if (path.IsEmpty || !NeedsNormalizing(path))
        {
            WriteEscaped(buffer, path.IsEmpty ? "/" : path);
            return;
        }

        var segments = new List<string>();
        foreach (string segment in path.ToString().Split('/'))
        {
            switch (segment)
            {
                case "" or ".":
                    break;
                case "..":
                    if (segments.Count > 0)
                    {
                        segments.RemoveAt(segments.Count - 1);
                    }

                    break;
                default:
                    segments.Add(segment);
                    break;
            }
        }

        string normalized = "/" + string.Join('/', segments);
        WriteEscaped(buffer, path[^1] == '/' && segments.Count > 0 ? normalized + "/" : normalized);
    }

    /// <summary>Sorts by name, then value; a name without value gets an equals sign; nothing is escaped anew.</summary>
    public static void WriteQuery(Utf8Buffer buffer, ReadOnlySpan<char> query)
    {
        if (!query.Contains('&') && query.Contains('='))
        {
            buffer.Write(query);
            return;
        }

        if (query.IsEmpty)
        {
            return;
        }

        var parameters = query.ToString().Split('&')
            .Select(static parameter => parameter.Split('=', 2))
            .Select(static pair => (Name: pair[0], Value: pair.Length > 1 ? pair[1] : string.Empty))
            .OrderBy(static pair => pair.Name, StringComparer.Ordinal)
            .ThenBy(static pair => pair.Value, StringComparer.Ordinal);
        bool first = true;
        foreach (var (name, value) in parameters)
        {
            if (!first)
            {
                buffer.Write('&');
            }

            buffer.Write(name);
            buffer.Write('=');
            buffer.Write(value);
            first = false;
        }
    }

    // One short loop: a path has a few characters, and three searches cost more than all of them.
    private static bool NeedsNormalizing(ReadOnlySpan<char> path)
    {
        bool afterSlash = false;
        foreach (char c in path)
        {
            if (afterSlash && c is '/' or '.')
            {
                return true;
            }

            afterSlash = c == '/';
        }

        return path[0] != '/';
    }

    private static void WriteEscaped(Utf8Buffer buffer, ReadOnlySpan<char> path)
    {
        int plain = path.IndexOfAnyExcept(Unescaped);
        buffer.Write(plain < 0 ? path : path[..plain]);
        path = plain < 0 ? default : path[plain..];
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in path.EnumerateRunes())
        {
            if (rune.IsAscii && Unescaped.Contains((char)rune.Value))
            {
                buffer.Write((char)rune.Value);
                continue;
            }

            int length = rune.EncodeToUtf8(utf8);
            foreach (byte b in utf8[..length])
            {
                buffer.Write('%');
                buffer.Write("0123456789ABCDEF"[b >> 4]);
                buffer.Write("0123456789ABCDEF"[b & 0xF]);
            }
        }
    }
}
