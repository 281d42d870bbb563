using System.Collections.Concurrent;
using System.Globalization;

namespace SsoOidc.Retries;

/// <summary>
/// What is known about the difference between the service's clock and this machine's, per URI. The estimate follows every
/// answer and only dates requests' time to live; the correction is set by a refused signature and dates signatures.
/// </summary>
internal sealed class ClockSkew(TimeProvider time, bool corrects)
{
    // An endpoint provider may return any number of endpoints; those that are forgotten are learnt again.
    private const int MaxEndpoints = 1024;

    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    // Made when there is something to learn: the mode legacy learns nothing.
    private ConcurrentDictionary<string, long>? _estimates;
    private ConcurrentDictionary<string, long>? _corrections;

    /// <summary>Returns how far the service's clock is ahead of this machine's, by its last answer; null where it did not say.</summary>
    public TimeSpan? Estimate(Uri uri) => Find(Volatile.Read(ref _estimates), uri) is { } ticks ? new TimeSpan(ticks) : null;

    /// <summary>Returns what is added to the time of signatures, if it is to be corrected.</summary>
    public TimeSpan Correction(Uri uri) => Find(Volatile.Read(ref _corrections), uri) is { } ticks ? new TimeSpan(ticks) : TimeSpan.Zero;

    /// <summary>Returns the time to sign with.</summary>
    public DateTimeOffset SigningTime(Uri uri)
    {
        var now = time.GetUtcNow();
        return corrects && Volatile.Read(ref _corrections) is not null ? Shift(now, Correction(uri)) : now;
    }

    /// <summary>Moves a time; what a server says of its clock can be so wrong that there is no such time, and then it is the last or first.</summary>
    public static DateTimeOffset Shift(DateTimeOffset at, TimeSpan by) =>
        new((long)Int128.Clamp((Int128)at.UtcTicks + by.Ticks, 0, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);

    /// <summary>Returns whether the clocks differ so much that signatures are refused.</summary>
    public bool IsSkewed(OperationHttpResponse response) => ReadSkew(response) is { } skew && skew.Duration() > Tolerance;

    /// <summary>Learns from an answer.</summary>
    /// <param name="uri">The request's URI.</param>
    /// <param name="response">The answer.</param>
    /// <param name="refusedTime">Whether the answer refuses the signature because of its time.</param>
    public void Observe(Uri uri, OperationHttpResponse response, bool refusedTime)
    {
        if (ReadSkew(response) is not { } skew)
        {
            return;
        }

        if (refusedTime)
        {
            Set(ref _corrections, uri, skew);
        }

        Set(ref _estimates, uri, skew);
    }

    private static long? Find(ConcurrentDictionary<string, long>? table, Uri uri) =>
        table is not null && table.TryGetValue(uri.AbsoluteUri, out long ticks) ? ticks : null;

    private static void Set(ref ConcurrentDictionary<string, long>? place, Uri uri, TimeSpan skew)
    {
        var table = LazyInitializer.EnsureInitialized(ref place, static () => new(StringComparer.Ordinal));
        string key = uri.AbsoluteUri;
        if (!table.ContainsKey(key) && table.Count >= MaxEndpoints)
        {
            table.Clear();
        }

        table[key] = skew.Ticks;
    }

    private TimeSpan? ReadSkew(OperationHttpResponse response)
    {
        if (response.GetHeader("date") is not { } text)
        {
            return null;
        }

        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
        return DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Styles, out date)
            ? date - time.GetUtcNow()
            : null;
    }
}
