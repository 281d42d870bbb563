using System.Globalization;
using System.Text.Json;
using Amazon.Runtime;
using SsoOidc.Options;
using SsoOidc.Retries;

namespace SsoOidc.RetryTests.Golden;

/// <summary>Runs one case of kind <c>client</c> of the golden file <c>retries</c> and lists what differs.</summary>
internal sealed class RetryCase : IDisposable
{
    private readonly JsonElement _case;
    private readonly SteppedTime _time = new();
    private readonly ScriptedTransport _transport;
    private readonly CountingCredentials? _refreshable;
    private readonly SsoOidcClient _client;
    private readonly List<string> _differences = [];

    public RetryCase(JsonElement @case)
    {
        _case = @case;
        _transport = new ScriptedTransport(_time) { OnSend = Observe };
        _refreshable = @case.GetProperty("credentials").GetString() == "refreshable" ? new CountingCredentials() : null;
        var options = new SsoOidcClientOptions
        {
            Region = "us-west-2",
            Credentials = (AWSCredentials?)_refreshable ?? new BasicAWSCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
            TimeProvider = _time,
            RaiseResponseErrors = false,
            Seams = new SystemSeams { GetEnvironmentVariable = _ => null, Random = new PinnedRandom(@case.GetProperty("random").GetDouble()) },
        };
        options.Http.Handler = _transport;
        int? quota = null;
        foreach (var option in @case.GetProperty("config").EnumerateObject())
        {
            if (option.Name == "retry_quota_capacity")
            {
                quota = option.Value.GetInt32();
            }
            else
            {
                Set(options, option.Name, option.Value);
            }
        }

        _client = new SsoOidcClient(options);
        if (quota is { } capacity)
        {
            ((StandardRules)_client.Retries).Quota = new RetryQuota(capacity);
        }
    }

    private JsonElement Sends { get; set; }

    public async Task<IReadOnlyList<string>> RunAsync()
    {
        int index = 0;
        foreach (var call in _case.GetProperty("calls").EnumerateArray())
        {
            int repeat = call.TryGetProperty("repeat", out var times) ? times.GetInt32() : 1;
            for (int i = 0; i < repeat; i++)
            {
                if (call.TryGetProperty("advance_before", out var advance))
                {
                    _time.Advance(TimeSpan.FromSeconds(advance.GetDouble()));
                }

                await CallAsync(call, _case.GetProperty("expected").GetProperty("calls")[index++]);
            }
        }

        return _differences;
    }

    public void Dispose()
    {
        _client.Dispose();
        _transport.Dispose();
    }

    private static void Set(SsoOidcClientOptions options, string name, JsonElement value)
    {
        switch (name)
        {
            case "retry_mode":
                options.Retry.Mode = Enum.Parse<RetryMode>(value.GetString()!, ignoreCase: true);
                break;
            case "max_attempts":
                options.Retry.MaxAttempts = value.GetInt32();
                break;
            case "retry_limit":
                options.Retry.Limit = value.GetInt32();
                break;
            case "retry_base_delay":
                options.Retry.BaseDelay = TimeSpan.FromSeconds(value.GetDouble());
                break;
            case "retry_max_delay":
                options.Retry.MaxDelay = TimeSpan.FromSeconds(value.GetDouble());
                break;
            case "retry_jitter":
                options.Retry.Jitter = Enum.Parse<RetryJitter>(value.GetString()!, ignoreCase: true);
                break;
            case "retry_backoff_constant":
                options.Retry.Backoff = _ => TimeSpan.FromSeconds(value.GetDouble());
                break;
            case "correct_clock_skew":
                options.Retry.CorrectClockSkew = value.GetBoolean();
                break;
            case "adaptive_retry_wait_to_fill":
                options.Retry.AdaptiveWaitToFill = value.GetBoolean();
                break;
            case "http_read_timeout":
                options.Http.ReadTimeout = TimeSpan.FromSeconds(value.GetDouble());
                break;
            default:
                throw new NotSupportedException($"option {name}");
        }
    }

    private async Task CallAsync(JsonElement call, JsonElement expected)
    {
        _time.Waits.Clear();
        _transport.Begin(call.GetProperty("script"));
        Sends = expected.GetProperty("sends");
        int attempts;
        SsoOidcException? error = null;
        string? thrown = null;
        try
        {
            SsoOidcResponse response = call.GetProperty("operation").GetString() switch
            {
                "CreateToken" => await _client.CreateTokenAsync(new CreateTokenRequest { ClientId = "c", ClientSecret = "s", GrantType = "refresh_token" }),
                "CreateTokenWithIAM" => await _client.CreateTokenWithIamAsync(new CreateTokenWithIamRequest { ClientId = "c", GrantType = "refresh_token" }),
                "RegisterClient" => await _client.RegisterClientAsync(new RegisterClientRequest { ClientName = "c", ClientType = "public" }),
                "StartDeviceAuthorization" => await _client.StartDeviceAuthorizationAsync(
                    new StartDeviceAuthorizationRequest { ClientId = "c", ClientSecret = "s", StartUrl = "u" }),
                var other => throw new NotSupportedException(other),
            };
            attempts = response.Metadata.Attempts;
            error = response.Error;
        }
        catch (RetryCapacityNotAvailableException e)
        {
            attempts = e.Attempts;
            thrown = "Aws::Errors::RetryCapacityNotAvailableError";
            Same("message", expected.GetProperty("message").GetString(), e.Message);
        }

        Same("attempts", expected.GetProperty("attempts").GetInt32(), attempts);
        Same("outcome", expected.GetProperty("outcome").GetString(), error is null && thrown is null ? "success" : "error");
        if (expected.TryGetProperty("class", out var expectedClass))
        {
            bool same = expectedClass.GetString() switch
            {
                "Seahorse::Client::NetworkingError" => error is SsoOidcTransportException { IsRetryable: true },
                "RuntimeError" => error is SsoOidcTransportException { IsRetryable: false },
                "Aws::Errors::RetryCapacityNotAvailableError" => thrown is not null,
                var name => error is SsoOidcServiceException && name == $"Aws::SSOOIDC::Errors::{error.Code}",
            };
            Same("class " + expectedClass, true, same);
        }

        CheckWaits(expected);
        CheckState(expected);
    }

    private void CheckWaits(JsonElement expected)
    {
        // Nobody sleeps for no time here; the reference does.
        var waits = expected.GetProperty("sleeps").EnumerateArray()
            .Select(static sleep => (Kind: sleep.GetProperty("kind").GetString()!, Seconds: sleep.GetProperty("seconds").GetDouble()))
            .Where(static sleep => sleep.Seconds > 0)
            .ToArray();
        Same("waits", string.Join(", ", waits.Select(static w => w.Kind)), string.Join(", ", _time.Waits.Select(static w => w.Kind)));
        for (int i = 0; i < Math.Min(waits.Length, _time.Waits.Count); i++)
        {
            Near($"wait {i}", waits[i].Seconds, _time.Waits[i].Seconds);
        }
    }

    private void CheckState(JsonElement expected)
    {
        if (_client.Retries is StandardRules { Quota: var quota })
        {
            Same("quota after", expected.GetProperty("quota_left_after").GetInt32(), quota.Available);
        }

        if (expected.TryGetProperty("limiter_after", out var limiter))
        {
            CheckLimiter("limiter after", limiter, ((AdaptiveRules)_client.Retries).Limiter.State);
        }

        if (expected.TryGetProperty("refreshes_so_far", out var refreshes))
        {
            Same("refreshes", refreshes.GetInt32(), _refreshable!.Made - 1);
        }

        if (_transport.LastUri is { } uri)
        {
            if (expected.TryGetProperty("clock_correction_seconds", out var correction))
            {
                Near("correction", correction.GetDouble(), _client.Retries.Skew.Correction(uri).TotalSeconds);
            }

            if (expected.TryGetProperty("estimated_skew_seconds", out var skew))
            {
                NearOrNull("estimated skew", skew, _client.Retries.Skew.Estimate(uri)?.TotalSeconds);
            }
        }
    }

    private void Observe(HttpRequestMessage request, int index, int total)
    {
        // Of repeated calls only the last attempt is recorded.
        int position = Sends.GetArrayLength() - 1 < index ? -1 : index;
        if (position < 0 || Sends.GetArrayLength() == 0)
        {
            return;
        }

        var expected = Sends[position];
        if (IsLastOnly(expected, request))
        {
            return;
        }

        Same("invocation id", expected.GetProperty("invocation_id").GetString(), Header(request, "amz-sdk-invocation-id"));
        Same("amz-sdk-request", CountedFromOne(expected.GetProperty("amz_sdk_request").GetString()), Header(request, "amz-sdk-request"));
        Near("clock", expected.GetProperty("monotonic").GetDouble(), _time.Seconds);
        if (expected.TryGetProperty("x_amz_date", out var date))
        {
            Same("x-amz-date", date.GetString(), Header(request, "x-amz-date"));
        }

        if (expected.TryGetProperty("access_key_id", out var key))
        {
            string authorization = Header(request, "authorization") ?? string.Empty;
            Same("access key in " + authorization, true, authorization.Contains($"Credential={key.GetString()}/", StringComparison.Ordinal));
        }

        if (_client.Retries is StandardRules { Quota: var quota })
        {
            Same("quota", expected.GetProperty("quota_left").GetInt32(), quota.Available);
        }

        if (expected.TryGetProperty("limiter", out var limiter))
        {
            CheckLimiter("limiter", limiter, ((AdaptiveRules)_client.Retries).Limiter.State);
        }
    }

    // A repeated call has one entry, for its last attempt.
    private bool IsLastOnly(JsonElement expected, HttpRequestMessage request) =>
        Sends.GetArrayLength() == 1
        && CountedFromOne(expected.GetProperty("amz_sdk_request").GetString()) is { } last
        && last != Header(request, "amz-sdk-request")
        && !last.StartsWith("attempt=1;", StringComparison.Ordinal);

    // The one line in which this client differs: the reference counts attempts from 0.
    private static string? CountedFromOne(string? header)
    {
        if (header is null)
        {
            return null;
        }

        int end = header.IndexOf(';', StringComparison.Ordinal);
        int attempt = int.Parse(header.AsSpan("attempt=".Length, end - "attempt=".Length), CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"attempt={attempt + 1}{header[end..]}");
    }

    private void CheckLimiter(string what, JsonElement expected, LimiterState state) => LimiterCase.Check(what, expected, state, _differences);

    private static string? Header(HttpRequestMessage request, string name) =>
        request.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    private void Same<T>(string what, T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            _differences.Add($"{what}: expected {expected}, was {actual}");
        }
    }

    private void Near(string what, double expected, double actual)
    {
        if (Math.Abs(expected - actual) > 1e-5)
        {
            _differences.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: expected {expected}, was {actual}"));
        }
    }

    private void NearOrNull(string what, JsonElement expected, double? actual)
    {
        if (expected.ValueKind == JsonValueKind.Null || actual is null)
        {
            Same(what, expected.ValueKind == JsonValueKind.Null, actual is null);
        }
        else
        {
            Near(what, expected.GetDouble(), actual.Value);
        }
    }
}
