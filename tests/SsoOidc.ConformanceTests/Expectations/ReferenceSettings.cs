using System.Globalization;
using System.Text.RegularExpressions;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Expectations;

/// <summary>
/// Where the reference finds its settings, by the book and with nothing of the library's: options that are not null, the global
/// configuration, the environment, the files, the defaults mode, the bare client. A test holds it against every recorded case. It is for
/// cases of which nothing was recorded, because the reference took null for a value or failed while it looked for credentials.
/// </summary>
internal static partial class ReferenceSettings
{
    private static readonly Dictionary<string, (string[] Variables, string? Key, Func<string, JsonNode?> Read)> Sources = new(StringComparer.Ordinal)
    {
        ["region"] = (["AWS_REGION", "AMAZON_REGION", "AWS_DEFAULT_REGION"], "region", static text => text.Length == 0 ? null : text),
        ["adaptive_retry_wait_to_fill"] = (["AWS_ADAPTIVE_RETRY_WAIT_TO_FILL"], "adaptive_retry_wait_to_fill", Flag),
        ["client_side_monitoring"] = (["AWS_CSM_ENABLED"], "csm_enabled", static text => text.Length == 0 ? null : text.ToUpperInvariant() is not ("FALSE" or "F")),
        ["client_side_monitoring_client_id"] = (["AWS_CSM_CLIENT_ID"], "csm_client_id", static text => text.Length == 0 ? null : text),
        ["client_side_monitoring_host"] = (["AWS_CSM_HOST"], "csm_host", static text => text.Length == 0 ? null : text),
        ["client_side_monitoring_port"] = (["AWS_CSM_PORT"], "csm_port", static text => text.Length == 0 ? null : Number(text)),
        ["correct_clock_skew"] = (["AWS_CORRECT_CLOCK_SKEW"], "correct_clock_skew", Flag),
        ["defaults_mode"] = (["AWS_DEFAULTS_MODE"], "defaults_mode", static text => text.ToLowerInvariant()),
        ["disable_request_compression"] = (["AWS_DISABLE_REQUEST_COMPRESSION"], "disable_request_compression", Flag),
        ["endpoint_discovery"] = (["AWS_ENABLE_ENDPOINT_DISCOVERY"], "endpoint_discovery_enabled", static text => text == "true" ? true : null),
        ["ignore_configured_endpoint_urls"] = (["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"], "ignore_configured_endpoint_urls", static text => text.Equals("true", StringComparison.OrdinalIgnoreCase)),
        ["max_attempts"] = (["AWS_MAX_ATTEMPTS"], "max_attempts", Number),
        ["request_min_compression_size_bytes"] = (["AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES"], "request_min_compression_size_bytes", Number),
        ["retry_mode"] = (["AWS_RETRY_MODE"], "retry_mode", static text => text),
        ["sdk_ua_app_id"] = (["AWS_SDK_UA_APP_ID"], "sdk_ua_app_id", static text => text),
        ["sigv4a_signing_region_set"] = (["AWS_SIGV4A_SIGNING_REGION_SET"], "sigv4a_signing_region_set", static text => new JsonArray([.. text.Split(',').Where(static item => item.Length > 0).Select(static item => (JsonNode)item)])),
        ["ssl_ca_bundle"] = (["AWS_CA_BUNDLE"], "ca_bundle", static text => text),
        ["use_dualstack_endpoint"] = (["AWS_USE_DUALSTACK_ENDPOINT"], "use_dualstack_endpoint", static text => text == "true"),
        ["use_fips_endpoint"] = (["AWS_USE_FIPS_ENDPOINT"], "use_fips_endpoint", static text => text == "true"),
    };

    private static readonly Dictionary<string, double> ConnectSeconds = new(StringComparer.Ordinal)
    {
        ["standard"] = 3.1, ["in-region"] = 1.1, ["cross-region"] = 3.1, ["mobile"] = 30, ["auto"] = 3.1,
    };

    // Of the newest partitions, in which all have dual-stack endpoints.
    private static readonly (string Prefix, string Plain, string Dual)[] Suffixes =
    [
        ("cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn"),
        ("us-iso-", "c2s.ic.gov", "api.aws.ic.gov"),
        ("us-isob-", "sc2s.sgov.gov", "api.aws.scloud"),
        ("eu-isoe-", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"),
        ("us-isof-", "csp.hci.ic.gov", "api.aws.hci.ic.gov"),
        ("eusc-", "amazonaws.eu", "api.amazonwebservices.eu"),
        (string.Empty, "amazonaws.com", "api.aws"),
    ];

    /// <summary>What the reference would resolve, in the recorded form: what differs from the bare client, credentials left out.</summary>
    public static JsonObject Of(GoldenCase golden)
    {
        var bare = (JsonObject)golden.Document["bare_client"]!;
        var files = new RecordedFiles(golden);
        var all = (JsonObject)bare.DeepClone();
        foreach (string name in bare.Select(static pair => pair.Key))
        {
            all[name] = (WithoutBlanks(Given(golden, name)) ?? (name == "region" && IsTrue(Given(golden, "stub_responses")) ? "us-stubbed-1" : null) ?? FromSources(golden, files, name))?.DeepClone() ?? (name == "region" ? null : bare[name]?.DeepClone());
        }

        if (all["region"] is null)
        {
            return new JsonObject { ["exception"] = new JsonObject { ["class"] = "Aws::Errors::MissingRegionError" } };
        }

        ApplyMode(golden, files, all);
        all["credentials"] = null;
        string? custom = (Given(golden, "endpoint") ?? (IsTrue(all["ignore_configured_endpoint_urls"]) ? null : files.EndpointUrl))?.GetValue<string>();
        all["regional_endpoint"] = custom is null;
        string named = all["region"]!.GetValue<string>();
        ApplyRegion(all, custom);
        string used = all["region"]!.GetValue<string>();
        return new JsonObject
        {
            ["warnings"] = named == used ? null : new JsonArray($"Legacy region {named} was transformed to {used}.`use_fips_endpoint` config was set to true."),
            ["resolved"] = new JsonObject(all.Where(pair => !JsonNode.DeepEquals(Plain(pair.Value), Plain(bare[pair.Key])))
                .Select(static pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))),
        };
    }

    /// <summary>What code gives for an option; null is "not given".</summary>
    public static JsonNode? Given(GoldenCase golden, string name) => golden.Object("options")[name]
        ?? golden.OptionalObject("global_config")?["ssooidc"]?[name] ?? golden.OptionalObject("global_config")?[name];

    private static JsonNode? FromSources(GoldenCase golden, RecordedFiles files, string name)
    {
        if (!Sources.TryGetValue(name, out var source))
        {
            return null;
        }

        string? variable = source.Variables.FirstOrDefault(golden.Object("environment").ContainsKey);
        return (variable is null ? null : source.Read(golden.Object("environment")[variable]!.GetValue<string>()))
            ?? (source.Key is { } key && files.Value(key) is { } text ? source.Read(text) : null);
    }

    private static void ApplyMode(GoldenCase golden, RecordedFiles files, JsonObject all)
    {
        string mode = all["defaults_mode"]!.GetValue<string>();
        if (mode == "legacy")
        {
            return;
        }

        double seconds = ConnectSeconds.GetValueOrDefault(mode, 1.1);
        var environment = golden.Object("environment");
        if (mode == "auto" && environment.ContainsKey("AWS_EXECUTION_ENV") && (environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"]) is { } here)
        {
            seconds = JsonNode.DeepEquals(here, all["region"]) ? 1.1 : 3.1;
        }

        if (Given(golden, "retry_mode") is null && FromSources(golden, files, "retry_mode") is null)
        {
            all["retry_mode"] = "standard";
        }

        foreach (string name in (string[])["http_open_timeout", "ssl_timeout"])
        {
            if (Given(golden, name) is null)
            {
                all[name] = new JsonObject { ["$float"] = seconds.ToString("0.0", CultureInfo.InvariantCulture) };
            }
        }
    }

    private static void ApplyRegion(JsonObject all, string? custom)
    {
        string region = all["region"]!.GetValue<string>();
        if (custom is not null)
        {
            all["endpoint"] = custom;
            return;
        }

        string cleaned = region.Replace("fips-", string.Empty, StringComparison.Ordinal).Replace("-fips", string.Empty, StringComparison.Ordinal);
        bool useFips = IsTrue(all["use_fips_endpoint"]) || cleaned != region;
        (all["region"], all["use_fips_endpoint"]) = (cleaned, useFips);
        var (plain, dual) = Suffixes.First(partition => cleaned.StartsWith(partition.Prefix, StringComparison.Ordinal)) is var (_, first, second) ? (first, second) : default;
        bool isDual = IsTrue(all["use_dualstack_endpoint"]);
        string suffix = isDual ? dual : plain;
        bool namesFips = useFips && (isDual || !cleaned.StartsWith("us-gov-", StringComparison.Ordinal));
        all["endpoint"] = $"https://{(namesFips ? "oidc-fips" : "oidc")}.{cleaned}.{suffix}";
    }

    private static JsonNode? WithoutBlanks(JsonNode? value) =>
        value is JsonArray list ? new JsonArray([.. list.Where(static item => item?.GetValue<string>() is { Length: > 0 }).Select(static item => item!.DeepClone())]) : value;

    private static bool IsTrue(JsonNode? value) => value is JsonValue flag && flag.TryGetValue(out bool isOn) && isOn;

    private static JsonNode? Plain(JsonNode? value) => Configuration.OptionNames.Plain(value);

    private static JsonNode? Flag(string text) => text == "true" ? true : text == "false" ? false : null;

    // The number that the text begins with, and zero where it begins with none.
    private static JsonNode? Number(string text) =>
        LeadingNumber().Match(text) is { Success: true } match ? double.Parse(match.Value, NumberStyles.Integer, CultureInfo.InvariantCulture) : 0d;

    [GeneratedRegex(@"^\s*[+-]?[0-9]+")]
    private static partial Regex LeadingNumber();
}
