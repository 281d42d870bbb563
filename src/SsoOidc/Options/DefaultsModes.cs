namespace SsoOidc.Options;

/// <summary>What the defaults modes are called and what they set.</summary>
internal static class DefaultsModes
{
    public static readonly OptionText Text = OptionText.OneOf(static () =>
    [
        ("legacy", DefaultsMode.Legacy),
        ("standard", DefaultsMode.Standard),
        ("in-region", DefaultsMode.InRegion),
        ("cross-region", DefaultsMode.CrossRegion),
        ("mobile", DefaultsMode.Mobile),
        ("auto", DefaultsMode.Auto),
    ]);

    /// <summary>In the environment and in files the names are as AWS writes them, in any case.</summary>
    public static object FromSource(string text) => Text.Parse(text) is DefaultsMode mode && NameOf(mode).Equals(text, StringComparison.OrdinalIgnoreCase)
        ? mode
        : throw new FormatException();

    // Boxed once: resolution hands them on as objects.
    private static readonly object StandardRetries = RetryMode.Standard;
    private static readonly object SameRegion = TimeSpan.FromSeconds(1.1);
    private static readonly object OtherRegion = TimeSpan.FromSeconds(3.1);
    private static readonly object SlowNetwork = TimeSpan.FromSeconds(30);

    public static string NameOf(DefaultsMode mode) => mode switch
    {
        DefaultsMode.Legacy => "legacy",
        DefaultsMode.Standard => "standard",
        DefaultsMode.InRegion => "in-region",
        DefaultsMode.CrossRegion => "cross-region",
        DefaultsMode.Mobile => "mobile",
        DefaultsMode.Auto => "auto",
        _ => mode.ToString().ToLowerInvariant(),
    };

    public static object? RetryModeOf(DefaultsMode mode) => mode == DefaultsMode.Legacy ? null : StandardRetries;

    /// <summary>How long connecting may take; the TLS limit of the reference is the same.</summary>
    public static object? ConnectTimeoutOf(DefaultsMode mode) => mode switch
    {
        DefaultsMode.Legacy => null,
        DefaultsMode.InRegion => SameRegion,
        DefaultsMode.Mobile => SlowNetwork,
        _ => OtherRegion,
    };
}
