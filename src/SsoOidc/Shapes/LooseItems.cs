using System.Collections;

namespace SsoOidc.Shapes;

/// <summary>Reads what can be enumerated: a sequence of the caller's may fail, or have no end.</summary>
internal static class LooseItems
{
    private const int MaxCount = 1_000_000;

    /// <summary>Returns the items, or null and what stands in their place.</summary>
    public static List<object?>? Read(IEnumerable items, out UnreadableItems? unreadable)
    {
        unreadable = null;
        var read = new List<object?>();
        try
        {
            foreach (object? item in items)
            {
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
