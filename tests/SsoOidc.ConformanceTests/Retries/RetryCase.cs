using System.Globalization;
using System.Text.Json;
using SsoOidc.ConformanceTests.Calls;
using SsoOidc.ConformanceTests.Runner;
using SsoOidc.Options;
using SsoOidc.Retries;

namespace SsoOidc.ConformanceTests.Retries;

/// <summary>Runs one case of kind <c>client</c> of the golden file <c>retries</c> and lists what differs.</summary>
internal sealed class RetryCase : IDisposable
{
    private readonly JsonElement _case;
    private readonly SteppedTime _time = new();
    private readonly ScriptedTransport _transport;
    private readonly CountingCredentials? _refreshable;
    private readonly SsoOidcClient _client;
    private readonly bool _isLoose;
    private bool _isRepeated;
    private readonly Differences _differences = new();

    public RetryCase(JsonElement @case, bool isLoose)
    {
        _isLoose = isLoose;
        _case = @case;
        _transport = new ScriptedTransport(_time) { OnSend = Observe };
        _refreshable = @case.GetProperty("credentials").GetString() == "refreshable" ? new CountingCredentials() : null;
        var config = JsonNode.Parse(@case.GetProperty("config").GetRawText())!.AsObject();
        config["region"] ??= "us-west-2";
        config["raise_response_errors"] = false;
        var options = ClientSetup.Create(config, null, _transport);
        options.TimeProvider = _time;
        options.Credentials = _refreshable ?? options.Credentials;
        options.Seams = new SystemSeams { GetEnvironmentVariable = static _ => null, Random = new PinnedInvocationIds(@case.GetProperty("random").GetDouble()) };
        _client = new SsoOidcClient(options);
        if (config["retry_quota_capacity"] is { } capacity && _client.Retries is StandardRules rules)
        {
            rules.Quota = new RetryQuota(capacity.GetValue<int>());
        }
    }

    private JsonElement Sends { get; set; }

    private int Attempts { get; set; }

    public async Task<Differences> RunAsync()
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

    private async Task CallAsync(JsonElement call, JsonElement expected)
    {
        _time.Waits.Clear();
        _transport.Begin(call.GetProperty("script"));
        _isRepeated = call.TryGetProperty("repeat", out _);
        Sends = expected.GetProperty("sends");
        Attempts = expected.GetProperty("attempts").GetInt32();
        int attempts;
        SsoOidcException? error = null;
        string? thrown = null;
        try
        {
            (var metadata, error) = await SendAsync(call.GetProperty("operation").GetString()!);
            attempts = metadata.Attempts;
        }
        catch (RetryCapacityNotAvailableException e)
        {
            attempts = e.Attempts;
            thrown = "Aws::Errors::RetryCapacityNotAvailableError";
            Same("message", expected.GetProperty("message").GetString(), e.Message);
        }

        Same("attempts", Attempts, attempts);
        Same("requests sent", Attempts, _transport.Count);
        Same("outcome", expected.GetProperty("outcome").GetString(), error is null && thrown is null ? "success" : "error");
        if (expected.TryGetProperty("class", out var expectedClass))
        {
            bool same = expectedClass.GetString() switch
            {
                "Seahorse::Client::NetworkingError" => error is SsoOidcTransportException { IsRetryable: true },
                "Aws::Errors::NoSuchEndpointError" => error is SsoOidcTransportException { Kind: TransportErrorKind.NameResolution, IsRetryable: true },
                "RuntimeError" => error is SsoOidcTransportException { IsRetryable: false },
                "Aws::Errors::RetryCapacityNotAvailableError" => thrown is not null,
                var name => error is SsoOidcServiceException && name == $"Aws::SSOOIDC::Errors::{error.Code}" && error.GetType() == NameMap.ExceptionOf(name),
            };
            Same("class " + expectedClass, true, same);
        }

        CheckWaits(expected);
        CheckState(expected);
    }

    private async Task<(SsoOidcResponseMetadata Metadata, SsoOidcException? Error)> SendAsync(string operation)
    {
        // No case is about the parameters.
        var parameters = Operations.Find(operation).Input.Members.Where(static member => member.IsRequired).ToDictionary(
            static member => member.Name, static member => (JsonNode?)"x");
        if (_isLoose)
        {
            var loose = await _client.BuildRequest(operation, parameters.ToDictionary(static pair => pair.Key, static _ => (object?)"x")).SendAsync();
            return (loose.Metadata, loose.Error);
        }

        var response = await OperationCalls.CallAsync(_client, operation, OperationCalls.TypedRequest(operation, new JsonObject(parameters))!);
        return (response.Metadata, response.Error);
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
            Same("refreshes", refreshes.GetInt32(), Math.Max(0, _refreshable!.Made - 1));
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

    private void Observe(HttpRequestMessage request, int index)
    {
        // Of repeated calls only the last attempt is recorded.
        if (_isRepeated && index != Attempts - 1)
        {
            return;
        }

        int position = _isRepeated ? 0 : index;
        if (position >= Sends.GetArrayLength())
        {
            _differences.Add($"attempt {index + 1} is one too many");
            return;
        }

        var expected = Sends[position];
        Same("invocation id", expected.GetProperty("invocation_id").GetString(), Header(request, "amz-sdk-invocation-id"));
        Same("amz-sdk-request", expected.GetProperty("amz_sdk_request").GetString(), Header(request, "amz-sdk-request"));
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
