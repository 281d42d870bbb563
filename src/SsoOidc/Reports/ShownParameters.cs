using System.Collections;
using SsoOidc.Shapes;

namespace SsoOidc.Reports;

/// <summary>Parameters as they may be printed: secrets hidden, and whatever the operation's table does not know.</summary>
internal static class ShownParameters
{
    public static IReadOnlyDictionary<string, object?> Of(Shape shape, IReadOnlyDictionary<string, object?> parameters)
    {
        var shown = new Dictionary<string, object?>(parameters.Count, StringComparer.Ordinal);
        foreach (var (name, value) in parameters)
        {
            shown[name] = Show(shape.Find(name), value);
        }

        return shown;
    }

    // A secret is hidden even where it is null; so is a value that is not what the table says, since nobody knows what is in it.
    private static object? Show(ShapeMember? row, object? value) => row switch
    {
        null or { Secrecy: Secrecy.Sensitive or Secrecy.SecretInPractice } => Redaction.Filtered,
        _ when value is null => null,
        { Secrecy: Secrecy.SecretQuery } => value is string url ? Redaction.WithoutQuery(url) : Redaction.Filtered,
        { Structure: { } nested } => nested.ToMembers(value) is { } members ? Of(nested, members) : Redaction.Filtered,
        { Kind: MemberKind.StringList } when value is IEnumerable items and not string => items.Cast<object?>().Select(item => Text(row, item)).ToList(),
        _ => Text(row, value),
    };

    private static object? Text(ShapeMember row, object? value) => value switch
    {
        null => null,
        string url when row.Secrecy == Secrecy.Url => Redaction.WithoutUserInfo(url),
        string or bool or byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal => value,
        _ => Redaction.Filtered,
    };
}
