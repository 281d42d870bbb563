using SsoOidc.Credentials;
using SsoOidc.Diagnostics;
using SsoOidc.Pipeline.Handlers;
using SsoOidc.Retries;

namespace SsoOidc.Pipeline;

/// <summary>The life of a call, top to bottom. A handler is absent from the chains where its condition does not hold.</summary>
internal static class StandardHandlers
{
    private static readonly Func<CallKind, bool> Never = static _ => false;

    private static readonly Func<CallKind, bool> Observed = static call => call.IsObserved;

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
        HandlerEntry?[] order =
        [
            // Once per call.
            new(new TelemetryHandler(diagnostics.Telemetry, retries), PipelineStep.Initialize, 99, null, StandardHandler.Telemetry),
            new(new ResponseTargetHandler(config.Seams.Files), PipelineStep.Initialize, 90, Observed, StandardHandler.ResponseTarget),
            new(
                new ParameterConversionHandler(),
                PipelineStep.Initialize,
                50,
                config.ConvertParameters ? static call => call.IsLoose : Never,
                StandardHandler.ParameterConversion),
            new(new InvocationIdHandler(), PipelineStep.Initialize, 50, null, StandardHandler.InvocationId),
            diagnostics.Monitoring is { } monitoring
                ? new(new MonitoringHandler(monitoring), PipelineStep.Initialize, 50, null, StandardHandler.Monitoring)
                : null,
            log?.CreateCallLog(config) is { } line ? new(line, PipelineStep.Validate, 50, null, StandardHandler.CallLog) : null,
            new(
                new ParameterValidationHandler(),
                PipelineStep.Validate,
                50,
                config.ValidateParameters ? null : Never,
                StandardHandler.ParameterValidation),
            mode is null ? null : new(mode, PipelineStep.Build, 99, null, StandardHandler.DefaultsMode),
            new(new EndpointHandler(config), PipelineStep.Build, 75, null, StandardHandler.Endpoint),
            new(
                new RecursionDetectionHandler(config.Seams),
                PipelineStep.Build,
                50,
                RecursionDetectionHandler.IsInLambda(config.Seams) ? null : Never,
                StandardHandler.RecursionDetection),
            new(new JsonRequestHandler(), PipelineStep.Build, 50, null, StandardHandler.JsonRequest),

            // Once per attempt, from the retry handler inward.
            new(
                new RetryHandler(retries, credentials, events),
                PipelineStep.Sign,
                99,
                config.StubResponses ? Never : null,
                StandardHandler.Retry),
            new(new UserAgentHandler(new UserAgent(config), credentials), PipelineStep.Sign, 97, null, StandardHandler.UserAgent),
            new(new JsonResponseHandler(), PipelineStep.Sign, 50, null, StandardHandler.JsonResponse),
            new(
                new SigningHandler(credentials, tokens, retries.Skew),
                PipelineStep.Sign,
                50,
                call => (call.Operation.IsSigned || customEndpoint) && !config.IsUnsigned(call.Operation),
                StandardHandler.Signing),
            diagnostics.Monitoring is null
                ? null
                : new(new AttemptMonitoringHandler(credentials), PipelineStep.Sign, 39, null, StandardHandler.AttemptMonitoring),
            log?.CreateWireTrace(config) is { } trace ? new(trace, PipelineStep.Sign, 1, null, StandardHandler.WireTrace) : null,
            new(new AttemptTelemetryHandler(diagnostics.Telemetry), PipelineStep.Sign, 0, null, StandardHandler.AttemptTelemetry),
            new(send, PipelineStep.Send, 50, null, StandardHandler.Send),

            // The last one is the one: in place of the other for calls whose bodies somebody watches.
            observedSend is null
                ? new(new StubbedTargetHandler(), PipelineStep.Sign, 0, Observed, StandardHandler.ResponseTarget)
                : new(observedSend, PipelineStep.Send, 50, Observed, StandardHandler.Send),
        ];
        foreach (var entry in order)
        {
            if (entry is not null)
            {
                handlers.Add(entry);
            }
        }
    }

    /// <summary>Adds what a stubbed client has besides: the record of its requests.</summary>
    public static void AddStubbingTo(HandlerList handlers, PipelineHandler record) =>
        handlers.Add(new HandlerEntry(record, PipelineStep.Build, 0, null, StandardHandler.ApiRequest));
}
