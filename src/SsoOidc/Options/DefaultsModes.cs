namespace SsoOidc.Options;

/// <summary>What the defaults modes are called and what they set.</summary>
internal static class DefaultsModes
{
    public static readonly OptionText Text = OptionText.OneOf(
        ("legacy", DefaultsMode.Legacy),
        ("standard", DefaultsMode.Standard),
        ("in-region", DefaultsMode.InRegion),
        ("cross-region", DefaultsMode.CrossRegion),
        ("mobile", DefaultsMode.Mobile),
        ("auto", DefaultsMode.Auto));

    // Boxed once: resolution hands them on as objects.
    private static readonly object StandardRetries = RetryMode.Standard;
    private static readonly object SameRegion = TimeSpan.FromSeconds(1.1);
    private static readonly object OtherRegion = TimeSpan.FromSeconds(3.1);
    private static readonly object SlowNetwork = TimeSpan.FromSeconds(30);

    public static string NameOf(DefaultsMode mode) => mode switch
    {
        DefaultsMode.InRegion => "in-region",
        DefaultsMode.CrossRegion => "cross-region",
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
