namespace SsoOidc;

/// <summary>Where requests go.</summary>
public sealed class EndpointOptions
{
    /// <summary>
    /// Gets or sets an endpoint to use instead of the region's: an absolute http or https URL. Its query, fragment and
    /// user-info are dropped. Environment: <c>AWS_ENDPOINT_URL_SSO_OIDC</c>, then <c>AWS_ENDPOINT_URL</c>. Default: from the
    /// region. Reference name <c>:endpoint</c>.
    /// </summary>
    public string? Url { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether endpoint URLs from the environment are ignored; never <see cref="Url"/>.
    /// Environment: <c>AWS_IGNORE_CONFIGURED_ENDPOINT_URLS</c> (only <c>true</c>, in any case, counts). Default false.
    /// Reference name <c>:ignore_configured_endpoint_urls</c>.
    /// </summary>
    public bool? IgnoreConfiguredUrls { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether FIPS endpoints are used; an error where the partition has none. Environment:
    /// <c>AWS_USE_FIPS_ENDPOINT</c> (only <c>true</c> counts). Default false. Reference name <c>:use_fips_endpoint</c>.
    /// </summary>
    public bool? UseFips { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether dual-stack endpoints are used; an error where the partition has none.
    /// Environment: <c>AWS_USE_DUALSTACK_ENDPOINT</c> (only <c>true</c> counts). Default false. Reference name
    /// <c>:use_dualstack_endpoint</c>.
    /// </summary>
    public bool? UseDualStack { get; set; }

    /// <summary>
    /// Gets or sets the rules that turn region and switches into an endpoint. Default: <see cref="EndpointProvider.BuiltIn"/>.
    /// Reference name <c>:endpoint_provider</c>.
    /// </summary>
    public EndpointProvider? Provider { get; set; }

    internal EndpointOptions Copy() => (EndpointOptions)MemberwiseClone();
}
