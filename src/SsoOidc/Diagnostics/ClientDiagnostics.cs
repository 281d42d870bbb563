using Microsoft.Extensions.Logging;
using SsoOidc.Options;

namespace SsoOidc.Diagnostics;

/// <summary>What tells about the calls of a client; null where nobody asked for it.</summary>
internal sealed class ClientDiagnostics : IDisposable
{
    public ClientDiagnostics(SsoOidcClientConfig config)
    {
        Telemetry = new Telemetry(config);
        Events = config.LoggerFactory?.CreateLogger(CallEvents.Category);
        Wire = config.WireTrace && !config.StubResponses ? config.LoggerFactory?.CreateLogger(WireEvents.Category) : null;
        Format = Events is null || config.CallLogLevel == LogLevel.None
            ? null
            : (Func<FinishedCall, string>?)config.Get(CallRows.CallLogFormatter) ?? CallLogFormatter.Default.Format;
        Monitoring = config.MonitoringEnabled && !config.StubResponses ? new Monitoring(config, Events) : null;
    }

    public Telemetry Telemetry { get; }

    /// <summary>The log of events.</summary>
    public ILogger? Events { get; }

    /// <summary>The log of the wire trace.</summary>
    public ILogger? Wire { get; }

    /// <summary>Makes the line of each call.</summary>
    public Func<FinishedCall, string>? Format { get; }

    public Monitoring? Monitoring { get; }

    public void Dispose() => Monitoring?.Dispose();
}
