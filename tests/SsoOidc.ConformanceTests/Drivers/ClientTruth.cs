using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Drivers;

/// <summary>
/// What a whole client must do with an endpoint case. The Ruby client tells, but its partitions are old: where it and the rule set
/// disagree, the rule set is right.
/// </summary>
internal static class ClientTruth
{
    public static JsonObject Of(GoldenCase golden, JsonObject expected)
    {
        var client = (JsonObject)expected["ruby_client"]!;
        var (region, useFips) = Cleaned(golden);
        bool isLegacyName = region != golden.Text("region");

        // The rule set was asked for the raw name; for the cleaned one, another case may have asked it.
        var asked = isLegacyName ? golden.Siblings.FirstOrDefault(other => IsAbout(other, region, useFips, golden.Json["use_dualstack"])) : golden;
        bool disagree = isLegacyName ? asked is not null : expected["oracles_disagree_on"] is JsonArray { Count: > 0 };
        if (!disagree || asked!.Expected["ruleset"] is not JsonObject rules)
        {
            return client;
        }

        if (rules["error"] is { } error)
        {
            return new JsonObject { ["exception"] = new JsonObject { ["class"] = "ArgumentError", ["message"] = error.DeepClone() } };
        }

        // Refusals of the client itself come before any rule is asked.
        if (client["exception"]?["class"]?.GetValue<string>() is { } refusal && refusal != "ArgumentError")
        {
            return client;
        }

        return new JsonObject
        {
            ["request_url"] = rules["url"]!.GetValue<string>() + "/token?aws_iam=t",
            ["signing_region"] = region,
            ["signing_name"] = "sso-oauth",
            ["config_region"] = region,
            ["config_use_fips"] = useFips,
        };
    }

    // fips-x and x-fips mean x with FIPS, unless there is a custom endpoint.
    private static (string? Region, bool UseFips) Cleaned(GoldenCase golden)
    {
        string? region = golden.Text("region");
        bool useFips = golden.Json["use_fips"]!.GetValue<bool>();
        if (region is null || golden.Text("endpoint") is not null)
        {
            return (region, useFips);
        }

        string cleaned = region.Replace("fips-", string.Empty, StringComparison.Ordinal).Replace("-fips", string.Empty, StringComparison.Ordinal);
        return (cleaned, useFips || cleaned != region);
    }

    private static bool IsAbout(GoldenCase other, string? region, bool useFips, JsonNode? useDualStack) =>
        other.Text("region") == region
        && other.Text("endpoint") is null
        && other.Json["use_fips"]!.GetValue<bool>() == useFips
        && JsonNode.DeepEquals(other.Json["use_dualstack"], useDualStack);
}
