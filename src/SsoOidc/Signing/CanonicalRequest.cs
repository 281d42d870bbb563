namespace SsoOidc.Signing;

/// <summary>The canonical form of a request, which is what a signature covers.</summary>
internal static class CanonicalRequest
{
    /// <summary>Writes the canonical request; returns its line of signed header names.</summary>
    /// <param name="buffer">Where it is written.</param>
    /// <param name="request">The request.</param>
    /// <param name="headers">Its headers.</param>
    /// <param name="last">The line of the last request, which is nearly always the same: then this object is returned.</param>
    public static string Write(Utf8Buffer buffer, in SignedRequest request, HttpHeaderList headers, string? last = null)
    {
        buffer.Write(request.Method.ToUpperInvariant());
        buffer.Write('\n');
        CanonicalUri.WritePath(buffer, request.Path);
        buffer.Write('\n');
        CanonicalUri.WriteQuery(buffer, request.Query);
        buffer.Write('\n');

        var entries = headers.Entries;
        Span<int> order = entries.Length <= 64 ? stackalloc int[entries.Length] : new int[entries.Length];
        int count = SortSigned(entries, order);
        order = order[..count];
        foreach (int index in order)
        {
            buffer.Write(entries[index].Key);
            buffer.Write(':');
            WriteCollapsed(buffer, entries[index].Value);
            buffer.Write('\n');
        }

        buffer.Write('\n');
        int start = buffer.Length;
        for (int i = 0; i < order.Length; i++)
        {
            if (i > 0)
            {
                buffer.Write(';');
            }

            buffer.Write(entries[order[i]].Key);
        }

        var line = buffer.TextFrom(start);
        string signedHeaders = last is not null && line.SequenceEqual(last) ? last : line.ToString();
        buffer.Write('\n');
        buffer.Write(headers["x-amz-content-sha256"]!);
        return signedHeaders;
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
        // Most values have no white space at all.
        if (!value.ContainsAny(' ', '\t'))
        {
            buffer.Write(value);
            return;
        }

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
            buffer.Write(' ');
            value = value[space..].TrimStart(" \t");
        }
    }
}
