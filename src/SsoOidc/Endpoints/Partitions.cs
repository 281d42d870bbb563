namespace SsoOidc.Endpoints;

/// <summary>A group of regions with their own DNS suffixes.</summary>
/// <param name="id">The partition's id.</param>
/// <param name="prefixes">What a region name begins with, separated by blanks; a word and a number follow, joined by dashes.</param>
/// <param name="dnsSuffix">The suffix of plain and FIPS endpoints.</param>
/// <param name="dualStackDnsSuffix">The suffix of dual-stack endpoints.</param>
/// <param name="regions">The regions known to this version, separated by blanks.</param>
internal sealed class Partition(string id, string prefixes, string dnsSuffix, string dualStackDnsSuffix, string regions)
{
    public string Id { get; } = id;

    public string DnsSuffix { get; } = dnsSuffix;

    public string DualStackDnsSuffix { get; } = dualStackDnsSuffix;

    // Texts until they are asked for: a program seldom needs more than one partition.
    public string[] Prefixes => field ??= prefixes.Split(' ');

    public string[] Regions => field ??= regions.Split(' ');
}

/// <summary>The AWS partitions; all of them have FIPS and dual-stack endpoints.</summary>
internal static class Partitions
{
    public const string GovCloud = "aws-us-gov";

    public static readonly Partition[] All =
    [
        new(
            "aws",
            "us eu ap sa ca me af il mx",
            "amazonaws.com",
            "api.aws",
            "af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 "
            + "ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 "
            + "ap-southeast-7 aws-global ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 "
            + "eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1 "
            + "us-east-1 us-east-2 us-west-1 us-west-2"),
        new(
            "aws-cn",
            "cn",
            "amazonaws.com.cn",
            "api.amazonwebservices.com.cn",
            "aws-cn-global cn-north-1 cn-northwest-1"),
        new(
            "aws-eusc",
            "eusc-de",
            "amazonaws.eu",
            "api.amazonwebservices.eu",
            "eusc-de-east-1"),
        new(
            "aws-iso",
            "us-iso",
            "c2s.ic.gov",
            "api.aws.ic.gov",
            "aws-iso-global us-iso-east-1 us-iso-west-1"),
        new(
            "aws-iso-b",
            "us-isob",
            "sc2s.sgov.gov",
            "api.aws.scloud",
            "aws-iso-b-global us-isob-east-1 us-isob-west-1"),
        new(
            "aws-iso-e",
            "eu-isoe",
            "cloud.adc-e.uk",
            "api.cloud-aws.adc-e.uk",
            "aws-iso-e-global eu-isoe-west-1"),
        new(
            "aws-iso-f",
            "us-isof",
            "csp.hci.ic.gov",
            "api.aws.hci.ic.gov",
            "aws-iso-f-global us-isof-east-1 us-isof-south-1"),
        new(
            "aws-us-gov",
            "us-gov",
            "amazonaws.com",
            "api.aws",
            "aws-us-gov-global us-gov-east-1 us-gov-west-1"),
    ];

    /// <summary>The partition of a region: where it is listed, else where its name fits, else the first.</summary>
    public static Partition Of(string region)
    {
        foreach (var partition in All)
        {
            if (Array.IndexOf(partition.Regions, region) >= 0)
            {
                return partition;
            }
        }

        return Guess(region);
    }

    private static Partition Guess(string region) =>
        Array.Find(All, partition => Array.Exists(partition.Prefixes, prefix => Fits(region, prefix))) ?? All[0];

    // prefix-word-number
    private static bool Fits(string region, string prefix)
    {
        if (!region.StartsWith(prefix, StringComparison.Ordinal) || region.Length <= prefix.Length || region[prefix.Length] != '-')
        {
            return false;
        }

        var rest = region.AsSpan(prefix.Length + 1);
        int dash = rest.LastIndexOf('-');
        return dash > 0
            && dash < rest.Length - 1
            && !rest[..dash].ContainsAnyExcept(Word)
            && !rest[(dash + 1)..].ContainsAnyExceptInRange('0', '9');
    }

    private static readonly System.Buffers.SearchValues<char> Word =
        System.Buffers.SearchValues.Create("_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
}
