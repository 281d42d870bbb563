namespace SsoOidc.Retries;

/// <summary>How long to wait before a retry, from the number of retries that were made before it.</summary>
internal static class Backoff
{
    private const double StandardCapSeconds = 20;

    /// <summary>Anything up to 1, 2, 4 … seconds, at most 20.</summary>
    public static TimeSpan Standard(int retries, IRetrySettings settings) =>
        FromSeconds(Math.Min(settings.Random.NextDouble() * Math.Pow(2, retries), StandardCapSeconds));

    /// <summary>The base delay, doubled with each retry and capped, then spread.</summary>
    public static TimeSpan Legacy(int retries, IRetrySettings settings)
    {
        double delay = Math.Pow(2, retries) * settings.RetryBaseDelay.TotalSeconds;
        double cap = settings.RetryMaxDelay.TotalSeconds;
        delay = cap > 0 ? Math.Min(delay, cap) : delay;
        if (settings.OwnJitter is { } own)
        {
            return own(FromSeconds(delay));
        }

        return FromSeconds(settings.RetryJitter switch
        {
            RetryJitter.Equal => (delay / 2) + (settings.Random.NextDouble() * delay / 2),
            RetryJitter.Full => settings.Random.NextDouble() * delay,
            _ => delay,
        });
    }

    // To the nearest tick; more than a time span can hold becomes the longest one.
    private static TimeSpan FromSeconds(double seconds)
    {
        double ticks = Math.Round(seconds * TimeSpan.TicksPerSecond);
        return ticks < TimeSpan.MaxValue.Ticks ? new TimeSpan((long)ticks) : TimeSpan.MaxValue;
    }
}
