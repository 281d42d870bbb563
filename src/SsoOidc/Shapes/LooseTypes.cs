using System.Collections;
using System.Text.Json;

namespace SsoOidc.Shapes;

/// <summary>How the type of a loose value is told to people.</summary>
internal static class LooseTypes
{
    /// <summary>Whether nothing can be read of an element any more.</summary>
    public static bool IsDisposed(JsonElement element)
    {
        try
        {
            _ = element.ValueKind;
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    public static string NameOf(object value)
    {
        if (value is JsonElement element)
        {
            return IsDisposed(element) ? "JSON of a disposed document" : $"JSON {element.ValueKind}";
        }

        if (value is UnreadableItems)
        {
            return value.ToString()!;
        }

        var type = value.GetType();

        // Types that compilers and LINQ make for iterators have names that say nothing.
        if (value is IEnumerable && !type.IsVisible && (type.Name.StartsWith('<') || type.Namespace == "System.Linq"))
        {
            return "IEnumerable";
        }

        int generic = type.Name.IndexOf('`', StringComparison.Ordinal);
        return generic < 0 ? type.Name : type.Name[..generic];
    }
}
