using System.Diagnostics;
using System.Diagnostics.Metrics;
using SsoOidc.Options;

namespace SsoOidc.Diagnostics;

/// <summary>Where a client's spans and metrics go.</summary>
internal sealed class Telemetry
{
    /// <summary>The name of the source of activities, and of the meter.</summary>
    public const string Name = "SsoOidc";

    public Telemetry(SsoOidcClientConfig config)
    {
        Source = (ActivitySource?)config.Get(CallRows.ActivitySource) ?? Own.Source;
        Metrics = (IMeterFactory?)config.Get(CallRows.MeterFactory) is { } factory
            ? new CallMetrics(factory.Create(new MeterOptions(Name) { Version = UserAgent.Version }))
            : Own.Metrics;
        if (config.RetryMode != RetryMode.Legacy)
        {
            Metrics.WatchRetries();
        }
    }

    public ActivitySource Source { get; }

    public CallMetrics Metrics { get; }

    /// <summary>Whether anybody wants to know about a call.</summary>
    public bool IsWatched => Source.HasListeners() || Metrics.IsWatched;

    // Made when the first client is; they live as long as the process.
    private static class Own
    {
        public static readonly ActivitySource Source = new(Name, UserAgent.Version);

        public static readonly CallMetrics Metrics = new(new Meter(Name, UserAgent.Version));
    }
}
