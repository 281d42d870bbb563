using System.Globalization;
using System.Text.Json;
using SsoOidc.ConformanceTests.Runner;
using SsoOidc.Retries;

namespace SsoOidc.ConformanceTests.Retries;

/// <summary>Runs one case of kind <c>limiter</c>.</summary>
internal static class LimiterCase
{
    public static async Task<Differences> RunAsync(JsonElement @case)
    {
        var differences = new Differences();
        var time = new SteppedTime();
        time.SetSeconds(@case.GetProperty("start").GetDouble());
        var limiter = new ClientRateLimiter(time);
        var steps = @case.GetProperty("steps");
        for (int i = 0; i < steps.GetArrayLength(); i++)
        {
            var step = steps[i];
            var expected = @case.GetProperty("expected").GetProperty("steps")[i];
            if (step.TryGetProperty("at", out var at))
            {
                time.SetSeconds(at.GetDouble());
            }

            time.Waits.Clear();
            bool granted = true;
            if (step.GetProperty("do").GetString() == "acquire")
            {
                bool wait = !step.TryGetProperty("wait", out var w) || w.GetBoolean();
                granted = await limiter.AcquireAsync(
                    step.TryGetProperty("amount", out var amount) ? amount.GetDouble() : 1, wait, CancellationToken.None);
            }
            else
            {
                limiter.Observe(step.GetProperty("throttled").GetBoolean());
            }

            if (granted == expected.TryGetProperty("exception", out _))
            {
                differences.Add($"step {i}: granted {granted}");
            }

            var slept = expected.GetProperty("slept").EnumerateArray().Select(static s => s.ValueKind == JsonValueKind.Object ? s.GetProperty("seconds").GetDouble() : s.GetDouble()).ToArray();
            if (slept.Length != time.Waits.Count || slept.Zip(time.Waits).Any(static pair => Math.Abs(pair.First - pair.Second.Seconds) > 1e-5))
            {
                differences.Add($"step {i}: expected waits {string.Join(' ', slept)}, were {string.Join(' ', time.Waits)}");
            }

            Check($"step {i}", expected.GetProperty("state"), limiter.State, differences);
        }

        return differences;
    }

    public static void Check(string what, JsonElement expected, LimiterState state, Differences differences)
    {
        if (expected.GetProperty("enabled").GetBoolean() != state.Enabled)
        {
            differences.Add($"{what}: enabled {state.Enabled}");
        }

        Near("fill_rate", state.FillRate);
        Near("max_capacity", state.MaxCapacity);
        Near("current_capacity", state.Capacity);
        Near("measured_tx_rate", state.MeasuredRate);
        Near("last_tx_rate_bucket", state.MeasuredBucket);
        Near("request_count", state.Count);
        Near("last_max_rate", state.LastMaxRate);
        Near("last_throttle_time", state.LastThrottle);
        Near("calculated_rate", state.CalculatedRate);
        Near("time_window", state.TimeWindow);
        Near("last_timestamp", state.LastRefill);

        void Near(string name, double? actual)
        {
            double? value = expected.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
            if (value.HasValue != actual.HasValue || Math.Abs((value - actual) ?? 0) > 1e-5)
            {
                differences.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: {name} expected {value}, was {actual}"));
            }
        }
    }
}
