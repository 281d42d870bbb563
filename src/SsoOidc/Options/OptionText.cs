using System.Globalization;

namespace SsoOidc.Options;

/// <summary>How the text of a configuration becomes an option's value. Bad text is a <see cref="FormatException"/>.</summary>
/// <param name="accepts">What is accepted, for people; null where there are names.</param>
/// <param name="parse">The parser; null where there are names.</param>
/// <param name="names">The names that are accepted, with their values.</param>
internal sealed class OptionText(string? accepts, Func<string, object>? parse, Func<(string Name, object Value)[]>? names = null)
{
    public static readonly OptionText Verbatim = new("text", static text => text);

    public static readonly OptionText Boolean = new("true or false", static text => bool.TryParse(text, out bool value) ? value : throw new FormatException());

    public static readonly OptionText WholeNumber = new(
        "a whole number", static text => int.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture));

    /// <summary>Seconds, or <c>hh:mm:ss</c>.</summary>
    public static readonly OptionText Seconds = new("seconds such as 2.5, or a time such as 00:00:02.5", static text => (object)ParseSeconds(text));

    /// <summary>As <see cref="Seconds"/>, and <c>infinite</c>.</summary>
    public static readonly OptionText Limit = new(
        "seconds such as 2.5, a time such as 00:00:02.5, or infinite",
        static text => text.Equals("infinite", StringComparison.OrdinalIgnoreCase) ? Timeout.InfiniteTimeSpan : ParseSeconds(text));

    /// <summary>A list has one entry per item, never one text.</summary>
    public static readonly OptionText List = new("a list", static _ => throw new FormatException());

    /// <summary>Exactly <c>true</c> or <c>false</c>.</summary>
    public static readonly Func<string, object?> ExactBoolean = static text => text switch
    {
        "true" => true,
        "false" => false,
        _ => throw new FormatException(),
    };

    /// <summary>Text that is there, or nothing.</summary>
    public static readonly Func<string, object?> NonEmpty = static text => text.Length == 0 ? null : text;

    public string Accepts => accepts ?? Join(Array.ConvertAll(names!(), static pair => pair.Name));

    public bool IsList => this == List;

    /// <summary>One of several names, in any case, dashes or not. They are asked for when there is text.</summary>
    public static OptionText OneOf(Func<(string Name, object Value)[]> names) => new(null, null, names);

    public object Parse(string text) => parse is null ? ParseName(text) : parse(text);

    private object ParseName(string text)
    {
        foreach (var (name, value) in names!())
        {
            if (Matches(name, text))
            {
                return value;
            }
        }

        throw new FormatException();
    }

    private static bool Matches(string name, string text) =>
        text.Equals(name, StringComparison.OrdinalIgnoreCase)
        || text.Equals(name.Replace("-", string.Empty, StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    private static string Join(string[] names) => $"{string.Join(", ", names[..^1])} or {names[^1]}";

    private static TimeSpan ParseSeconds(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
        {
            return TimeSpan.ParseExact(text, "c", CultureInfo.InvariantCulture);
        }

        double seconds = double.Parse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return Math.Abs(seconds) <= TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds) : throw new OverflowException();
    }
}
