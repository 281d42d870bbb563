using System.Diagnostics;
using System.Diagnostics.Metrics;
using SsoOidc.Model;
using SsoOidc.Retries;

namespace SsoOidc.Diagnostics;

/// <summary>The instruments of the meter.</summary>
internal sealed class CallMetrics(Meter meter)
{
    /// <summary>What an error is called whose code nobody knows: codes come from servers, and each would be a series of its own.</summary>
    public const string OtherError = "_OTHER";

    // OpenTelemetry's for HTTP clients, and what a call with retries and time limits can come to. Others are made for milliseconds.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = new[] { 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60 },
    };

    private readonly Histogram<double> _duration = meter.CreateHistogram(
        "ssooidc.client.call.duration", "s", "How long a call took, all attempts and waits included.", tags: null, Seconds);

    private readonly Counter<long> _attempts = meter.CreateCounter<long>("ssooidc.client.call.attempts", "{attempt}", "Attempts made.");

    private readonly Counter<long> _errors = meter.CreateCounter<long>("ssooidc.client.call.errors", "{call}", "Calls that failed, by the error's code.");

    private RetryGauges? _retries;

    public bool IsWatched => _duration.Enabled || _attempts.Enabled || _errors.Enabled || _retries is { IsWatched: true };

    /// <summary>Adds the instruments of the modes that have something to tell by them.</summary>
    public void WatchRetries() => LazyInitializer.EnsureInitialized(ref _retries, () => new RetryGauges(meter));

    /// <summary>Notes a call that has ended.</summary>
    /// <param name="context">The call.</param>
    /// <param name="seconds">How long it took.</param>
    /// <param name="errorType">What it failed with; null where it did not.</param>
    /// <param name="rules">The client's retry mode.</param>
    public void Note(OperationContext context, double seconds, string? errorType, RetryRules rules)
    {
        var tags = new TagList { { "rpc.system", "aws-api" }, { "rpc.service", SpanNames.Service }, { "rpc.method", context.Operation.Name } };
        if (_attempts.Enabled && context.Attempts > 0)
        {
            _attempts.Add(context.Attempts, tags);
        }

        if (errorType is not null)
        {
            tags.Add("error.type", errorType);
            _errors.Add(1, tags);
        }

        _duration.Record(seconds, tags);
        if (rules is StandardRules standard)
        {
            _retries?.Note(context.Config.Region, standard);
        }
    }

    /// <summary>The code of an error, if it is one of a known set.</summary>
    public static string TypeOf(SsoOidcException error) =>
        error is not SsoOidcServiceException || ErrorTable.ByCode(error.Code) is not null || ErrorClassifier.IsKnown(error.Code)
            || error.Code == Protocol.ErrorCode.OfStatus(error.Metadata.StatusCode)
            ? error.Code
            : OtherError;
}
