using Microsoft.Extensions.Logging;
using SsoOidc.Credentials;
using SsoOidc.Diagnostics;
using SsoOidc.Options;
using SsoOidc.Pipeline.Handlers;

namespace SsoOidc;

/// <summary>
/// All that a client writes to a log, and the handlers that do nothing else. Only <see cref="SsoOidcClientOptions.LoggerFactory"/> makes
/// one: from a trimmed program that gives no log, all of it is gone.
/// </summary>
internal sealed class ClientLog(ILoggerFactory factory)
{
    public ILoggerFactory Factory { get; } = factory;

    public CallEvents CreateEvents() => new(Factory.CreateLogger(CallEvents.Category));

    public CredentialLog CreateCredentialLog() => new(Factory.CreateLogger(CredentialLog.Category));

    public void WriteConfiguration(SsoOidcClientConfig config, string? legacyRegion) =>
        ConfigurationLog.Write(Factory.CreateLogger(ConfigurationLog.Category), config, legacyRegion);

    /// <summary>Returns the handler that leaves the line of each call; null where there is to be none.</summary>
    public CallLogHandler? CreateCallLog(SsoOidcClientConfig config) => config.CallLogLevel == LogLevel.None
        ? null
        : new CallLogHandler(
            CreateEvents(), config.CallLogLevel, (Func<FinishedCall, string>?)config.Get(CallRows.CallLogFormatter) ?? CallLogFormatter.Default.Format);

    /// <summary>Returns the handler of the wire trace; null where nobody asked for one.</summary>
    public WireTraceHandler? CreateWireTrace(SsoOidcClientConfig config) => config.WireTrace && !config.StubResponses
        ? new WireTraceHandler(new WireEvents(Factory.CreateLogger(WireEvents.Category)))
        : null;
}
