using SsoOidc.Shapes;

namespace SsoOidc.Options;

/// <summary>A value with the place it came from.</summary>
internal readonly record struct ResolvedValue(object? Value, string Source)
{
    public readonly object? Value = Value;
    public readonly string Source = Source;
}

/// <summary>How an option's value is shown.</summary>
internal enum OptionDisplay
{
    Plain,

    /// <summary>Only whether there is one.</summary>
    Secret,

    /// <summary>The last four characters only.</summary>
    KeyId,

    /// <summary>Without user-info and query.</summary>
    Url,
}

/// <summary>
/// One option: its name, its sources, how text becomes its value, what it accepts, its default. Resolution, description,
/// binding and the table of the documentation walk these rows.
/// </summary>
/// <param name="group">The class it is in, one of <see cref="OptionGroups"/>.</param>
/// <param name="property">The property of that class.</param>
/// <param name="defaultValue">The value where no source gives one.</param>
internal sealed class OptionRow(string group, string property, object? defaultValue = null)
{
    public const string DefaultSource = "default";

    // Fields, since there is no smaller function than a property, and each that a first client asks is compiled at start.

    /// <summary>The place in the table.</summary>
    public int Index;

    public readonly string Group = group;

    public readonly string Property = property;

    /// <summary>The path below <see cref="SsoOidcClientOptions"/>, such as <c>Retry.MaxAttempts</c>.</summary>
    public readonly string Name = group.Length == 0 ? property : $"{group}.{property}";

    /// <summary>The name in the reference client, without colon; null where it has no such option.</summary>
    public string? ReferenceName;

    /// <summary>The same as a list of one or none.</summary>
    public string[] ReferenceNames => ReferenceName is null ? [] : [ReferenceName];

    /// <summary>Environment variables; the first that exists counts.</summary>
    public string[] Environment = [];

    /// <summary>The key in the shared config and credentials files.</summary>
    public string? FileKey;

    /// <summary>How configuration text becomes the value; null: it cannot be given as text.</summary>
    public OptionText? Text;

    /// <summary>
    /// How text of the environment and of files becomes the value, where <see cref="Text"/> is stricter or laxer than the
    /// reference there; null is "as if not set".
    /// </summary>
    public Func<string, object?>? ParseSource;

    /// <summary>What is accepted, for people, where it is not what <see cref="Text"/> says.</summary>
    public string? Accepts;

    /// <summary>Makes the value that is used from the one that was given: a copy without blanks.</summary>
    public Func<object, object>? Normalize;

    /// <summary>Whether a given value is accepted; null: all are.</summary>
    public Func<object, bool>? IsAccepted;

    /// <summary>The value that a defaults mode gives; null: none.</summary>
    public Func<DefaultsMode, object?>? ModeValue;

    /// <summary>What the lists of a level of options say where that level does not give the option; null: they say nothing.</summary>
    public Func<SsoOidcClientOptions, object?>? Implied;

    /// <summary>
    /// Whether options that do not give this one give another that stands in its place; then no source behind them is asked. Null: there is
    /// none such.
    /// </summary>
    public Func<SsoOidcClientOptions, bool>? IsReplaced;

    public OptionDisplay Display;

    public readonly object? Default = defaultValue;

    public string Accepted => Accepts ?? Text?.Accepts ?? "any";

    /// <summary>The value of one level of options; null where that level does not give it.</summary>
    public object? Get(SsoOidcClientOptions options) => options.Given[this] ?? Implied?.Invoke(options);

    public object? FromSource(string text) => ParseSource is { } parse ? parse(text) : Text!.Parse(text);

    /// <summary>What a variable is called as a source.</summary>
    public string EnvironmentSource(int index) => "environment variable " + Environment[index];

    public string Show(object? value) => (Display, value) switch
    {
        (_, null) => "not set",
        (OptionDisplay.Secret, _) => "hidden",
        (OptionDisplay.KeyId, string text) => text.Length > 8 ? $"****{Shapes.Text.ForDisplay(text[^4..])}" : "hidden",
        (OptionDisplay.Url, string text) => Shapes.Text.ForDisplay(Redaction.WithoutQuery(text)),
        _ => OptionValueText.Of(value),
    };

    /// <summary>A value that was refused, for a message.</summary>
    public string ShowRefused(object value) => Display switch
    {
        OptionDisplay.Secret or OptionDisplay.KeyId => "the value",
        _ => $"'{Show(value)}'",
    };
}
