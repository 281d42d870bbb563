using System.Collections;

namespace SsoOidc.Shapes;

/// <summary>Reads what can be enumerated: a sequence of the caller's may fail, or have no end.</summary>
internal static class LooseItems
{
    private const int MaxCount = 1_000_000;

    /// <summary>The items of what stands for a list: those of a map are pairs, as in the reference.</summary>
    public static List<object?>? ReadList(IEnumerable items, out UnreadableItems? unreadable) =>
        Read(items, out unreadable)?.ConvertAll(static item => item switch
        {
            DictionaryEntry entry => new List<object?> { entry.Key, entry.Value },
            KeyValuePair<string, object?> pair => new List<object?> { pair.Key, pair.Value },
            _ => item,
        });

    /// <summary>Returns the items, or null and what stands in their place.</summary>
    public static List<object?>? Read(IEnumerable items, out UnreadableItems? unreadable)
    {
        unreadable = null;
        var read = new List<object?>();
        try
        {
            // The enumerator of a map that is no generic one has the same pairs for maps of all types.
            var enumerator = items is IDictionary map ? map.GetEnumerator() : items.GetEnumerator();
            using var end = enumerator as IDisposable;
            while (enumerator.MoveNext())
            {
                object? item = enumerator.Current;
                if (read.Count == MaxCount)
                {
                    unreadable = new UnreadableItems($"{LooseTypes.NameOf(items)} with more than {MaxCount} items");
                    return null;
                }

                read.Add(item);
            }

            return read;
        }
#pragma warning disable CA1031 // whatever it throws says the same: it has no items
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            unreadable = new UnreadableItems($"{LooseTypes.NameOf(items)} that threw {e.GetType().Name}");
            return null;
        }
    }
}

/// <summary>Stands for a sequence that could not be read, so that it is refused together with all other problems.</summary>
internal sealed class UnreadableItems(string description)
{
    public override string ToString() => description;
}
