using System.Globalization;

namespace SsoOidc.Retries;

/// <summary>
/// Makes <c>amz-sdk-request</c>: the attempt's number from 1, the limit, and, once the service's clock is known, until when the
/// client waits for the answer.
/// </summary>
internal sealed class AttemptHeader(IRetrySettings settings, ClockSkew skew)
{
    private readonly string _first = Format(1, settings.MaxAttempts);

    public string Value(int attempt, Uri uri)
    {
        string value = attempt == 1 ? _first : Format(attempt, settings.MaxAttempts);
        if (settings.ReadTimeout == Timeout.InfiniteTimeSpan || skew.Estimate(uri) is not { } estimate)
        {
            return value;
        }

        var until = ClockSkew.Shift(ClockSkew.Shift(settings.TimeProvider.GetUtcNow(), settings.ReadTimeout), estimate);
        return string.Create(CultureInfo.InvariantCulture, $"{value}; ttl={until.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");
    }

    private static string Format(int attempt, int max) => string.Create(CultureInfo.InvariantCulture, $"attempt={attempt}; max={max}");
}
