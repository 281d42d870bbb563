using System.Globalization;
using System.Text;
using SsoOidc.Shapes;

namespace SsoOidc;

/// <summary>Turns region and switches into an endpoint. Derive from it to bring rules of your own.</summary>
public abstract class EndpointProvider
{
    /// <summary>Gets the service's own rules, with the AWS partitions known to this version.</summary>
    public static EndpointProvider BuiltIn { get; } = new Endpoints.BuiltInEndpointProvider();

    /// <summary>Returns the endpoint for a call. Called on every call of a client that was given this provider.</summary>
    /// <exception cref="EndpointResolutionException">There is no endpoint for these parameters.</exception>
    public abstract ResolvedEndpoint Resolve(EndpointParameters parameters);
}

/// <summary>What an endpoint is found from.</summary>
/// <param name="Region">The region; null where none is configured.</param>
/// <param name="UseFips">Whether a FIPS endpoint is wanted.</param>
/// <param name="UseDualStack">Whether a dual-stack endpoint is wanted.</param>
/// <param name="Endpoint">The custom endpoint; null where the region decides.</param>
public sealed record EndpointParameters(string? Region, bool UseFips = false, bool UseDualStack = false, string? Endpoint = null)
{
    // A URL may hold a password.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"Region = {Region}, UseFips = {UseFips}, UseDualStack = {UseDualStack}, Endpoint = ");
        text.Append(Endpoint is null ? null : Redaction.WithoutQuery(Endpoint));
        return true;
    }
}

/// <summary>Where a request goes.</summary>
/// <param name="Url">The absolute http or https URL below which the operations lie; query, fragment and user-info are dropped.</param>
public sealed record ResolvedEndpoint(string Url)
{
    /// <summary>
    /// Gets headers to send: null items are dropped, items with a comma or a quote are quoted, several items are joined by commas.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string?>>? Headers { get; init; }

    /// <summary>
    /// Gets the auth schemes in order of preference; the first that the client supports is used, on unsigned operations too.
    /// Null or empty: the operation's own.
    /// </summary>
    public IReadOnlyList<EndpointAuthScheme>? AuthSchemes { get; init; }

    private bool PrintMembers(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"Url = {Redaction.WithoutQuery(Url)}, Headers = {Headers?.Count ?? 0}, ");
        text.Append("AuthSchemes = ").AppendJoin(", ", AuthSchemes ?? []);
        return true;
    }
}

/// <summary>How a request to an endpoint is authorized.</summary>
/// <param name="Name">The scheme: <c>sigv4</c>, <c>sigv4a</c>, <c>bearer</c> or <c>none</c>.</param>
public sealed record EndpointAuthScheme(string Name)
{
    /// <summary>Gets the service name to sign with; <c>sso-oauth</c> where null.</summary>
    public string? SigningName { get; init; }

    /// <summary>Gets the region to sign with; the client's where null.</summary>
    public string? SigningRegion { get; init; }

    /// <summary>Gets the regions that a <c>sigv4a</c> signature is for, or <c>*</c>; the client's where null or empty.</summary>
    public IReadOnlyList<string>? SigningRegionSet { get; init; }
}

/// <summary>There is no endpoint for the configuration, or the endpoint that a provider returned cannot be used.</summary>
public sealed class EndpointResolutionException : ArgumentException
{
    /// <summary>Initializes the exception.</summary>
    public EndpointResolutionException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
