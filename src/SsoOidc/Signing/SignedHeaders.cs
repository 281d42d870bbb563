namespace SsoOidc.Signing;

/// <summary>Which of a request's headers a signature covers, in canonical order. Calls have the same names nearly always, so the last one is kept.</summary>
internal sealed class SignedHeaders
{
    // All names of the request, in its own order.
    private readonly string[] _names;
    private readonly int[] _order;
    private readonly string[] _starts;

    private SignedHeaders(ReadOnlySpan<KeyValuePair<string, string>> headers)
    {
        _names = new string[headers.Length];
        var order = new List<int>(headers.Length);
        for (int i = 0; i < headers.Length; i++)
        {
            _names[i] = headers[i].Key;
            if (IsSigned(headers[i].Key))
            {
                order.Add(i);
            }
        }

        order.Sort((left, right) => string.CompareOrdinal(_names[left], _names[right]));
        _order = [.. order];
        _starts = Array.ConvertAll(_order, index => _names[index] + ":");
        Line = string.Join(';', Array.ConvertAll(_order, index => _names[index]));
    }

    /// <summary>The names, joined by semicolons.</summary>
    public string Line { get; }

    /// <summary>Returns those of the given headers; the last ones, where they are the same.</summary>
    public static SignedHeaders Of(ReadOnlySpan<KeyValuePair<string, string>> headers, SignedHeaders? last) =>
        last is not null && last.IsFor(headers) ? last : new SignedHeaders(headers);

    /// <summary>Writes a line for each header, from the list that this object is of.</summary>
    public void Write(Utf8Buffer buffer, ReadOnlySpan<KeyValuePair<string, string>> headers)
    {
        for (int i = 0; i < _order.Length; i++)
        {
            buffer.Write(_starts[i]);
            WriteCollapsed(buffer, headers[_order[i]].Value);
            buffer.Write('\n');
        }
    }

    // Proxies and transports may change these on the way, or they are made from the signature.
    private static bool IsSigned(string name) =>
        name is not ("authorization" or "content-length" or "user-agent" or "x-amzn-trace-id" or "expect");

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

    private bool IsFor(ReadOnlySpan<KeyValuePair<string, string>> headers)
    {
        if (headers.Length != _names.Length)
        {
            return false;
        }

        for (int i = 0; i < headers.Length; i++)
        {
            if (!string.Equals(headers[i].Key, _names[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
