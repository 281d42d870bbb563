using SsoOidc.Endpoints;

namespace SsoOidc.Options;

/// <summary>Checks the region and cleans legacy names.</summary>
internal static class RegionResolver
{
    /// <summary>What a stubbed client uses where no region is given.</summary>
    public const string StubbedRegion = "us-stubbed-1";

    public static ResolvedValue Check(OptionResolver resolver, ResolvedValue found)
    {
        if (found.Value is not string region)
        {
            if (found.Source == OptionRow.DefaultSource)
            {
                resolver.Problems.Add(Missing(resolver));
            }

            // Else the value that was given cannot be used; that problem is on the list already.
            return new(string.Empty, found.Source);
        }

        if (resolver.Resolve(EndpointRows.EndpointUrl).Value is not null)
        {
            // With an endpoint of its own the region is in no host name; it still stands in the Authorization header.
            if (region.Length == 0 || !Shapes.HeaderText.IsValidValue(region))
            {
                resolver.Problems.Add(NotARegion(region, found.Source));
            }

            return found;
        }

        if (RegionNames.TryNormalizeFips(region, out string normalized))
        {
            resolver.LegacyRegion = region;
            region = normalized;
        }

        if (!RegionNames.IsHostLabel(region))
        {
            resolver.Problems.Add(NotARegion(region, found.Source));
        }

        return new(region, found.Source);
    }

    private static ConfigurationProblem Missing(OptionResolver resolver)
    {
        string? empty = Array.Find(OptionRows.Region.Environment, variable => resolver.Seams.GetEnvironmentVariable(variable) is not null);
        return empty is null
            ? new(
                OptionRows.Region.Name,
                "not given",
                "No region was provided. Set options.Region to a region such as us-west-2, the environment variable AWS_REGION, or region in the profile."
                + (((string)resolver.Resolve(OptionRows.Profile).Value!).Length == 0 ? " The environment variable AWS_PROFILE is empty, which names no profile: unset it." : string.Empty))
            : new(
                OptionRows.Region.Name,
                $"environment variable {empty}",
                "No region was provided: the variable is empty. Set it to a region such as us-west-2, or set options.Region.");
    }

    private static ConfigurationProblem NotARegion(string region, string source) => new(
        OptionRows.Region.Name,
        source,
        $"'{OptionValueText.Of(region)}' is not a region: letters, digits and dashes only, at most 63 (us-east-1, not the availability zone us-east-1a). Known AWS regions: {RegionNames.KnownRegions}.");
}
