using SsoOidc.Model;

namespace SsoOidc.Options;

/// <summary>The rows of <see cref="EndpointOptions"/>.</summary>
internal static class EndpointRows
{
    private static readonly Func<string, object?> OnlyTrue = static text => text == "true";

    private static readonly Func<object, bool> ScopePart = static value =>
        value is string { Length: > 0 } text && OptionChecks.IsHeaderText(text) && text.AsSpan().IndexOfAny("/, ") < 0;

    public static readonly OptionRow EndpointUrl = new(OptionGroups.Endpoint, "Url")
    {
        ReferenceName = "endpoint",
        Environment = ["AWS_ENDPOINT_URL_SSO_OIDC", "AWS_ENDPOINT_URL"],
        FileKey = "endpoint_url",
        Text = OptionText.Verbatim,
        Accepts = "an absolute http or https URL",
        IsAccepted = static value => HttpUrl.IsAccepted((string)value),
        Display = OptionDisplay.Url,
    };

    public static readonly OptionRow IgnoreConfiguredUrls = new(OptionGroups.Endpoint, "IgnoreConfiguredUrls", false)
    {
        ReferenceName = "ignore_configured_endpoint_urls",
        Environment = ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"],
        FileKey = "ignore_configured_endpoint_urls",
        Text = OptionText.Boolean,
        ParseSource = static text => text.Equals("true", StringComparison.OrdinalIgnoreCase),
    };

    public static readonly OptionRow UseFips = new(OptionGroups.Endpoint, "UseFips", false)
    {
        ReferenceName = "use_fips_endpoint",
        Environment = ["AWS_USE_FIPS_ENDPOINT"],
        FileKey = "use_fips_endpoint",
        Text = OptionText.Boolean,
        ParseSource = OnlyTrue,
    };

    public static readonly OptionRow UseDualStack = new(OptionGroups.Endpoint, "UseDualStack", false)
    {
        ReferenceName = "use_dualstack_endpoint",
        Environment = ["AWS_USE_DUALSTACK_ENDPOINT"],
        FileKey = "use_dualstack_endpoint",
        Text = OptionText.Boolean,
        ParseSource = OnlyTrue,
    };

    public static readonly OptionRow EndpointProvider = new(OptionGroups.Endpoint, "Provider", SsoOidc.EndpointProvider.BuiltIn)
    {
        ReferenceName = "endpoint_provider",
    };

    public static readonly OptionRow SigningName = new(OptionGroups.Endpoint, "SigningName")
    {
        ReferenceName = "sigv4_name",
        Text = OptionText.Verbatim,
        Accepts = "a service name such as sso-oauth, of printable ASCII characters without slashes, commas and blanks",
        IsAccepted = ScopePart,
    };

    public static readonly OptionRow SigningRegion = new(OptionGroups.Endpoint, "SigningRegion")
    {
        ReferenceName = "sigv4_region",
        Text = OptionText.Verbatim,
        Accepts = "a region such as us-west-2, of printable ASCII characters without slashes, commas and blanks",
        IsAccepted = ScopePart,
    };

    public static readonly OptionRow SigningRegionSet = new(OptionGroups.Endpoint, "SigningRegionSet")
    {
        ReferenceName = "sigv4a_signing_region_set",
        Environment = ["AWS_SIGV4A_SIGNING_REGION_SET"],
        FileKey = "sigv4a_signing_region_set",
        Text = OptionText.List,
        ParseSource = static text => text.Split(','),
        Accepts = "a list with at least one region, or *, of printable ASCII characters",
        Normalize = OptionChecks.WithoutBlanks,
        IsAccepted = static value => value is string[] { Length: > 0 } regions && regions.All(OptionChecks.IsHeaderText),
    };

    public static readonly OptionRow UnsignedOperations = new(OptionGroups.Endpoint, "UnsignedOperations", Array.Empty<string>())
    {
        ReferenceName = "unsigned_operations",
        Text = OptionText.List,
        Accepts = "a list of CreateToken, CreateTokenWithIAM, RegisterClient and StartDeviceAuthorization",
        Normalize = OptionChecks.WithoutBlanks,
        IsAccepted = static value => Array.TrueForAll((string[])value, static name => Array.IndexOf(OperationNames.All, name) >= 0),
    };

    public static readonly OptionRow DisableHostPrefixInjection = new(OptionGroups.Endpoint, "DisableHostPrefixInjection", false)
    {
        ReferenceName = "disable_host_prefix_injection",
        Text = OptionText.Boolean,
    };
}
