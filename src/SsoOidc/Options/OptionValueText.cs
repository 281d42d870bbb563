using System.Globalization;
using SsoOidc.Shapes;

namespace SsoOidc.Options;

/// <summary>Values as people read them.</summary>
internal static class OptionValueText
{
    public static string Of(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        string text => Text.ForDisplay(text),
        TimeSpan span when span == Timeout.InfiniteTimeSpan => "infinite",
        TimeSpan span => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds} s"),
        DefaultsMode mode => DefaultsModes.NameOf(mode),
        Enum name => name.ToString().ToLowerInvariant(),
        int number => number.ToString(CultureInfo.InvariantCulture),
        IEnumerable<string?> list => string.Join(", ", list.Select(static item => Text.ForDisplay(item ?? "null"))),
        IEnumerable<object> items => string.Join(", ", items.Select(static item => item.GetType().Name)),
        Delegate => "a function",
        _ => value.GetType().Name,
    };
}
