using System.Collections;

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
        Secrecy.Url when value is IEnumerable<string?> urls => List(urls.Select(static url => url is null ? null : WithoutUserInfo(url))),
        Secrecy.Url => Quote(WithoutUserInfo((string)value)),
        _ => value switch
        {
            string text => Quote(text),
            IEnumerable<string?> list => List(list),
            _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty,
        },
    };

    /// <summary>Prints one member's loose value, whatever it is, hidden as its row demands.</summary>
    public static string Show(ShapeMember row, object? value) => value switch
    {
        null => "null",
        _ when row.IsSecret && row.Secrecy != Secrecy.SecretQuery => Filtered,
        string => Print(row, value),
        _ when row.IsSecret || row.Structure is not null => Filtered,
        IEnumerable items => "[" + string.Join(", ", items.Cast<object?>().Select(item =>
            item is string text && row.Secrecy == Secrecy.Url ? Quote(WithoutUserInfo(text)) : Show(item))) + "]",
        _ => Show(value),
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
                    { Secrecy: Secrecy.SecretQuery } => value is string url ? WithoutQuery(url) : Filtered,
                    { Secrecy: Secrecy.Url } when value is string url => WithoutUserInfo(url),
                    { IsSecret: true } => Filtered,
                    { Structure: { } nested } => nested.ToMembers(value) is { } inner ? Filter(nested, inner) : Filtered,
                    _ => value,
                });
            }
        }

        return filtered;
    }

    /// <summary>
    /// A URL with its user-info, query and fragment hidden. The text may be no URL at all, and a password may hold any
    /// character: so whatever stands before the last <c>@</c> is hidden, and everything where it stands behind a <c>?</c> or <c>#</c>.
    /// </summary>
    public static string WithoutQuery(string url)
    {
        int end = url.AsSpan().IndexOfAny('?', '#');
        int at = url.LastIndexOf('@');
        string start = end < 0 ? url : url[..end];
        if (at >= 0)
        {
            string shown = at < start.Length ? start[at..] : string.Empty;
            start = string.Concat(SchemeOf(url), Filtered, shown);
        }

        return end < 0 || at > end ? start : string.Concat(start, url.AsSpan(end, 1), Filtered);
    }

    /// <summary>A URL with its user-info hidden; more than that where an <c>@</c> stands further on.</summary>
    public static string WithoutUserInfo(string url)
    {
        int at = url.LastIndexOf('@');
        return at < 0 ? url : string.Concat(SchemeOf(url), Filtered, url.AsSpan(at));
    }

    private static string List(IEnumerable<string?> items) =>
        "[" + string.Join(", ", items.Select(static item => item is null ? "null" : Quote(item))) + "]";

    private static ReadOnlySpan<char> SchemeOf(string url)
    {
        int scheme = url.IndexOf("://", StringComparison.Ordinal);
        return scheme >= 0 && url.AsSpan(0, scheme).IndexOfAnyExceptInRange('a', 'z') < 0 ? url.AsSpan(0, scheme + 3) : default;
    }

    // Other objects may print anything, so only their type is shown.
    private static string Show(object? value) => value switch
    {
        null => "null",
        string text => Quote(text),
        bool or byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal =>
            Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
        _ => LooseTypes.NameOf(value),
    };

    private static string Quote(string text) => $"\"{Text.ForDisplay(text)}\"";
}
