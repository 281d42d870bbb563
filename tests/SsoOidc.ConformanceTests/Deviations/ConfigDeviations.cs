using System.Globalization;
using System.Text.RegularExpressions;
using SsoOidc.ConformanceTests.Configuration;
using SsoOidc.ConformanceTests.Expectations;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Deviations;

/// <summary>Deviations in <c>config.json</c>. A case with several causes is about the first of them.</summary>
internal static partial class ConfigDeviations
{
    private static readonly string[] RetryModes = ["legacy", "standard", "adaptive"];
    private static readonly string[] DefaultsModes = ["legacy", "standard", "in-region", "cross-region", "mobile", "auto"];

    // What the reference looks for while a client is made, and this library when it signs.
    private static readonly string[] LookupFailures =
    [
        "NoSourceProfileError", "NoSuchProfileError", "CredentialSourceConflictError", "InvalidCredentialSourceError", "SourceProfileCircularReferenceError",
        "MissingWebIdentityTokenFile", "InvalidProcessCredentialsPayload", "InvalidSSOCredentials", "InvalidSSOToken", "MetadataParserError",
        "TokenFileReadError", "InvalidTokenError",
    ];

    private static readonly string[] LookupTexts = ["sso-session ", "Missing required keys: ", "AWS_CONTAINER_CREDENTIALS_FULL_URI must", ":endpoint_mode is not valid", "must be a valid HTTP"];

    public static DeviationRule[] Rules { get; } =
    [
        new("NullIsNotGiven", static golden => Cause(golden) == 15, AsIfNotGiven),
        new("BadOptionOfConfig", static golden => Cause(golden) == 8, static _ => UnusableOption()),
        new("CredentialsAreLookedUpLater", static golden => Cause(golden) == 5, AtTheFirstSignature),
        new("MonitoringOffIsOff", static golden => Cause(golden) == 9, WithoutMonitoring),
    ];

    private static int Cause(GoldenCase golden) =>
        Given(golden).Any(static pair => pair.Value is null && pair.Key is not "logger") ? 15
        : IsRefusedHere(golden) ? 8
        : LookupFailure(golden) is not null ? 5
        : IsMonitoringOff(golden) ? 9
        : 0;

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Given(GoldenCase golden)
    {
        var global = golden.OptionalObject("global_config");
        return golden.Object("options").Concat(global?.Where(static pair => pair.Key is not ("ssooidc" or "sts" or "sso")) ?? []).Concat(global?["ssooidc"] as JsonObject ?? []);
    }

    // Wherever a value comes from: what was resolved is looked at, and the text where the reference makes a number of any.
    private static bool IsRefusedHere(GoldenCase golden) => golden.Expected["exception"] is null && IsUnusable(golden);

    private static bool IsUnusable(GoldenCase golden) =>
        Given(golden).Any(static pair => pair.Value is not null && IsBad(pair.Key, pair.Value))
        || IsBadText(golden, "AWS_MAX_ATTEMPTS", "max_attempts", "max_attempts", IsNumber)
        || IsBadText(golden, "AWS_CSM_PORT", "csm_port", "client_side_monitoring_port", IsNumber)
        || IsBadText(golden, "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "request_min_compression_size_bytes", "request_min_compression_size_bytes", IsNumber)
        || ((string[])["correct_clock_skew", "adaptive_retry_wait_to_fill", "disable_request_compression"]).Any(name =>
            IsBadText(golden, "AWS_" + name.ToUpperInvariant(), name, name, static text => text is "true" or "false"))
        || (ReferenceSettings.Of(golden)["resolved"] is JsonObject resolved
            && (resolved.Any(static pair => pair.Value is not null && pair.Key != "profile" && IsBad(pair.Key, pair.Value))
                || (resolved["regional_endpoint"] is null && Text(resolved["region"]) is { } region && !HostLabel().IsMatch(region))));

    private static bool IsBad(string name, JsonNode value) => name switch
    {
        "retry_mode" => !RetryModes.Contains(Text(value)),
        "defaults_mode" => Text(value) == "AUTO" || !DefaultsModes.Contains(Text(value)?.ToLowerInvariant()),
        "max_attempts" => Number(value) < 1,
        "retry_limit" or "retry_base_delay" or "retry_max_delay" or "http_idle_timeout" => Number(value) < 0,
        "http_open_timeout" or "http_read_timeout" or "http_continue_timeout" or "ssl_timeout" => Number(value) <= 0,
        "endpoint" => Text(value) is { } url && (!url.StartsWith("http", StringComparison.OrdinalIgnoreCase) || url.Contains(' ', StringComparison.Ordinal) || UnusableEndpoint.Is(url)),
        "request_min_compression_size_bytes" => Number(value) is < 0 or > 10_485_760,
        "sigv4a_signing_region_set" => value is JsonArray { Count: 0 },
        "retry_jitter" => Text(value) is not ("none" or "equal" or "full"),
        "log_level" => Text(value) is not ("debug" or "info" or "warn" or "error" or "fatal"),
        "client_side_monitoring_port" => Number(value) is < 1 or > 65535,
        "client_side_monitoring_host" => Text(value) is { } host && Uri.CheckHostName(host) == UriHostNameType.Unknown,
        "endpoint_cache_max_entries" or "endpoint_cache_max_threads" => Number(value) < 1,
        "endpoint_cache_poll_interval" or "instance_profile_credentials_timeout" => Number(value) <= 0,
        "instance_profile_credentials_retries" => Number(value) is < 0 or > 100,
        "profile" or "ssl_ca_bundle" or "ssl_ca_directory" => Text(value) is { Length: 0 },
        "http_proxy" => Text(value) is { Length: > 0 } proxy && !Uri.TryCreate(proxy.Contains("://", StringComparison.Ordinal) ? proxy : "http://" + proxy, UriKind.Absolute, out _),
        _ => false,
    };

    // The reference reads the digits at the beginning, and zero where there are none.
    private static bool IsBadText(GoldenCase golden, string variable, string key, string option, Func<string, bool> isGood) =>
        Given(golden).All(pair => pair.Key != option || pair.Value is null)
        && (golden.Object("environment")[variable]?.GetValue<string>() ?? new RecordedFiles(golden).Value(key)) is { Length: > 0 } text
        && !isGood(text);

    private static bool IsNumber(string text) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out _);

    // Of a session that only a token is wanted of; the reference asks for it while the client is made.
    private static bool IsOfToken(GoldenCase golden)
    {
        var files = new RecordedFiles(golden);
        string message = Text(golden.Expected["exception"]?["message"]) ?? string.Empty;
        return files.Value("sso_session") is not null && files.Value("sso_account_id") is null && files.Value("sso_role_name") is null
            && (Text(golden.Expected["exception"]?["class"]) == "Aws::Errors::InvalidSSOToken" || message.Contains("sso", StringComparison.OrdinalIgnoreCase));
    }

    private static string? LookupFailure(GoldenCase golden)
    {
        string? failed = Text(golden.Expected["exception"]?["class"]);
        string message = Text(golden.Expected["exception"]?["message"]) ?? string.Empty;
        return failed is not null && (LookupFailures.Contains(failed.Split("::")[^1]) || LookupTexts.Any(text => message.Contains(text, StringComparison.Ordinal))) ? failed : null;
    }

    private static bool IsMonitoringOff(GoldenCase golden)
    {
        if (Given(golden).Any(static pair => pair.Key == "client_side_monitoring"))
        {
            return false;
        }

        string? text = Text(golden.Object("environment")["AWS_CSM_ENABLED"]);
        string? file = new RecordedFiles(golden).Value("csm_enabled");
        return file is not null && (string.IsNullOrEmpty(text) ? file : text).ToUpperInvariant() is "FALSE" or "F";
    }

    private static JsonObject WithoutMonitoring(GoldenCase golden)
    {
        var expected = (JsonObject)golden.Expected.DeepClone();
        (expected["resolved"] as JsonObject)?.Remove("client_side_monitoring");
        return expected;
    }

    private static JsonObject AtTheFirstSignature(GoldenCase golden)
    {
        var expected = ReferenceSettings.Of(golden);
        if (IsOfToken(golden))
        {
            expected = WithSecrets(golden, expected);
            expected["first_bearer_call"] = new JsonObject { ["exception"] = golden.Expected["exception"]!.DeepClone() };
            return expected;
        }

        expected["first_signed_call"] = new JsonObject { ["exception"] = golden.Expected["exception"]!.DeepClone() };
        return WithWarnings(golden, expected);
    }

    // What the null stands for; where that is unusable, the refusal of it.
    private static JsonObject AsIfNotGiven(GoldenCase golden) =>
        IsUnusable(golden) ? UnusableOption() : WithSecrets(golden, ReferenceSettings.Of(golden));

    private static JsonObject WithSecrets(GoldenCase golden, JsonObject expected)
    {
        if (expected["resolved"] is not JsonObject resolved)
        {
            return expected;
        }

        var secrets = new RecordedSecrets(golden, name => ReferenceSettings.Given(golden, name));
        resolved["credentials"] = secrets.Credentials;
        resolved["token_provider"] = secrets.Token is { } token ? new JsonObject { ["token"] = token } : null;
        return WithWarnings(golden, expected);
    }

    // What the reference said of its sources stays true; what it says of a region depends on which one counts.
    private static JsonObject WithWarnings(GoldenCase golden, JsonObject expected)
    {
        var recorded = (golden.Expected["warnings"] as JsonArray ?? []).Where(static warning => !Text(warning)!.StartsWith("Legacy region ", StringComparison.Ordinal));
        expected["warnings"] = new JsonArray([.. recorded.Concat(expected["warnings"] as JsonArray ?? []).Select(static warning => warning!.DeepClone())]);
        return expected;
    }

    private static JsonObject UnusableOption() => new() { ["exception"] = new JsonObject { ["class"] = NameMap.OwnConfigurationError } };

    private static string? Text(JsonNode? value) => OptionNames.Plain(value) is JsonValue plain && plain.TryGetValue(out string? text) ? text : null;

    private static double Number(JsonNode value) => OptionNames.Plain(value) is JsonValue plain && plain.TryGetValue(out double number) ? number : double.NaN;

    [GeneratedRegex("^(?!-)[a-zA-Z0-9-]{1,63}(?<!-)$")]
    private static partial Regex HostLabel();
}
