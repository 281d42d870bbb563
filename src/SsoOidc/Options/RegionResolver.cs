using SsoOidc.Endpoints;

namespace SsoOidc.Options;

/// <summary>Checks the region and cleans legacy names.</summary>
internal static class RegionResolver
{
    /// <summary>What a stubbed client uses where no region is given.</summary>
    public const string StubbedRegion = "us-stubbed-1";

    public static (string Region, bool UseFips) Resolve(
        IReadOnlyDictionary<OptionRow, ResolvedValue> values, List<ConfigurationProblem> problems)
    {
        bool useFips = (bool)values[OptionRows.UseFips].Value!;
        var (value, source) = values[OptionRows.Region];
        bool isStubbed = (bool)values[OptionRows.StubResponses].Value!;

        // The stubbed region is closer than the environment: tests must not depend on the machine they run on.
        if (isStubbed && !source.StartsWith("options.", StringComparison.Ordinal))
        {
            return (StubbedRegion, useFips);
        }

        // A value that was refused is no missing one.
        if (problems.Exists(static problem => problem.Option == OptionRows.Region.Name))
        {
            return (string.Empty, useFips);
        }

        if (value is not string region || region.Length == 0)
        {
            problems.Add(new(
                OptionRows.Region.Name,
                source == OptionRow.DefaultSource ? "not given" : source,
                source.StartsWith("environment", StringComparison.Ordinal)
                    ? "No region was provided: the variable is empty. Set it to a region such as us-west-2, or set options.Region."
                    : "No region was provided. Set options.Region to a region such as us-west-2, or the environment variable AWS_REGION."));
            return (string.Empty, useFips);
        }

        // With an endpoint of its own the region is in no host name; it still stands in the Authorization header.
        if (values[OptionRows.EndpointUrl].Value is not null)
        {
            if (!Shapes.HeaderText.IsValidValue(region))
            {
                problems.Add(new(
                    OptionRows.Region.Name,
                    source,
                    $"'{Shapes.Text.ForDisplay(region)}' is not a region: it has a character that may not stand in a header."));
            }

            return (region, useFips);
        }

        if (RegionNames.TryNormalizeFips(region, out string normalized))
        {
            (region, useFips) = (normalized, true);
        }

        if (!RegionNames.IsHostLabel(region))
        {
            problems.Add(new(
                OptionRows.Region.Name,
                source,
                $"'{Shapes.Text.ForDisplay(region)}' is not a region: letters, digits and dashes only, at most 63 (us-east-1, not the availability zone us-east-1a). Known AWS regions: {RegionNames.KnownRegions}."));
        }

        return (region, useFips);
    }
}
