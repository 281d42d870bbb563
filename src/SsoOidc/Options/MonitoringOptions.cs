using SsoOidc.Options;

namespace SsoOidc;

/// <summary>
/// Client-side monitoring: a record of each call and each attempt, sent by UDP to an agent. It never changes a call: what cannot
/// be sent at once is dropped. A stubbed client sends nothing. No session token is sent.
/// </summary>
public sealed class MonitoringOptions
{
    /// <summary>
    /// Gets or sets a value indicating whether records are sent. Environment: <c>AWS_CSM_ENABLED</c>; file key <c>csm_enabled</c>
    /// (in both <c>false</c> and <c>f</c> are off, anything else is on, an empty variable is as if not set). Default false.
    /// Reference name <c>:client_side_monitoring</c>.
    /// </summary>
    public bool? Enabled { get => (bool?)Given[CallRows.MonitoringEnabled]; set => Given[CallRows.MonitoringEnabled] = value; }

    /// <summary>
    /// Gets or sets the name of this client in the records. Environment: <c>AWS_CSM_CLIENT_ID</c>; file key <c>csm_client_id</c>.
    /// Default: empty. Reference name <c>:client_side_monitoring_client_id</c>.
    /// </summary>
    public string? ClientId { get => (string?)Given[CallRows.MonitoringClientId]; set => Given[CallRows.MonitoringClientId] = value; }

    /// <summary>
    /// Gets or sets the host of the agent: a name or an IP address. Environment: <c>AWS_CSM_HOST</c>; file key <c>csm_host</c>.
    /// Default 127.0.0.1. Reference name <c>:client_side_monitoring_host</c>.
    /// </summary>
    public string? Host { get => (string?)Given[CallRows.MonitoringHost]; set => Given[CallRows.MonitoringHost] = value; }

    /// <summary>
    /// Gets or sets the port of the agent, 1 to 65535. Environment: <c>AWS_CSM_PORT</c>; file key <c>csm_port</c>. Default 31000.
    /// Reference name <c>:client_side_monitoring_port</c>.
    /// </summary>
    public int? Port { get => (int?)Given[CallRows.MonitoringPort]; set => Given[CallRows.MonitoringPort] = value; }

    /// <summary>
    /// Gets or sets what gets the records of a call as JSON, the call's first and then one per attempt, instead of the agent. It is
    /// called on the caller's thread when the call has ended; what it throws is logged and does not reach the caller. Default: the
    /// agent. Reference name <c>:client_side_monitoring_publisher</c>.
    /// </summary>
    public Action<IReadOnlyList<string>>? Publisher
    {
        get => (Action<IReadOnlyList<string>>?)Given[CallRows.MonitoringPublisher];
        set => Given[CallRows.MonitoringPublisher] = value;
    }

    internal GivenOptions Given { get => field ??= new(); init; }
}
