namespace SsoOidc.Endpoints;

/// <summary>What a region name may look like.</summary>
internal static class RegionNames
{
    /// <summary>Whether the name can stand as one label in a host name (RFC 1123): it becomes part of the address that gets the secrets.</summary>
    public static bool IsHostLabel(string region) =>
        region.Length is > 0 and <= 63
        && region[0] != '-'
        && region[^1] != '-'
        && HasLabelCharactersOnly(region);

    /// <summary>Takes <c>fips-</c> and <c>-fips</c> out of a legacy region name.</summary>
    /// <returns>Whether there was any.</returns>
    public static bool TryNormalizeFips(string region, out string normalized)
    {
        normalized = region.Replace("fips-", string.Empty, StringComparison.Ordinal).Replace("-fips", string.Empty, StringComparison.Ordinal);
        return normalized.Length != region.Length;
    }

    private static bool HasLabelCharactersOnly(string region)
    {
        foreach (char c in region)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '-')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The regions known to this version, for error messages.</summary>
    public static string KnownRegions => string.Join(", ", Partitions.All.SelectMany(static partition => partition.Regions));
}
