namespace SsoOidc.LocalServer.State;

/// <summary>
/// Watches how often one device code is asked for (RFC 8628 section 3.5). The gap is measured on the monotonic clock between the
/// arrivals of two requests, so changes of the wall clock punish nobody; a client that waits exactly the interval may arrive a
/// little early because of timer granularity or a slow first request, hence the tolerance.
/// </summary>
internal sealed class PollPace(TimeProvider clock, TimeSpan interval)
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LargestTolerance = TimeSpan.FromMilliseconds(100);

    private TimeSpan _interval = interval;
    private long? _lastPoll;

    /// <summary>Notes a poll that arrived at <paramref name="timestamp"/>; true when it came too early, which lengthens the interval.</summary>
    public bool IsTooFast(long timestamp)
    {
        var tooFast = _lastPoll is { } last && clock.GetElapsedTime(last, timestamp) < _interval - Tolerance(_interval);
        _lastPoll = _lastPoll is { } earlier ? Math.Max(earlier, timestamp) : timestamp;
        if (tooFast && _interval < Longest)
        {
            _interval += Step;
        }

        return tooFast;
    }

    private static TimeSpan Tolerance(TimeSpan interval) => interval / 10 < LargestTolerance ? interval / 10 : LargestTolerance;
}
