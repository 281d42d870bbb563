using SsoOidc.Options;

namespace SsoOidc.Diagnostics;

/// <summary>Where the records of a client's calls go: the agent, or a function of the caller's.</summary>
internal sealed class Monitoring : IDisposable
{
    private readonly Action<IReadOnlyList<string>>? _own;
    private readonly UdpPublisher? _agent;
    private readonly CallEvents? _log;

    public Monitoring(SsoOidcClientConfig config, CallEvents? log)
    {
        _log = log;
        _own = (Action<IReadOnlyList<string>>?)config.Get(CallRows.MonitoringPublisher);
        _agent = _own is null
            ? new UdpPublisher(config.MonitoringHost, config.MonitoringPort, config.Seams.ResolveHost, config.TimeProvider, log)
            : null;
    }

    public MonitoredCall Begin(OperationContext context)
    {
        _agent?.Prepare();
        var call = new MonitoredCall(context);
        context.Set(MonitoredCall.Key, call);
        return call;
    }

    public void Publish(MonitoredCall call)
    {
        try
        {
            var records = MonitoringJson.Of(call);
            _agent?.Publish(records);
            _own?.Invoke(records);
        }
#pragma warning disable CA1031 // monitoring never changes a call
        catch (Exception e)
#pragma warning restore CA1031
        {
            _log?.PublisherFailed(e.GetType().FullName, call.Context.Operation.Name);
        }
    }

    public void Dispose() => _agent?.Dispose();
}
