namespace SsoOidc.Diagnostics;

/// <summary>What tells about the calls of a client; null where nobody asked for it.</summary>
internal sealed class ClientDiagnostics(SsoOidcClientConfig config, CallEvents? events) : IDisposable
{
    public Telemetry Telemetry { get; } = new(config);

    public Monitoring? Monitoring { get; } = config.MonitoringEnabled && !config.StubResponses ? new Monitoring(config, events) : null;

    public void Dispose() => Monitoring?.Dispose();
}
