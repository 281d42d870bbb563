using System.Diagnostics.Metrics;
using SsoOidc.Retries;

namespace SsoOidc.Diagnostics;

/// <summary>The instruments of the modes standard and adaptive; there where a client has one of them.</summary>
internal sealed class RetryGauges(Meter meter)
{
    private readonly Gauge<int> _quota = meter.CreateGauge<int>(
        "ssooidc.client.retry.quota", "{token}", "What is left of the retry quota after a call, in the modes standard and adaptive.");

    private readonly Gauge<double> _limiterRate = meter.CreateGauge<double>(
        "ssooidc.client.limiter.rate", "{attempt}/s", "Attempts per second that the rate limiter lets through, in the mode adaptive once the service has throttled.");

    public bool IsWatched => _quota.Enabled || _limiterRate.Enabled;

    public void Note(string region, StandardRules rules)
    {
        if (_quota.Enabled)
        {
            _quota.Record(rules.Quota.Available, new KeyValuePair<string, object?>("cloud.region", region));
        }

        if (_limiterRate.Enabled && rules is AdaptiveRules { Limiter.State.FillRate: { } rate })
        {
            _limiterRate.Record(rate, new KeyValuePair<string, object?>("cloud.region", region));
        }
    }
}
