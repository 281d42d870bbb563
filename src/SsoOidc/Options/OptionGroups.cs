namespace SsoOidc.Options;

/// <summary>The classes of options, in the order in which they are described.</summary>
internal static class OptionGroups
{
    public static readonly OptionGroup Top = new(string.Empty, static options => options);
    public static readonly OptionGroup Endpoint = new("Endpoint", static options => options.EndpointOrNull);
    public static readonly OptionGroup Retry = new("Retry", static options => options.RetryOrNull);
    public static readonly OptionGroup Http = new("Http", static options => options.HttpOrNull);
    public static readonly OptionGroup Parameters = new("Parameters", static options => options.ParametersOrNull);
    public static readonly OptionGroup CallLog = new("CallLog", static options => options.CallLogOrNull);
    public static readonly OptionGroup Monitoring = new("Monitoring", static options => options.MonitoringOrNull);
    public static readonly OptionGroup Telemetry = new("Telemetry", static options => options.TelemetryOrNull);
    public static readonly OptionGroup Discovery = new("Discovery", static options => options.DiscoveryOrNull);
    public static readonly OptionGroup Compression = new("Compression", static options => options.CompressionOrNull);
}
