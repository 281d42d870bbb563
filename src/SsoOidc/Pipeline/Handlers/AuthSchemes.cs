namespace SsoOidc.Pipeline.Handlers;

/// <summary>Which way of authorizing a request is used: the first of the endpoint's that the client knows, else the operation's.</summary>
internal static class AuthSchemes
{
    public const string SigV4 = "sigv4";
    public const string SigV4a = "sigv4a";
    public const string Bearer = "bearer";
    public const string None = "none";

    private static readonly string[] Known = [SigV4, SigV4a, Bearer, None];
    private static readonly EndpointAuthScheme Signed = new(SigV4);
    private static readonly EndpointAuthScheme Unsigned = new(None);

    /// <exception cref="EndpointResolutionException">The endpoint offers only schemes that the client does not know.</exception>
    public static EndpointAuthScheme Choose(OperationContext context)
    {
        if (context.Endpoint?.AuthSchemes is not { Count: > 0 } offered)
        {
            return context.Operation.IsSigned ? Signed : Unsigned;
        }

        foreach (var scheme in offered)
        {
            if (Array.IndexOf(Known, scheme.Name) >= 0)
            {
                ThrowIfInvalid(scheme.SigningName, nameof(scheme.SigningName));
                ThrowIfInvalid(scheme.SigningRegion, nameof(scheme.SigningRegion));
                foreach (string region in scheme.SigningRegionSet ?? [])
                {
                    ThrowIfInvalid(region, nameof(scheme.SigningRegionSet));
                }

                return scheme;
            }
        }

        throw new EndpointResolutionException(
            $"No supported auth scheme for this endpoint: it offers {string.Join(", ", offered.Select(static s => Shapes.Text.ForDisplay(s.Name)))}; supported are {string.Join(", ", Known)}.");
    }

    /// <summary>Whether the scheme that is used, or would be, is SigV4a.</summary>
    public static bool IsSigV4a(OperationContext context) => context.Endpoint?.AuthSchemes is { Count: > 0 } offered && IsSigV4a(offered);

    private static bool IsSigV4a(IReadOnlyList<EndpointAuthScheme> offered)
    {
        foreach (var scheme in offered)
        {
            if (Array.IndexOf(Known, scheme.Name) >= 0)
            {
                return scheme.Name == SigV4a;
            }
        }

        return false;
    }

    // They stand in headers.
    private static void ThrowIfInvalid(string? value, string property)
    {
        if (value is not null && !Shapes.HeaderText.IsValidValue(value))
        {
            throw new EndpointResolutionException(
                $"The endpoint provider returned a {property} with a character that may not stand in a header, such as a line break.");
        }
    }
}
