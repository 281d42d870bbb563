using System.Diagnostics;
using System.Diagnostics.Metrics;
using SsoOidc.Options;

namespace SsoOidc;

/// <summary>
/// Traces and metrics. Nothing is recorded where nobody listens. These two take the place of the reference's telemetry provider:
/// any listener of <see cref="System.Diagnostics"/> receives what its tracers would.
/// </summary>
public sealed class TelemetryOptions
{
    /// <summary>
    /// Gets or sets the source of activities. It stays the caller's. Default: the library's own, named <c>SsoOidc</c>. Reference name
    /// <c>:telemetry_provider</c>.
    /// </summary>
    public ActivitySource? ActivitySource
    {
        get => (ActivitySource?)Given[CallRows.ActivitySource];
        set => Given[CallRows.ActivitySource] = value;
    }

    /// <summary>
    /// Gets or sets what makes the meter named <c>SsoOidc</c>. Default: the container's, where the client is registered with one, else
    /// the library's own meter. Reference name <c>:telemetry_provider</c>.
    /// </summary>
    public IMeterFactory? MeterFactory { get => (IMeterFactory?)Given[CallRows.MeterFactory]; set => Given[CallRows.MeterFactory] = value; }

    internal GivenOptions Given { get => field ??= new(); init; }
}
