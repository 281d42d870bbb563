using Microsoft.Extensions.Logging;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Configuration;

/// <summary>The reference's options and their values, as this library names and shows them.</summary>
internal static class OptionNames
{
    /// <summary>The path below <see cref="SsoOidcClientOptions"/> of an option of the reference.</summary>
    public static IReadOnlyDictionary<string, string> Paths { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["region"] = "Region",
        ["profile"] = "Profile",
        ["access_key_id"] = "AccessKeyId",
        ["secret_access_key"] = "SecretAccessKey",
        ["session_token"] = "SessionToken",
        ["account_id"] = "AccountId",
        ["credentials"] = "Credentials",
        ["token_provider"] = "TokenProvider",
        ["defaults_mode"] = "DefaultsMode",
        ["raise_response_errors"] = "RaiseResponseErrors",
        ["stub_responses"] = "StubResponses",
        ["sdk_ua_app_id"] = "AppId",
        ["user_agent_suffix"] = "UserAgentSuffix",
        ["instance_profile_credentials_retries"] = "InstanceMetadataRetries",
        ["instance_profile_credentials_timeout"] = "InstanceMetadataTimeout",
        ["endpoint"] = "Endpoint.Url",
        ["ignore_configured_endpoint_urls"] = "Endpoint.IgnoreConfiguredUrls",
        ["use_fips_endpoint"] = "Endpoint.UseFips",
        ["use_dualstack_endpoint"] = "Endpoint.UseDualStack",
        ["sigv4_name"] = "Endpoint.SigningName",
        ["sigv4_region"] = "Endpoint.SigningRegion",
        ["sigv4a_signing_region_set"] = "Endpoint.SigningRegionSet",
        ["disable_host_prefix_injection"] = "Endpoint.DisableHostPrefixInjection",
        ["retry_mode"] = "Retry.Mode",
        ["max_attempts"] = "Retry.MaxAttempts",
        ["retry_limit"] = "Retry.Limit",
        ["retry_base_delay"] = "Retry.BaseDelay",
        ["retry_max_delay"] = "Retry.MaxDelay",
        ["retry_jitter"] = "Retry.Jitter",
        ["correct_clock_skew"] = "Retry.CorrectClockSkew",
        ["adaptive_retry_wait_to_fill"] = "Retry.AdaptiveWaitToFill",
        ["http_open_timeout"] = "Http.ConnectTimeout",
        ["http_read_timeout"] = "Http.ReadTimeout",
        ["http_idle_timeout"] = "Http.IdleTimeout",
        ["http_continue_timeout"] = "Http.ContinueTimeout",
        ["ssl_timeout"] = "Http.SslTimeout",
        ["ssl_ca_bundle"] = "Http.CaBundle",
        ["ssl_ca_directory"] = "Http.CaDirectory",
        ["ssl_verify_peer"] = "Http.VerifyPeer",
        ["http_proxy"] = "Http.Proxy",
        ["http_wire_trace"] = "Http.WireTrace",
        ["validate_params"] = "Parameters.Validate",
        ["convert_params"] = "Parameters.Convert",
        ["log_level"] = "CallLog.Level",
        ["client_side_monitoring"] = "Monitoring.Enabled",
        ["client_side_monitoring_client_id"] = "Monitoring.ClientId",
        ["client_side_monitoring_host"] = "Monitoring.Host",
        ["client_side_monitoring_port"] = "Monitoring.Port",
        ["endpoint_discovery"] = "Discovery.Enabled",
        ["active_endpoint_cache"] = "Discovery.ActiveCache",
        ["endpoint_cache_max_entries"] = "Discovery.CacheMaxEntries",
        ["endpoint_cache_max_threads"] = "Discovery.CacheMaxThreads",
        ["endpoint_cache_poll_interval"] = "Discovery.CachePollInterval",
        ["disable_request_compression"] = "Compression.Disabled",
        ["request_min_compression_size_bytes"] = "Compression.MinSizeBytes",
    };

    private static readonly Dictionary<LogLevel, string> Levels = new()
    {
        [LogLevel.Debug] = "debug", [LogLevel.Information] = "info", [LogLevel.Warning] = "warn", [LogLevel.Error] = "error", [LogLevel.Critical] = "fatal",
    };

    /// <summary>A recorded value without its tags: numbers are seconds or counts, symbols text.</summary>
    public static JsonNode? Plain(JsonNode? recorded) => recorded switch
    {
        null => null,
        JsonObject tagged when tagged["$float"] is { } number => double.Parse(number.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture),
        JsonObject tagged when tagged["$symbol"] is { } symbol => symbol.GetValue<string>(),
        JsonArray list => new JsonArray([.. list.Select(Plain)]),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.Number => value.GetValue<double>(),
        JsonValue value => value.DeepClone(),
        _ => throw new GoldenFormatException($"the value {recorded.ToJsonString()} is not known"),
    };

    /// <summary>A value of ours in the form of a recorded one.</summary>
    public static JsonNode? Plain(object? value) => value switch
    {
        null => null,
        TimeSpan span => span.TotalSeconds,
        int number => (double)number,
        bool flag => flag,
        string text => text,
        LogLevel level => Levels[level],
        DefaultsMode.InRegion => "in-region",
        DefaultsMode.CrossRegion => "cross-region",
        Enum name => name.ToString().ToLowerInvariant(),
        IEnumerable<string> list => new JsonArray([.. list.Select(static item => (JsonNode?)item)]),
        _ => throw new GoldenFormatException($"a {value.GetType().Name} has no recorded form"),
    };

    /// <summary>The value of a log level's recorded name; one that does not exist for other names.</summary>
    public static LogLevel Level(string name) => Levels.FirstOrDefault(pair => pair.Value == name, new((LogLevel)(-1), name)).Key;
}
