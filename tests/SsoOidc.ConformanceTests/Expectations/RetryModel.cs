using System.Globalization;
using SsoOidc.ConformanceTests.Calls;

namespace SsoOidc.ConformanceTests.Expectations;

/// <summary>
/// What a case of <c>retries.json</c> comes to, from its inputs alone: the reference's rules (behaviour 5) with attempts counted from
/// one (row 14) and credentials refreshed for a signed attempt only whose answer has no OAuth error (row 6).
/// </summary>
internal sealed class RetryModel
{
    private readonly JsonObject _case;
    private readonly JsonObject _config;
    private readonly string _mode;
    private readonly ModelClock _clock = new();
    private readonly RateModel? _rate;
    private readonly int _capacity;
    private readonly Dictionary<string, double> _estimates = [];
    private readonly Dictionary<string, double> _corrections = [];
    private int _quota;
    private int _refreshes;
    private int _calls;

    private RetryModel(JsonObject json)
    {
        _case = json;
        _config = json["config"]!.AsObject();
        _mode = Of("retry_mode", "legacy");
        _rate = _mode == "adaptive" ? new RateModel(_clock) : null;
        _quota = _capacity = Of("retry_quota_capacity", 500);
    }

    private bool IsRefreshable => _case["credentials"]!.GetValue<string>() == "refreshable";

    public static JsonObject Derive(JsonObject json)
    {
        var model = new RetryModel(json);
        var calls = new JsonArray();
        foreach (var call in json["calls"]!.AsArray().Select(static call => call!.AsObject()))
        {
            for (int i = 0; i < (call["repeat"]?.GetValue<int>() ?? 1); i++)
            {
                model._clock.Advance(call["advance_before"]?.GetValue<double>() ?? 0);
                calls.Add(model.Call(call));
            }
        }

        return new JsonObject { ["calls"] = calls };
    }

    private JsonObject Call(JsonObject call)
    {
        string operation = call["operation"]!.GetValue<string>();
        string invocation = "5d1f3a52-0a1b-4c3d-8e9f-" + (0x001122334455 + _calls++).ToString("x12", CultureInfo.InvariantCulture);
        var sleeps = new JsonArray();
        var sends = new JsonArray();
        JsonObject result;
        for (int taken = 0; ; )
        {
            if (_rate?.Acquire(Of("adaptive_retry_wait_to_fill", true), sleeps) == false)
            {
                result = Failed("Aws::Errors::RetryCapacityNotAvailableError");
                result["message"] = "Insufficient client side capacity available to retry request.";
                break;
            }

            var script = call["script"]!.AsArray();
            var step = script[Math.Min(sends.Count, script.Count - 1)]!.AsObject();
            sends.Add(Send(operation, invocation, sends.Count + 1, step));
            var (failure, reasons) = Judge(operation, step);
            Learn(operation, step, failure is not null, reasons, taken);
            if (failure is null)
            {
                result = new JsonObject { ["outcome"] = "success" };
                break;
            }

            result = Failed(failure);
            int cost = reasons.Contains("networking") ? 10 : 5;
            bool more = _mode == "legacy" ? sends.Count <= Of("retry_limit", 3) : sends.Count < Of("max_attempts", 3) && _quota >= cost;
            if (reasons.Count == 0 || !more)
            {
                break;
            }

            if (_mode != "legacy")
            {
                _quota -= taken = cost;
            }

            double delay = Delay(sends.Count - 1);
            sleeps.Add(new JsonObject { ["kind"] = "backoff", ["seconds"] = delay });
            _clock.Sleep(delay);
            _refreshes += reasons.Contains("expired") ? 1 : 0;
        }

        result["attempts"] = sends.Count;
        result["sleeps"] = sleeps;
        if (sends.Count > 0)
        {
            result["clock_correction_seconds"] = _corrections.GetValueOrDefault(operation);
            result["estimated_skew_seconds"] = _estimates.TryGetValue(operation, out double skew) ? skew : null;
        }

        result["sends"] = call.ContainsKey("repeat") && sends.Count > 0 ? new JsonArray(sends[^1]!.DeepClone()) : sends;
        result["quota_left_after"] = _quota;
        if (_rate is not null)
        {
            result["limiter_after"] = _rate.State;
        }

        if (IsRefreshable)
        {
            result["refreshes_so_far"] = _refreshes;
        }

        return result;
    }

    private JsonObject Send(string operation, string invocation, int attempt, JsonObject step)
    {
        string? header = _mode == "legacy" ? null : $"attempt={attempt}; max={Of("max_attempts", 3)}";
        if (header is not null && _estimates.TryGetValue(operation, out double skew))
        {
            header += "; ttl=" + Stamp(Of("http_read_timeout", 60.0) + skew);
        }

        var send = new JsonObject { ["amz_sdk_request"] = header, ["invocation_id"] = invocation, ["quota_left"] = _quota };
        if (operation == "CreateTokenWithIAM")
        {
            send["x_amz_date"] = Stamp(Of("correct_clock_skew", true) ? _corrections.GetValueOrDefault(operation) : 0);
            send["access_key_id"] = IsRefreshable ? $"AKIDREFRESH{_refreshes}" : ClientSetup.AccessKeyId;
        }

        _clock.Advance(step["latency"]?.GetValue<double>() ?? 0);
        send["monotonic"] = _clock.Seconds;
        if (_rate is not null)
        {
            send["limiter"] = _rate.State;
        }

        return send;
    }

    /// <summary>The class of the failure, null for none, and what makes it worth another attempt.</summary>
    private (string? Failure, HashSet<string> Reasons) Judge(string operation, JsonObject step)
    {
        if (step["network_error"] is { } kind)
        {
            return kind.GetValue<string>() == "not_a_network_error" ? ("RuntimeError", []) : ("Seahorse::Client::NetworkingError", ["networking"]);
        }

        var answer = new ErrorAnswer(new ScriptedResponse(step));
        if (answer.Status is >= 200 and <= 299)
        {
            return (null, []);
        }

        var reasons = RetryClasses.Of(answer.Code, answer.Status).Where(static pair => pair.Value!.GetValue<bool>()).Select(static pair => pair.Key).ToHashSet();
        if (IsRefreshable && operation == "CreateTokenWithIAM" && RetryClasses.IsExpired(answer.Code) && string.IsNullOrEmpty(answer.Body.Text("error")))
        {
            reasons.Add("expired");
        }

        if (RetryClasses.IsAboutTime(answer.Code) && Math.Abs(Skew(step) ?? 0) > 300)
        {
            reasons.Add("skew");
        }

        return ("Aws::SSOOIDC::Errors::" + answer.Code, reasons);
    }

    private void Learn(string operation, JsonObject step, bool failed, HashSet<string> reasons, int taken)
    {
        _rate?.Observe(reasons.Contains("throttling_error"));
        if (_mode == "legacy")
        {
            return;
        }

        _quota = failed ? _quota : Math.Min(_capacity, _quota + (taken > 0 ? taken : 1));
        if (Skew(step) is { } skew)
        {
            _estimates[operation] = skew;
            if (reasons.Contains("skew"))
            {
                _corrections[operation] = skew;
            }
        }
    }

    private double Delay(int retries)
    {
        double random = _case["random"]!.GetValue<double>();
        if (_mode != "legacy")
        {
            return Math.Min(random * Math.Pow(2, retries), 20);
        }

        double delay = Math.Pow(2, retries) * Of("retry_base_delay", 0.3);
        double cap = Of("retry_max_delay", 0.0);
        delay = cap > 0 ? Math.Min(delay, cap) : delay;
        delay = Of("retry_jitter", "none") switch { "full" => random * delay, "equal" => (delay / 2) + (random * delay / 2), _ => delay };
        return Of("retry_backoff_constant", delay);
    }

    // A cut answer has told its date, where its headers came.
    private double? Skew(JsonObject step) =>
        (step["headers"] as JsonObject)?.FirstOrDefault(static pair => pair.Key.Equals("date", StringComparison.OrdinalIgnoreCase)).Value is { } date
        && DateTimeOffset.TryParse(date.GetValue<string>(), CultureInfo.InvariantCulture, out var at) ? (at - _clock.Wall).TotalSeconds : null;

    private string Stamp(double later) => _clock.Wall.AddMicroseconds(Math.Round(later * 1e6)).ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private T Of<T>(string option, T absent) => _config[option] is { } value ? value.GetValue<T>() : absent;

    private static JsonObject Failed(string name) => new() { ["outcome"] = "error", ["class"] = name };
}
