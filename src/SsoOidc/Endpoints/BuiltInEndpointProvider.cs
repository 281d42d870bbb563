namespace SsoOidc.Endpoints;

/// <summary>The endpoint rules of the service.</summary>
internal sealed class BuiltInEndpointProvider : EndpointProvider
{
    public override ResolvedEndpoint Resolve(EndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Endpoint is { } custom)
        {
            return parameters switch
            {
                { UseFips: true } => throw Invalid("FIPS and custom endpoint are not supported"),
                { UseDualStack: true } => throw Invalid("Dualstack and custom endpoint are not supported"),
                _ => new ResolvedEndpoint(custom),
            };
        }

        if (parameters.Region is not { } region)
        {
            throw Invalid("Missing Region");
        }

        var partition = Partitions.Of(region);
        string suffix = parameters.UseDualStack ? partition.DualStackDnsSuffix : partition.DnsSuffix;

        // GovCloud's plain endpoints are the FIPS endpoints.
        bool fipsName = parameters.UseFips && !(partition.Id == Partitions.GovCloud && !parameters.UseDualStack);
        return new ResolvedEndpoint($"https://{(fipsName ? "oidc-fips" : "oidc")}.{region}.{suffix}");
    }

    private static EndpointResolutionException Invalid(string what) => new($"Invalid Configuration: {what}");
}
