namespace SsoOidc.Options;

/// <summary>The defaults mode that counts, and why.</summary>
/// <param name="Effective">Never <see cref="DefaultsMode.Auto"/>; while it is pending, what counts if nothing is found.</param>
/// <param name="Source">What its values name as their source.</param>
/// <param name="ModeSource">Where the mode itself came from.</param>
/// <param name="IsPending">Whether only instance metadata can tell, which the first call asks.</param>
internal sealed record DefaultsModeChoice(DefaultsMode Effective, string Source, string ModeSource, bool IsPending)
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
            return After(here, (string)resolver.Resolve(OptionRows.Region).Value!, source);
        }

        // A stubbed client never touches the network, and over a transport of the caller's the answer would change nothing.
        bool canAsk = !resolver.IsOn(OptionRows.StubResponses)
            && resolver.Resolve(HttpRows.HttpHandler).Value is null
            && resolver.Resolve(HttpRows.HttpClient).Value is null
            && !string.Equals(environment("AWS_EC2_METADATA_DISABLED"), "true", StringComparison.OrdinalIgnoreCase);
        return Of(DefaultsMode.Standard, canAsk ? "auto, instance metadata not asked" : "auto, nothing known", source) with { IsPending = canAsk };
    }

    /// <summary>The choice once it is known where the process runs; null: it cannot be known.</summary>
    public DefaultsModeChoice Resolve(string? here, string clientRegion) => After(here, clientRegion, ModeSource);

    private static DefaultsModeChoice After(string? here, string clientRegion, string source) => here switch
    {
        null => Of(DefaultsMode.Standard, "auto, nothing known", source),
        _ when here == clientRegion => Of(DefaultsMode.InRegion, "auto, in-region", source),
        _ => Of(DefaultsMode.CrossRegion, "auto, cross-region", source),
    };

    private static DefaultsModeChoice Of(DefaultsMode mode, string name, string source) => 
        new(mode, $"defaults mode {name} ({source})", source, false);
}
