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
        RetryRules retries)
    {
        bool customEndpoint = !ReferenceEquals(config.EndpointProvider, EndpointProvider.BuiltIn);
        bool inLambda = RecursionDetectionHandler.IsInLambda(config.Seams);
        HandlerEntry[] order =
        [
            // Once per call.
            new(new ParameterConversionHandler(), PipelineStep.Initialize, 50, call => call.IsLoose && config.ConvertParameters),
            new(new InvocationIdHandler(), PipelineStep.Initialize, 50),
            new(new ParameterValidationHandler(), PipelineStep.Validate, 50, _ => config.ValidateParameters),
            .. mode is null ? (HandlerEntry[])[] : [new(mode, PipelineStep.Build, 99)],
            new(new EndpointHandler(config), PipelineStep.Build, 75),
            new(new RecursionDetectionHandler(config.Seams), PipelineStep.Build, 50, _ => inLambda),
            new(new JsonRequestHandler(), PipelineStep.Build, 50),

            // Once per attempt, from the retry handler inward.
            new(new RetryHandler(retries, credentials), PipelineStep.Sign, 99, _ => !config.StubResponses),
            new(new UserAgentHandler(UserAgent.Create(config)), PipelineStep.Sign, 97),
            new(new JsonResponseHandler(), PipelineStep.Sign, 50),
            new(
                new SigningHandler(credentials, tokens, retries.Skew),
                PipelineStep.Sign,
                50,
                call => (call.Operation.IsSigned || customEndpoint) && !config.UnsignedOperations.Contains(call.Operation.Name)),
            new(send, PipelineStep.Send, 50),
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
        ParameterConversionHandler => StandardHandler.ParameterConversion,
        InvocationIdHandler => StandardHandler.InvocationId,
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
        HttpSendHandler or StubSendHandler => StandardHandler.Send,
        _ => null,
    };
}
