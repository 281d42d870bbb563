using SsoOidc.Options;

namespace SsoOidc;

/// <summary>Where requests go, and what they are signed for there.</summary>
public sealed class EndpointOptions
{
    /// <summary>
    /// Gets or sets an endpoint to use instead of the region's: an absolute http or https URL. Its query, fragment and
    /// user-info are dropped. Environment: <c>AWS_ENDPOINT_URL_SSO_OIDC</c>, then <c>AWS_ENDPOINT_URL</c>. Config file (never the
    /// credentials file): <c>sso_oidc</c> → <c>endpoint_url</c> in the section that the profile's <c>services</c> names, then
    /// <c>endpoint_url</c> of the profile. Default: from the region. Reference name <c>:endpoint</c>.
    /// </summary>
    public string? Url { get => (string?)Given[EndpointRows.EndpointUrl]; set => Given[EndpointRows.EndpointUrl] = value; }

    /// <summary>
    /// Gets or sets a value indicating whether endpoint URLs from the environment and the config file are ignored; never
    /// <see cref="Url"/>. Environment: <c>AWS_IGNORE_CONFIGURED_ENDPOINT_URLS</c>; file key
    /// <c>ignore_configured_endpoint_urls</c> (only <c>true</c>, in any case, counts in both). Default false. Reference name
    /// <c>:ignore_configured_endpoint_urls</c>.
    /// </summary>
    public bool? IgnoreConfiguredUrls
    {
        get => (bool?)Given[EndpointRows.IgnoreConfiguredUrls];
        set => Given[EndpointRows.IgnoreConfiguredUrls] = value;
    }

    /// <summary>
    /// Gets or sets a value indicating whether FIPS endpoints are used; an error where the partition has none. A legacy region
    /// name such as <c>fips-us-west-2</c> turns it on. Environment: <c>AWS_USE_FIPS_ENDPOINT</c>; file key
    /// <c>use_fips_endpoint</c> (only <c>true</c> counts in both). Default false. Reference name <c>:use_fips_endpoint</c>.
    /// </summary>
    public bool? UseFips { get => (bool?)Given[EndpointRows.UseFips]; set => Given[EndpointRows.UseFips] = value; }

    /// <summary>
    /// Gets or sets a value indicating whether dual-stack endpoints are used; an error where the partition has none.
    /// Environment: <c>AWS_USE_DUALSTACK_ENDPOINT</c>; file key <c>use_dualstack_endpoint</c> (only <c>true</c> counts in both).
    /// Default false. Reference name <c>:use_dualstack_endpoint</c>.
    /// </summary>
    public bool? UseDualStack { get => (bool?)Given[EndpointRows.UseDualStack]; set => Given[EndpointRows.UseDualStack] = value; }

    /// <summary>
    /// Gets or sets the rules that turn region and switches into an endpoint. Default: <see cref="EndpointProvider.BuiltIn"/>.
    /// Reference name <c>:endpoint_provider</c>.
    /// </summary>
    public EndpointProvider? Provider
    {
        get => (EndpointProvider?)Given[EndpointRows.EndpointProvider];
        set => Given[EndpointRows.EndpointProvider] = value;
    }

    /// <summary>
    /// Gets or sets the service name to sign with, whatever an <see cref="EndpointAuthScheme"/> says. Accepted: printable ASCII
    /// characters without slashes, commas and blanks. Default: the scheme's, else <c>sso-oauth</c>. Reference name
    /// <c>:sigv4_name</c>.
    /// </summary>
    public string? SigningName { get => (string?)Given[EndpointRows.SigningName]; set => Given[EndpointRows.SigningName] = value; }

    /// <summary>
    /// Gets or sets the region to sign with, whatever an <see cref="EndpointAuthScheme"/> says. Accepted: printable ASCII
    /// characters without slashes, commas and blanks. Default: the scheme's, else the client's. Reference name
    /// <c>:sigv4_region</c>.
    /// </summary>
    public string? SigningRegion { get => (string?)Given[EndpointRows.SigningRegion]; set => Given[EndpointRows.SigningRegion] = value; }

    /// <summary>
    /// Gets or sets the regions that a SigV4a signature is for, or <c>*</c> for all; only an endpoint provider's scheme
    /// <c>sigv4a</c> makes use of it. Blank items are dropped, and then one must be left. Environment:
    /// <c>AWS_SIGV4A_SIGNING_REGION_SET</c>; file key <c>sigv4a_signing_region_set</c> (both separated by commas). Default: the
    /// scheme's own. Reference name <c>:sigv4a_signing_region_set</c>.
    /// </summary>
    public IReadOnlyList<string>? SigningRegionSet
    {
        get => (IReadOnlyList<string>?)Given[EndpointRows.SigningRegionSet];
        set => Given[EndpointRows.SigningRegionSet] = value;
    }

    /// <summary>
    /// Gets or sets the wire names of operations, such as <c>CreateTokenWithIAM</c>, that are never signed. Default: none; the
    /// operation or its endpoint decides. Reference name <c>:unsigned_operations</c>.
    /// </summary>
    public IReadOnlyList<string>? UnsignedOperations
    {
        get => (IReadOnlyList<string>?)Given[EndpointRows.UnsignedOperations];
        set => Given[EndpointRows.UnsignedOperations] = value;
    }

    /// <summary>
    /// Gets or sets a value indicating whether host prefixes are left out. Default false. Reference name
    /// <c>:disable_host_prefix_injection</c>. Without effect: no operation of this service has a host prefix.
    /// </summary>
    public bool? DisableHostPrefixInjection
    {
        get => (bool?)Given[EndpointRows.DisableHostPrefixInjection];
        set => Given[EndpointRows.DisableHostPrefixInjection] = value;
    }

    internal GivenOptions Given { get => field ??= new(); init; }
}
