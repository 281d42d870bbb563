namespace SsoOidc.Retries;

/// <summary>
/// A token bucket whose fill rate follows the service: a throttled answer lowers it, other answers let it grow again along a
/// cubic curve (RFC 9438). Before the first throttled answer nothing is held back. Times are seconds of the clock's timestamp.
/// </summary>
internal sealed class ClientRateLimiter
{
    private const double Beta = 0.7;
    private const double ScaleConstant = 0.4;
    private const double Smoothing = 0.8;
    private const double MinFillRate = 0.5;
    private const double MinCapacity = 1;
    private const double BucketsPerSecond = 2;

    private readonly TimeProvider _time;
    private readonly object _lock = new();
    private readonly Queue<TaskCompletionSource> _line = new();
    private bool _isWatched;
    private volatile bool _enabled;
    private double? _fillRate;
    private double? _maxCapacity;
    private double _capacity;
    private double? _lastRefill;
    private double _measuredRate;
    private double _measuredBucket;
    private int _count;
    private double _lastMaxRate;
    private double _lastThrottle;
    private double? _calculatedRate;
    private double? _timeWindow;

    public ClientRateLimiter(TimeProvider time)
    {
        _time = time;
        _lastThrottle = Now;
        _measuredBucket = BucketOf(_lastThrottle);
    }

    /// <summary>Gets a snapshot.</summary>
    public LimiterState State
    {
        get
        {
            lock (_lock)
            {
                return new(
                    _enabled, _fillRate, _maxCapacity, _capacity, _measuredRate, _measuredBucket, _count, _lastMaxRate,
                    _lastThrottle, _calculatedRate, _timeWindow, _lastRefill);
            }
        }
    }

    /// <summary>Gets how many calls stand in line behind the one that watches the bucket.</summary>
    public int InLine
    {
        get
        {
            lock (_lock)
            {
                return _line.Count;
            }
        }
    }

    private double Now => (double)_time.GetTimestamp() / _time.TimestampFrequency;

    /// <summary>Takes tokens out of the bucket, one per attempt; waits until there are enough.</summary>
    /// <returns>False where there are not enough and the caller does not want to wait.</returns>
    public ValueTask<bool> AcquireAsync(double amount, bool wait, CancellationToken cancellationToken)
    {
        if (!_enabled)
        {
            return new(true);
        }

        if (!wait)
        {
            return new(TryTake(amount, out _));
        }

        return WaitAsync(amount, cancellationToken);
    }

    /// <summary>Learns from an answer, or from there being none.</summary>
    public void Observe(bool throttled)
    {
        lock (_lock)
        {
            double now = Now;
            Measure(now);
            double calculated;
            if (throttled)
            {
                _lastMaxRate = _enabled ? Math.Min(_measuredRate, _fillRate!.Value) : _measuredRate;
                CalculateTimeWindow();
                _lastThrottle = now;
                calculated = Beta * _lastMaxRate;
                _enabled = true;
            }
            else
            {
                CalculateTimeWindow();
                calculated = (ScaleConstant * Math.Pow(now - _lastThrottle - _timeWindow!.Value, 3)) + _lastMaxRate;
            }

            _calculatedRate = calculated;
            SetRate(Math.Min(calculated, 2 * _measuredRate), now);
        }
    }

    // First come, first served: only the first in line watches the bucket, so that hundreds do not wake up for each token.
    private async ValueTask<bool> WaitAsync(double amount, CancellationToken cancellationToken)
    {
        await TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (!TryTake(amount, out double wait))
            {
                await Pause.ForAsync(RoundUp(wait), _time, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            EndTurn();
        }

        return true;
    }

    private Task TakeTurnAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource turn;
        lock (_lock)
        {
            if (!_isWatched)
            {
                _isWatched = true;
                return Task.CompletedTask;
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _line.Enqueue(turn);
        }

        return StandInLineAsync(turn, cancellationToken);
    }

    private static async Task StandInLineAsync(TaskCompletionSource turn, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), turn);
        await turn.Task.ConfigureAwait(false);
    }

    private void EndTurn()
    {
        lock (_lock)
        {
            while (_line.TryDequeue(out var next))
            {
                // Who was cancelled in line is passed over.
                if (next.TrySetResult())
                {
                    return;
                }
            }

            _isWatched = false;
        }
    }

    private bool TryTake(double amount, out double wait)
    {
        lock (_lock)
        {
            Refill(Now);
            if (_capacity < amount)
            {
                wait = (amount - _capacity) / _fillRate!.Value;
                return false;
            }

            _capacity -= amount;
            wait = 0;
            return true;
        }
    }

    private void Refill(double now)
    {
        if (_lastRefill is { } last)
        {
            _capacity = Math.Min(_maxCapacity!.Value, _capacity + ((now - last) * _fillRate!.Value));
        }

        _lastRefill = now;
    }

    private void Measure(double now)
    {
        double bucket = BucketOf(now);
        _count++;
        if (bucket > _measuredBucket)
        {
            double rate = _count / (bucket - _measuredBucket);
            _measuredRate = (rate * Smoothing) + (_measuredRate * (1 - Smoothing));
            _count = 0;
            _measuredBucket = bucket;
        }
    }

    private void CalculateTimeWindow() => _timeWindow = Math.Cbrt(_lastMaxRate * (1 - Beta) / ScaleConstant);

    private void SetRate(double rate, double now)
    {
        Refill(now);
        _fillRate = Math.Max(rate, MinFillRate);
        _maxCapacity = Math.Max(rate, MinCapacity);
        _capacity = Math.Min(_capacity, _maxCapacity.Value);
    }

    private static double BucketOf(double now) => Math.Floor(now * BucketsPerSecond) / BucketsPerSecond;

    // A tick too early would be a second wait of one tick.
    private static TimeSpan RoundUp(double seconds) => new((long)Math.Ceiling(seconds * TimeSpan.TicksPerSecond));
}

/// <summary>What a rate limiter knows at a moment; null before it has learnt it.</summary>
internal sealed record LimiterState(
    bool Enabled,
    double? FillRate,
    double? MaxCapacity,
    double Capacity,
    double MeasuredRate,
    double MeasuredBucket,
    int Count,
    double LastMaxRate,
    double LastThrottle,
    double? CalculatedRate,
    double? TimeWindow,
    double? LastRefill);
