namespace SsoOidc.Shapes;

/// <summary>What the library prints in place of a secret.</summary>
internal static class Redaction
{
    public const string Filtered = "[FILTERED]";

    /// <summary>Prints one member's value, hidden as its row demands.</summary>
    public static string Print(ShapeMember row, object value) => row.Secrecy switch
    {
        Secrecy.Sensitive or Secrecy.SecretInPractice => Filtered,
        Secrecy.SecretQuery => Quote(WithoutQuery((string)value)),
        _ => value switch
        {
            string text => Quote(text),
            IEnumerable<string?> list => "[" + string.Join(", ", list.Select(static item => item is null ? "null" : Quote(item))) + "]",
            _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty,
        },
    };

    /// <summary>A copy of loose members with the secrets hidden.</summary>
    public static Dictionary<string, object?> Filter(Shape shape, IReadOnlyDictionary<string, object?> members)
    {
        var filtered = new Dictionary<string, object?>(members.Count, StringComparer.Ordinal);
        foreach (var row in shape.Members)
        {
            if (members.TryGetValue(row.Name, out object? value) && value is not null)
            {
                filtered.Add(row.Name, row switch
                {
                    { Secrecy: Secrecy.SecretQuery } => WithoutQuery((string)value),
                    { IsSecret: true } => Filtered,
                    { Structure: { } nested } => Filter(nested, (IReadOnlyDictionary<string, object?>)value),
                    _ => value,
                });
            }
        }

        return filtered;
    }

    /// <summary>A URL with its user-info, query and fragment hidden.</summary>
    public static string WithoutQuery(string url)
    {
        int end = url.AsSpan().IndexOfAny('?', '#');
        string start = end < 0 ? url : url[..end];
        int scheme = start.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
        {
            int authority = scheme + 3;
            int slash = start.IndexOf('/', authority);
            int at = start.LastIndexOf('@', slash < 0 ? start.Length - 1 : slash);
            if (at >= authority)
            {
                start = string.Concat(start.AsSpan(0, authority), Filtered, start.AsSpan(at));
            }
        }

        return end < 0 ? start : string.Concat(start, url.AsSpan(end, 1), Filtered);
    }

    private static string Quote(string text) => $"\"{Text.ForDisplay(text)}\"";
}
