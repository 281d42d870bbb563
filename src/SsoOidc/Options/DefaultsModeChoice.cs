namespace SsoOidc.Options;

/// <summary>The defaults mode that counts, and why.</summary>
/// <param name="Effective">Never <see cref="DefaultsMode.Auto"/>; while it is pending, what counts if nothing is found.</param>
/// <param name="Source">What its values name as their source.</param>
/// <param name="IsPending">Whether only instance metadata can tell, which the first call asks.</param>
internal sealed record DefaultsModeChoice(DefaultsMode Effective, string Source, bool IsPending)
{
    public static DefaultsModeChoice Make(OptionResolver resolver)
    {
        var (value, source) = resolver.Resolve(OptionRows.DefaultsMode);
        var mode = (DefaultsMode)value!;
        if (mode != DefaultsMode.Auto)
        {
            return Of(mode, DefaultsModes.NameOf(mode), source);
        }

        var environment = resolver.Seams.GetEnvironmentVariable;
        if (environment("AWS_EXECUTION_ENV") is not null && (environment("AWS_REGION") ?? environment("AWS_DEFAULT_REGION")) is { } here)
        {
            return After(here, resolver.Resolve<string>(OptionRows.Region), source);
        }

        // A stubbed client never touches the network.
        bool canAsk = !resolver.Resolve<bool>(OptionRows.StubResponses)
            && !string.Equals(environment("AWS_EC2_METADATA_DISABLED"), "true", StringComparison.OrdinalIgnoreCase);
        return Of(DefaultsMode.Standard, canAsk ? "auto, instance metadata not asked yet" : "auto, nothing known", source) with { IsPending = canAsk };
    }

    /// <summary>The choice once it is known where the process runs; null: it cannot be known.</summary>
    public static DefaultsModeChoice After(string? here, string clientRegion, string source) => here switch
    {
        null => Of(DefaultsMode.Standard, "auto, nothing known", source),
        _ when here == clientRegion => Of(DefaultsMode.InRegion, "auto, in-region", source),
        _ => Of(DefaultsMode.CrossRegion, "auto, cross-region", source),
    };

    private static DefaultsModeChoice Of(DefaultsMode mode, string name, string source) => new(mode, $"defaults mode {name} ({source})", false);
}
