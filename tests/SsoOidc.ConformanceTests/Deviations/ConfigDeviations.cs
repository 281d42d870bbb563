using System.Globalization;
using SsoOidc.ConformanceTests.Configuration;
using SsoOidc.ConformanceTests.Expectations;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Deviations;

/// <summary>Deviations in <c>config.json</c>. A case with several causes is about the first of them.</summary>
internal static class ConfigDeviations
{
    private static readonly string[] RetryModes = ["legacy", "standard", "adaptive"];
    private static readonly string[] DefaultsModes = ["legacy", "standard", "in-region", "cross-region", "mobile", "auto"];
    private static readonly string[] Credentials = ["credentials", "access_key_id", "secret_access_key", "session_token", "account_id", "token_provider"];

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
        new("NullIsNotGiven", static golden => Cause(golden) == 15, static golden => WithCredentials(golden, ReferenceSettings.Of(golden))),
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
    private static bool IsRefusedHere(GoldenCase golden) => golden.Expected["exception"] is null
        && (Given(golden).Any(static pair => IsBad(pair.Key, pair.Value!))
            || IsBadText(golden, "AWS_MAX_ATTEMPTS", "max_attempts", "max_attempts")
            || IsBadText(golden, "AWS_CSM_PORT", "csm_port", "client_side_monitoring_port")
            || (ReferenceSettings.Of(golden)["resolved"] is JsonObject resolved && resolved.Any(static pair => pair.Value is not null && pair.Key != "profile" && IsBad(pair.Key, pair.Value))));

    private static bool IsBad(string name, JsonNode value) => name switch
    {
        "retry_mode" => !RetryModes.Contains(Text(value)),
        "defaults_mode" => Text(value) == "AUTO" || !DefaultsModes.Contains(Text(value)?.ToLowerInvariant()),
        "max_attempts" => Number(value) < 1,
        "retry_limit" or "retry_base_delay" or "retry_max_delay" or "http_idle_timeout" => Number(value) < 0,
        "http_open_timeout" or "http_read_timeout" or "http_continue_timeout" or "ssl_timeout" => Number(value) <= 0,
        "endpoint" => Text(value) is { } url && UnusableEndpoint.Is(url),
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
    private static bool IsBadText(GoldenCase golden, string variable, string key, string option) =>
        Given(golden).All(pair => pair.Key != option)
        && (golden.Object("environment")[variable]?.GetValue<string>() ?? new RecordedFiles(golden).Value(key)) is { Length: > 0 } text
        && !int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out _);

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
        expected["first_signed_call"] = new JsonObject { ["exception"] = golden.Expected["exception"]!.DeepClone() };
        return expected;
    }

    // As if nothing had been given: the static keys of the environment, else of the profile.
    private static JsonObject WithCredentials(GoldenCase golden, JsonObject expected)
    {
        if (expected["resolved"] is not JsonObject resolved)
        {
            return expected;
        }

        if (Given(golden).All(static pair => pair.Value is not null || !Credentials.Contains(pair.Key)) && golden.Expected["resolved"]?["credentials"] is { } recorded)
        {
            resolved["credentials"] = recorded.DeepClone();
            return expected;
        }

        if (resolved["stub_responses"] is not null)
        {
            resolved["credentials"] = new JsonObject { ["class"] = "Aws::Credentials", ["set"] = true, ["access_key_id"] = "stubbed-akid", ["secret_access_key"] = "stubbed-secret" };
            resolved["token_provider"] = new JsonObject { ["token"] = "token" };
            return expected;
        }

        var environment = golden.Object("environment");
        var files = new RecordedFiles(golden);
        if (files.Value("role_arn") is not null || files.Value("credential_process") is not null || files.Value("sso_account_id") is not null
            || environment.ContainsKey("AWS_ROLE_ARN") || golden.Json["peer"] is not null || Given(golden).Any(static pair => pair.Key == "access_key_id" && pair.Value is not null))
        {
            throw new GoldenFormatException("null for credentials is known beside static keys of environment and files only");
        }

        bool isInEnvironment = Text(environment["AWS_ACCESS_KEY_ID"]) is { Length: > 0 } && Text(environment["AWS_SECRET_ACCESS_KEY"]) is { Length: > 0 };
        (string Id, string Secret, string? Token, string? Account)? keys = isInEnvironment
            ? (Text(environment["AWS_ACCESS_KEY_ID"])!, Text(environment["AWS_SECRET_ACCESS_KEY"])!, Text(environment["AWS_SESSION_TOKEN"]), Text(environment["AWS_ACCOUNT_ID"]))
            : files.Keys;
        resolved["credentials"] = keys is null ? null : new JsonObject
        {
            ["class"] = isInEnvironment ? "Aws::Credentials" : "Aws::SharedCredentials",
            ["set"] = true,
            ["access_key_id"] = keys.Value.Id,
            ["secret_access_key"] = keys.Value.Secret,
            ["session_token"] = keys.Value.Token,
            ["account_id"] = keys.Value.Account,
        };
        return expected;
    }

    private static JsonObject UnusableOption() => new() { ["exception"] = new JsonObject { ["class"] = NameMap.OwnConfigurationError } };

    private static string? Text(JsonNode? value) => OptionNames.Plain(value) is JsonValue plain && plain.TryGetValue(out string? text) ? text : null;

    private static double Number(JsonNode value) => OptionNames.Plain(value) is JsonValue plain && plain.TryGetValue(out double number) ? number : double.NaN;
}
