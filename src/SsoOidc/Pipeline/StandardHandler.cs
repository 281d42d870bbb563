namespace SsoOidc;

/// <summary>
/// The handlers that a client comes with, by the names that <see cref="HandlerList.Remove(StandardHandler)"/> and
/// <see cref="HandlerList.Replace(StandardHandler, PipelineHandler)"/> take.
/// </summary>
public enum StandardHandler
{
    /// <summary>Converts the parameters of a loose call.</summary>
    ParameterConversion,

    /// <summary>Sets <c>amz-sdk-invocation-id</c>.</summary>
    InvocationId,

    /// <summary>Checks required members, types and text.</summary>
    ParameterValidation,

    /// <summary>Says where the request goes.</summary>
    Endpoint,

    /// <summary>Hands on the trace id of a Lambda function.</summary>
    RecursionDetection,

    /// <summary>Writes the body.</summary>
    JsonRequest,

    /// <summary>Records the request of a stubbed client.</summary>
    ApiRequest,

    /// <summary>Makes attempts; what is further inside runs once per attempt.</summary>
    Retry,

    /// <summary>Sets <c>User-Agent</c>.</summary>
    UserAgent,

    /// <summary>Turns the answer into the response or the error.</summary>
    JsonResponse,

    /// <summary>Signs the request.</summary>
    Signing,

    /// <summary>Sends the request, or answers from the stubs.</summary>
    Send,

    /// <summary>Asks once where the process runs; only there while the defaults mode <c>auto</c> is not decided.</summary>
    DefaultsMode,

    /// <summary>Tells listeners of traces and metrics about the call.</summary>
    Telemetry,

    /// <summary>Sends the monitoring records; only with <see cref="MonitoringOptions.Enabled"/>.</summary>
    Monitoring,

    /// <summary>Leaves the line of the call in the log; only with <see cref="SsoOidcClientOptions.LoggerFactory"/>.</summary>
    CallLog,

    /// <summary>Notes each attempt for the monitoring records; only with <see cref="MonitoringOptions.Enabled"/>.</summary>
    AttemptMonitoring,

    /// <summary>Logs what goes over the wire; only with <see cref="HttpOptions.WireTrace"/>.</summary>
    WireTrace,

    /// <summary>Tells listeners of traces about each attempt.</summary>
    AttemptTelemetry,

    /// <summary>Hands the answer to <see cref="RequestOptions.Target"/>; only in the chains of calls that have one.</summary>
    ResponseTarget,
}
