using System.Text;

namespace SsoOidc.Signing;

/// <summary>The canonical form of a request, which is what a signature covers.</summary>
internal static class CanonicalRequest
{
    /// <summary>Writes the canonical request; returns where its line of signed header names begins.</summary>
    public static int Write(Utf8Buffer buffer, in SignedRequest request, HttpHeaderList headers)
    {
        buffer.Write(request.Method.ToUpperInvariant());
        buffer.Write((byte)'\n');
        CanonicalUri.WritePath(buffer, request.Path);
        buffer.Write((byte)'\n');
        CanonicalUri.WriteQuery(buffer, request.Query);
        buffer.Write((byte)'\n');

        var entries = headers.Entries;
        Span<int> order = entries.Length <= 64 ? stackalloc int[entries.Length] : new int[entries.Length];
        int count = SortSigned(entries, order);
        order = order[..count];
        foreach (int index in order)
        {
            buffer.Write(entries[index].Key);
            buffer.Write((byte)':');
            WriteCollapsed(buffer, entries[index].Value);
            buffer.Write((byte)'\n');
        }

        buffer.Write((byte)'\n');
        int signedHeadersAt = buffer.Written.Length;
        for (int i = 0; i < order.Length; i++)
        {
            if (i > 0)
            {
                buffer.Write((byte)';');
            }

            buffer.Write(entries[order[i]].Key);
        }

        buffer.Write((byte)'\n');
        buffer.Write(headers["x-amz-content-sha256"]!);
        return signedHeadersAt;
    }

    /// <summary>The line of signed header names; the given one where it is the same.</summary>
    public static string SignedHeaders(ReadOnlySpan<byte> canonicalRequest, int at, string? known = null)
    {
        var line = canonicalRequest[at..];
        line = line[..line.IndexOf((byte)'\n')];
        return known is not null && Ascii.Equals(line, known) ? known : Encoding.ASCII.GetString(line);
    }

    // Proxies and transports may change these on the way, or they are made from the signature.
    private static bool IsSigned(string name) =>
        name is not ("authorization" or "content-length" or "user-agent" or "x-amzn-trace-id" or "expect");

    private static int SortSigned(ReadOnlySpan<KeyValuePair<string, string>> entries, Span<int> order)
    {
        int count = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            if (!IsSigned(entries[i].Key))
            {
                continue;
            }

            int at = count++;
            while (at > 0 && string.CompareOrdinal(entries[order[at - 1]].Key, entries[i].Key) > 0)
            {
                order[at] = order[at - 1];
                at--;
            }

            order[at] = i;
        }

        return count;
    }

    private static void WriteCollapsed(Utf8Buffer buffer, ReadOnlySpan<char> value)
    {
        value = value.Trim(" \t");
        while (true)
        {
            int space = value.IndexOfAny(' ', '\t');
            if (space < 0)
            {
                buffer.Write(value);
                return;
            }

            buffer.Write(value[..space]);
            buffer.Write((byte)' ');
            value = value[space..].TrimStart(" \t");
        }
    }
}
