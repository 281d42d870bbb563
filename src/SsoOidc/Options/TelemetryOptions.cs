using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SsoOidc;

/// <summary>Traces and metrics. Nothing is recorded where nobody listens.</summary>
public sealed class TelemetryOptions
{
    /// <summary>
    /// Gets or sets the source of activities. Default: the library's own, named <c>SsoOidc</c>. Reference name
    /// <c>:telemetry_provider</c>. Accepted and validated; takes effect in a later version.
    /// </summary>
    public ActivitySource? ActivitySource { get; set; }

    /// <summary>
    /// Gets or sets what makes the meter named <c>SsoOidc</c>. Default: the library's own meter. Reference name
    /// <c>:telemetry_provider</c>. Accepted and validated; takes effect in a later version.
    /// </summary>
    public IMeterFactory? MeterFactory { get; set; }

    internal TelemetryOptions Copy() => (TelemetryOptions)MemberwiseClone();
}
