namespace SsoOidc.Options;

/// <summary>A value with the place it came from.</summary>
internal readonly record struct ResolvedValue(object? Value, string Source)
{
    public bool IsGiven => Source != OptionRow.DefaultSource;
}

/// <summary>One option: its name, its sources, how text becomes its value, what it accepts, its default. Resolution walks these rows.</summary>
/// <param name="name">The path below <see cref="SsoOidcClientOptions"/>, such as <c>Retry.MaxAttempts</c>.</param>
/// <param name="get">Reads the option from code; null is "not given".</param>
/// <param name="defaultValue">The value where no source gives one.</param>
internal sealed class OptionRow(string name, Func<SsoOidcClientOptions, object?> get, object? defaultValue = null)
{
    public const string DefaultSource = "default";

    public string Name { get; } = name;

    /// <summary>The name in the reference client, without colon.</summary>
    public string? ReferenceName { get; init; }

    /// <summary>Environment variables; the first that exists counts.</summary>
    public string[] Environment { get; init; } = [];

    /// <summary>Turns text from the environment into the value; null is "as if not set". Throws FormatException on bad text.</summary>
    public Func<string, object?>? Parse { get; init; }

    /// <summary>What is accepted, for people.</summary>
    public string? Accepts { get; init; }

    /// <summary>Whether a given value is accepted; null: all are.</summary>
    public Func<object, bool>? IsAccepted { get; init; }

    /// <summary>Whether the value must not be shown.</summary>
    public bool IsSecret { get; init; }

    public object? Default { get; } = defaultValue;

    public object? Get(SsoOidcClientOptions options) => get(options);
}
