using System.Collections;

namespace SsoOidc.Shapes;

/// <summary>Copies loose values, so that what a caller does to his own later is not seen.</summary>
internal static class LooseCopy
{
    public static Dictionary<string, object?> Of(IReadOnlyDictionary<string, object?> values)
    {
        var copy = new Dictionary<string, object?>(values.Count, StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            copy[name] = Of(value, LooseJson.MaxDepth);
        }

        return copy;
    }

    // Deeper than any request goes, values are kept as they are: a list may hold itself.
    private static object? Of(object? value, int depth) => value switch
    {
        _ when depth == 0 => value,
        IReadOnlyDictionary<string, object?> map => map.ToDictionary(
            static pair => pair.Key, pair => Of(pair.Value, depth - 1), StringComparer.Ordinal),
        IDictionary map when LooseItems.Read(map, out _) is { } entries => entries.Cast<DictionaryEntry>().ToDictionary(
            static entry => entry.Key, entry => Of(entry.Value, depth - 1)),
        IList or IReadOnlyCollection<object?> when LooseItems.Read((IEnumerable)value, out _) is { } items => items.ConvertAll(item => Of(item, depth - 1)),
        _ => value,
    };
}
