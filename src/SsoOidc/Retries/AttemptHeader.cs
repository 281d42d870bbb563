using System.Globalization;

namespace SsoOidc.Retries;

/// <summary>
/// Sets <c>amz-sdk-request</c>: the attempt's number from 1, the limit, and, once the service's clock is known, until when the
/// client waits for the answer.
/// </summary>
internal sealed class AttemptHeader(SsoOidcClientConfig config, ClockSkew skew)
{
    private const string Name = "amz-sdk-request";

    private readonly TimeSpan _readTimeout = config.ReadTimeout;
    private readonly int _max = config.MaxAttempts;
    private readonly string _first = Format(1, config.MaxAttempts);

    public void Set(OperationContext context)
    {
        int attempt = context.Attempts;
        string value = attempt == 1 ? _first : Format(attempt, _max);
        if (_readTimeout != Timeout.InfiniteTimeSpan && skew.Estimate(context.HttpRequest.Uri!) is { } estimate)
        {
            var until = config.TimeProvider.GetUtcNow() + _readTimeout + estimate;
            value = string.Create(CultureInfo.InvariantCulture, $"{value}; ttl={until.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");
        }

        context.HttpRequest.Headers.Set(Name, value);
    }

    private static string Format(int attempt, int max) => string.Create(CultureInfo.InvariantCulture, $"attempt={attempt}; max={max}");
}
