using SsoOidc.Credentials;
using SsoOidc.Diagnostics;
using SsoOidc.Pipeline.Handlers;
using SsoOidc.Retries;

namespace SsoOidc.Pipeline;

/// <summary>The life of a call, top to bottom. A handler is absent from the chains where its condition does not hold.</summary>
internal static class StandardHandlers
{
    public static void AddTo(
        HandlerList handlers,
        SsoOidcClientConfig config,
        DefaultsModeHandler? mode,
        CredentialSource credentials,
        TokenSource tokens,
        PipelineHandler send,
        PipelineHandler? observedSend,
        RetryRules retries,
        ClientDiagnostics diagnostics,
        ClientLog? log,
        CallEvents? events)
    {
        bool customEndpoint = !ReferenceEquals(config.EndpointProvider, EndpointProvider.BuiltIn);
        bool inLambda = RecursionDetectionHandler.IsInLambda(config.Seams);
        HandlerEntry[] order =
        [
            // Once per call.
            new(new TelemetryHandler(diagnostics.Telemetry, retries), PipelineStep.Initialize, 99),
            new(new ResponseTargetHandler(config.Seams.Files), PipelineStep.Initialize, 90, static call => call.IsObserved),
            new(new ParameterConversionHandler(), PipelineStep.Initialize, 50, call => call.IsLoose && config.ConvertParameters),
            new(new InvocationIdHandler(), PipelineStep.Initialize, 50),
            .. diagnostics.Monitoring is { } monitoring ? (HandlerEntry[])[new(new MonitoringHandler(monitoring), PipelineStep.Initialize, 50)] : [],
            .. log?.CreateCallLog(config) is { } line ? (HandlerEntry[])[new(line, PipelineStep.Validate, 50)] : [],
            new(new ParameterValidationHandler(), PipelineStep.Validate, 50, _ => config.ValidateParameters),
            .. mode is null ? (HandlerEntry[])[] : [new(mode, PipelineStep.Build, 99)],
            new(new EndpointHandler(config), PipelineStep.Build, 75),
            new(new RecursionDetectionHandler(config.Seams), PipelineStep.Build, 50, _ => inLambda),
            new(new JsonRequestHandler(), PipelineStep.Build, 50),

            // Once per attempt, from the retry handler inward.
            new(new RetryHandler(retries, credentials, events), PipelineStep.Sign, 99, _ => !config.StubResponses),
            new(new UserAgentHandler(new UserAgent(config), credentials), PipelineStep.Sign, 97),
            new(new JsonResponseHandler(), PipelineStep.Sign, 50),
            new(
                new SigningHandler(credentials, tokens, retries.Skew),
                PipelineStep.Sign,
                50,
                call => (call.Operation.IsSigned || customEndpoint) && !config.UnsignedOperations.Contains(call.Operation.Name)),
            .. diagnostics.Monitoring is null ? (HandlerEntry[])[] : [new(new AttemptMonitoringHandler(credentials), PipelineStep.Sign, 39)],
            .. log?.CreateWireTrace(config) is { } trace ? (HandlerEntry[])[new(trace, PipelineStep.Sign, 1)] : [],
            new(new AttemptTelemetryHandler(diagnostics.Telemetry), PipelineStep.Sign, 0),
            new(send, PipelineStep.Send, 50),

            // The last one is the one: in place of the other for calls whose bodies somebody watches.
            observedSend is null
                ? new(new StubbedTargetHandler(), PipelineStep.Sign, 0, static call => call.IsObserved)
                : new(observedSend, PipelineStep.Send, 50, static call => call.IsObserved),
        ];
        foreach (var entry in order)
        {
            handlers.Add(entry with { Standard = NameOf(entry.Handler) });
        }
    }

    /// <summary>Adds what a stubbed client has besides: the record of its requests.</summary>
    public static void AddStubbingTo(HandlerList handlers, PipelineHandler record) =>
        handlers.Add(new HandlerEntry(record, PipelineStep.Build, 0) { Standard = NameOf(record) });

    /// <summary>The public name of a handler in the table.</summary>
    public static StandardHandler? NameOf(PipelineHandler handler) => handler switch
    {
        TelemetryHandler => StandardHandler.Telemetry,
        ParameterConversionHandler => StandardHandler.ParameterConversion,
        InvocationIdHandler => StandardHandler.InvocationId,
        MonitoringHandler => StandardHandler.Monitoring,
        CallLogHandler => StandardHandler.CallLog,
        ParameterValidationHandler => StandardHandler.ParameterValidation,
        DefaultsModeHandler => StandardHandler.DefaultsMode,
        EndpointHandler => StandardHandler.Endpoint,
        RecursionDetectionHandler => StandardHandler.RecursionDetection,
        JsonRequestHandler => StandardHandler.JsonRequest,
        ApiRequestHandler => StandardHandler.ApiRequest,
        RetryHandler => StandardHandler.Retry,
        UserAgentHandler => StandardHandler.UserAgent,
        JsonResponseHandler => StandardHandler.JsonResponse,
        SigningHandler => StandardHandler.Signing,
        AttemptMonitoringHandler => StandardHandler.AttemptMonitoring,
        WireTraceHandler => StandardHandler.WireTrace,
        AttemptTelemetryHandler => StandardHandler.AttemptTelemetry,
        HttpSendHandler or StubSendHandler => StandardHandler.Send,
        ResponseTargetHandler or StubbedTargetHandler => StandardHandler.ResponseTarget,
        _ => null,
    };
}
