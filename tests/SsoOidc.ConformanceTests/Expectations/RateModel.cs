namespace SsoOidc.ConformanceTests.Expectations;

/// <summary>The reference's client rate limiter, written down once more from its formulas (behaviour 5.4).</summary>
internal sealed class RateModel(ModelClock clock)
{
    private bool _enabled;
    private double? _fillRate;
    private double? _maxCapacity;
    private double _capacity;
    private double? _lastRefill;
    private double _measured;
    private double _bucket = Math.Floor(clock.Seconds * 2) / 2;
    private int _count;
    private double _lastMax;
    private double _lastThrottle = clock.Seconds;
    private double? _calculated;
    private double? _window;

    public JsonObject State => new()
    {
        ["enabled"] = _enabled,
        ["fill_rate"] = _fillRate,
        ["max_capacity"] = _maxCapacity,
        ["current_capacity"] = _capacity,
        ["measured_tx_rate"] = _measured,
        ["last_tx_rate_bucket"] = _bucket,
        ["request_count"] = _count,
        ["last_max_rate"] = _lastMax,
        ["last_throttle_time"] = _lastThrottle,
        ["calculated_rate"] = _calculated,
        ["time_window"] = _window,
        ["last_timestamp"] = _lastRefill,
    };

    /// <summary>Takes one token; false where there is none and nobody waits.</summary>
    public bool Acquire(bool waits, JsonArray sleeps)
    {
        if (!_enabled)
        {
            return true;
        }

        Refill();
        while (_capacity < 1)
        {
            if (!waits)
            {
                return false;
            }

            double wait = (1 - _capacity) / _fillRate!.Value;
            sleeps.Add(new JsonObject { ["kind"] = "token_bucket", ["seconds"] = wait });
            clock.Sleep(wait);
            Refill();
        }

        _capacity--;
        return true;
    }

    public void Observe(bool throttled)
    {
        double now = clock.Seconds;
        double bucket = Math.Floor(now * 2) / 2;
        _count++;
        if (bucket > _bucket)
        {
            _measured = (0.8 * _count / (bucket - _bucket)) + (0.2 * _measured);
            (_count, _bucket) = (0, bucket);
        }

        if (throttled)
        {
            _lastMax = _enabled ? Math.Min(_measured, _fillRate!.Value) : _measured;
            (_enabled, _lastThrottle) = (true, now);
        }

        _window = Math.Pow(_lastMax * 0.3 / 0.4, 1.0 / 3);
        _calculated = throttled ? 0.7 * _lastMax : (0.4 * Math.Pow(now - _lastThrottle - _window.Value, 3)) + _lastMax;
        double rate = Math.Min(_calculated.Value, 2 * _measured);
        Refill();
        (_fillRate, _maxCapacity) = (Math.Max(rate, 0.5), Math.Max(rate, 1));
        _capacity = Math.Min(_capacity, _maxCapacity.Value);
    }

    private void Refill()
    {
        if (_lastRefill is { } last)
        {
            _capacity = Math.Min(_maxCapacity!.Value, _capacity + ((clock.Seconds - last) * _fillRate!.Value));
        }

        _lastRefill = clock.Seconds;
    }
}

/// <summary>The pinned clock in whole microseconds.</summary>
internal sealed class ModelClock
{
    private long _microseconds = 1_000_000_000;

    public double Seconds => _microseconds / 1e6;

    public DateTimeOffset Wall => Calls.ClientSetup.Now.AddMicroseconds(_microseconds - 1_000_000_000);

    public void Advance(double seconds) => _microseconds += (long)Math.Round(seconds * 1e6);

    /// <summary>Rounds up, but for what is only the noise of a double.</summary>
    public void Sleep(double seconds) => _microseconds += (long)Math.Ceiling((seconds * 1e6) - 1e-6);
}
