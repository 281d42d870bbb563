using Microsoft.Extensions.Logging;

namespace SsoOidc.Options;

/// <summary>The rows of what watches calls: <see cref="ParameterOptions"/>, <see cref="CallLogOptions"/>, <see cref="MonitoringOptions"/>, <see cref="TelemetryOptions"/>.</summary>
internal static class CallRows
{
    public static readonly OptionRow ValidateParameters = new(OptionGroups.Parameters, "Validate", true)
    {
        ReferenceName = "validate_params",
        Text = OptionText.Boolean,
    };

    public static readonly OptionRow ConvertParameters = new(OptionGroups.Parameters, "Convert", true)
    {
        ReferenceName = "convert_params",
        Text = OptionText.Boolean,
    };

    public static readonly OptionRow CallLogLevel = new(OptionGroups.CallLog, "Level", LogLevel.Information)
    {
        ReferenceName = "log_level",
        Text = OptionText.OneOf(static () =>
        [
            ("trace", LogLevel.Trace),
            ("debug", LogLevel.Debug),
            ("information", LogLevel.Information),
            ("info", LogLevel.Information),
            ("warning", LogLevel.Warning),
            ("warn", LogLevel.Warning),
            ("error", LogLevel.Error),
            ("critical", LogLevel.Critical),
            ("fatal", LogLevel.Critical),
            ("none", LogLevel.None),
        ]),
        Accepts = "a LogLevel: trace, debug, information, warning, error, critical or none",
        IsAccepted = static value => Enum.IsDefined((LogLevel)value),
    };

    public static readonly OptionRow CallLogFormatter = new(OptionGroups.CallLog, "Formatter")
    {
        ReferenceName = "log_formatter",
        Text = ConfigurationBinding.CallLogFormatter,
        Accepts = "a function, or in text: default, short, colored, or a pattern such as ':operation took :time'",
    };

    public static readonly OptionRow MonitoringEnabled = new(OptionGroups.Monitoring, "Enabled", false)
    {
        ReferenceName = "client_side_monitoring",
        Environment = ["AWS_CSM_ENABLED"],
        FileKey = "csm_enabled",
        Text = OptionText.Boolean,
        ParseSource = static text => text.Length == 0
            ? null
            : !text.Equals("false", StringComparison.OrdinalIgnoreCase) && !text.Equals("f", StringComparison.OrdinalIgnoreCase),
    };

    public static readonly OptionRow MonitoringClientId = new(OptionGroups.Monitoring, "ClientId", string.Empty)
    {
        ReferenceName = "client_side_monitoring_client_id",
        Environment = ["AWS_CSM_CLIENT_ID"],
        FileKey = "csm_client_id",
        Text = OptionText.Verbatim,
        ParseSource = OptionText.NonEmpty,
    };

    public static readonly OptionRow MonitoringHost = new(OptionGroups.Monitoring, "Host", "127.0.0.1")
    {
        ReferenceName = "client_side_monitoring_host",
        Environment = ["AWS_CSM_HOST"],
        FileKey = "csm_host",
        Text = OptionText.Verbatim,
        ParseSource = OptionText.NonEmpty,
        Accepts = "a host name or an IP address",
        IsAccepted = static value => Uri.CheckHostName((string)value) != UriHostNameType.Unknown,
    };

    public static readonly OptionRow MonitoringPort = new(OptionGroups.Monitoring, "Port", 31000)
    {
        ReferenceName = "client_side_monitoring_port",
        Environment = ["AWS_CSM_PORT"],
        FileKey = "csm_port",
        Text = OptionText.WholeNumber,
        ParseSource = static text => text.Length == 0 ? null : OptionText.WholeNumber.Parse(text),
        Accepts = "a port, 1 to 65535",
        IsAccepted = static value => (int)value is >= 1 and <= ushort.MaxValue,
    };

    public static readonly OptionRow MonitoringPublisher = new(OptionGroups.Monitoring, "Publisher")
    {
        ReferenceName = "client_side_monitoring_publisher",
    };

    public static readonly OptionRow ActivitySource = new(OptionGroups.Telemetry, "ActivitySource")
    {
        ReferenceName = "telemetry_provider",
    };

    public static readonly OptionRow MeterFactory = new(OptionGroups.Telemetry, "MeterFactory")
    {
        ReferenceName = "telemetry_provider",
    };
}
