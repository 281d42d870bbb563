using System.Globalization;
using SsoOidc.Shapes;

namespace SsoOidc.Options;

/// <summary>Values as people read them.</summary>
internal static class OptionValueText
{
    public static string Of(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        string text => Of(text),
        TimeSpan span when span == Timeout.InfiniteTimeSpan => "infinite",
        TimeSpan span => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds} s"),
        DefaultsMode mode => DefaultsModes.NameOf(mode),
        Enum name => name.ToString().ToLowerInvariant(),
        int number => number.ToString(CultureInfo.InvariantCulture),
        IEnumerable<string?> list => string.Join(", ", list.Select(static item => Of(item ?? "null"))),
        IEnumerable<object> items => string.Join(", ", items.Select(static item => item.GetType().Name)),
        Delegate => "a function",
        _ => value.GetType().Name,
    };

    /// <summary>A text; where it is a URL, whatever the option, without its secrets: it may have come into the wrong option.</summary>
    public static string Of(string text) =>
        Text.ForDisplay(text.Contains("://", StringComparison.Ordinal) ? Redaction.WithoutQuery(text) : text);
}
