using SsoOidc.Endpoints;

namespace SsoOidc.Pipeline.Handlers;

/// <summary>Says where the request goes. The built-in rules are asked once per client and operation, other rules on every call.</summary>
internal sealed class EndpointHandler(SsoOidcClientConfig config) : PipelineHandler
{
    private readonly EndpointParameters _parameters =
        new(config.Region, config.UseFips, config.UseDualStack, config.EndpointUrl);

    private readonly bool _isBuiltIn = ReferenceEquals(config.EndpointProvider, EndpointProvider.BuiltIn);

    private readonly Target?[] _targets = new Target?[Operations.Count];

    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next)
    {
        int index = context.Operation.Index;
        var target = _isBuiltIn ? _targets[index] ??= Resolve(context.Operation) : Resolve(context.Operation);

        context.HttpRequest.Uri = target.Uri;
        context.Endpoint = target.Endpoint;
        if (target.Endpoint.Headers is { } headers)
        {
            EndpointHeaders.Apply(headers, context.HttpRequest.Headers);
        }

        return next.InvokeAsync(context);
    }

    private Target Resolve(Operation operation)
    {
        var endpoint = config.EndpointProvider.Resolve(_parameters)
            ?? throw new EndpointResolutionException($"{config.EndpointProvider.GetType().Name} returned no endpoint.");
        return new Target(endpoint, EndpointUri.Combine(endpoint.Url, operation));
    }

    private sealed record Target(ResolvedEndpoint Endpoint, Uri Uri);
}
