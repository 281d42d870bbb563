using Amazon.Runtime;
using Microsoft.Extensions.Time.Testing;
using SsoOidc.ConformanceTests.Drivers;
using SsoOidc.Options;

namespace SsoOidc.ConformanceTests.Calls;

/// <summary>Makes options from a case's configuration, under a case's environment, at the pinned time.</summary>
internal static class ClientSetup
{
    public const string AccessKeyId = "AKIDEXAMPLE";

    public const string SecretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    /// <summary>The moment at which every case happens.</summary>
    public static readonly DateTimeOffset Now = new(2024, 11, 5, 10, 20, 30, TimeSpan.Zero);

    private static readonly Dictionary<string, Action<SsoOidcClientOptions, JsonNode>> Options = new(StringComparer.Ordinal)
    {
        ["region"] = static (options, value) => options.Region = value.GetValue<string>(),
        ["endpoint"] = static (options, value) => options.Endpoint.Url = value.GetValue<string>(),
        ["use_fips_endpoint"] = static (options, value) => options.Endpoint.UseFips = value.GetValue<bool>(),
        ["use_dualstack_endpoint"] = static (options, value) => options.Endpoint.UseDualStack = value.GetValue<bool>(),
        ["ignore_configured_endpoint_urls"] = static (options, value) => options.Endpoint.IgnoreConfiguredUrls = value.GetValue<bool>(),
        ["retry_mode"] = static (options, value) => options.Retry.Mode = Mode(value),
        ["max_attempts"] = static (options, value) => options.Retry.MaxAttempts = value.GetValue<int>(),
        ["retry_limit"] = static (options, value) => options.Retry.Limit = value.GetValue<int>(),
        ["retry_base_delay"] = static (options, value) => options.Retry.BaseDelay = Seconds(value),
        ["retry_max_delay"] = static (options, value) => options.Retry.MaxDelay = Seconds(value),
        ["retry_jitter"] = static (options, value) => options.Retry.Jitter = Jitter(value),
        ["correct_clock_skew"] = static (options, value) => options.Retry.CorrectClockSkew = value.GetValue<bool>(),
        ["adaptive_retry_wait_to_fill"] = static (options, value) => options.Retry.AdaptiveWaitToFill = value.GetValue<bool>(),
        ["validate_params"] = static (options, value) => options.Parameters.Validate = value.GetValue<bool>(),
        ["convert_params"] = static (options, value) => options.Parameters.Convert = value.GetValue<bool>(),
        ["raise_response_errors"] = static (options, value) => options.RaiseResponseErrors = value.GetValue<bool>(),
        ["http_open_timeout"] = static (options, value) => options.Http.ConnectTimeout = Seconds(value),
        ["http_read_timeout"] = static (options, value) => options.Http.ReadTimeout = Seconds(value),
        ["http_idle_timeout"] = static (options, value) => options.Http.IdleTimeout = Seconds(value),

        ["sdk_ua_app_id"] = static (options, value) => options.AppId = value.GetValue<string>(),
        ["user_agent_suffix"] = static (options, value) => options.UserAgentSuffix = value.GetValue<string>(),
        ["user_agent_frameworks"] = static (options, value) => options.UserAgentFrameworks = [.. ((JsonArray)value).Select(static name => name!.GetValue<string>())],
        ["client_side_monitoring"] = static (options, value) => options.Monitoring.Enabled = value.GetValue<bool>(),
        ["client_side_monitoring_client_id"] = static (options, value) => options.Monitoring.ClientId = value.GetValue<string>(),

        // Pseudo options of the golden files.
        ["retry_backoff_constant"] = static (options, value) => options.Retry.Backoff = Constant(Seconds(value)),
        ["retry_quota_capacity"] = static (_, _) => { },
        ["session_token"] = static (_, _) => { },
        ["no_credentials"] = static (_, _) => { },
    };

    /// <exception cref="UnsupportedOptionException">The configuration has an option, or a value, that is not mapped.</exception>
    public static SsoOidcClientOptions Create(JsonObject? config, JsonObject? environment, HttpMessageHandler? transport)
    {
        config ??= [];
        var variables = (environment ?? []).ToDictionary(static pair => pair.Key, static pair => pair.Value?.GetValue<string>(), StringComparer.Ordinal);
        var options = new SsoOidcClientOptions
        {
            Credentials = Credentials(config),
            TimeProvider = new FakeTimeProvider(Now),
            Seams = new SystemSeams { GetEnvironmentVariable = variables.GetValueOrDefault, Random = new PinnedInvocationIds() },
        };
        options.Http.Handler = transport;
        foreach (var (name, value) in config)
        {
            Set(options, name, value);
        }

        return options;
    }

    private static void Set(SsoOidcClientOptions options, string name, JsonNode? value)
    {
        if (!Options.TryGetValue(name, out var set))
        {
            throw new UnsupportedOptionException($"unsupported option '{name}'");
        }

        if (value is null)
        {
            // Not given (row 15).
            return;
        }

        try
        {
            set(options, value);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            throw new UnsupportedOptionException($"unsupported value {value.ToJsonString()} of option '{name}'");
        }
    }

    private static AWSCredentials Credentials(JsonObject config)
    {
        if (config["no_credentials"]?.GetValue<bool>() == true)
        {
            return new AnonymousAWSCredentials();
        }

        return config["session_token"]?.GetValue<string>() is { Length: > 0 } token
            ? new SessionAWSCredentials(AccessKeyId, SecretAccessKey, token)
            : new BasicAWSCredentials(AccessKeyId, SecretAccessKey);
    }

    // A name that does not exist becomes a value that does not exist: the reference takes it, the library must not.
    private static RetryMode Mode(JsonNode value) => value.GetValue<string>() switch
    {
        "legacy" => RetryMode.Legacy,
        "standard" => RetryMode.Standard,
        "adaptive" => RetryMode.Adaptive,
        _ => (RetryMode)(-1),
    };

    private static RetryJitter Jitter(JsonNode value) => (value is JsonObject ? value["$symbol"]! : value).GetValue<string>() switch
    {
        "none" => RetryJitter.None,
        "equal" => RetryJitter.Equal,
        "full" => RetryJitter.Full,
        _ => (RetryJitter)(-1),
    };

    private static Func<FailedAttempt, TimeSpan> Constant(TimeSpan wait) => _ => wait;

    private static TimeSpan Seconds(JsonNode value) => TimeSpan.FromSeconds(value.GetValue<double>());
}
