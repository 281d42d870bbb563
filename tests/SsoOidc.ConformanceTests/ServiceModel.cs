namespace SsoOidc.ConformanceTests;

/// <summary>
/// What the service model says of responses and errors, written down once more, so that expectations do not come from the
/// tables of the library under test.
/// </summary>
internal static class ServiceModel
{
    private static readonly Dictionary<string, MemberType> Token = new(StringComparer.Ordinal)
    {
        ["accessToken"] = MemberType.Text,
        ["tokenType"] = MemberType.Text,
        ["expiresIn"] = MemberType.Int32,
        ["refreshToken"] = MemberType.Text,
        ["idToken"] = MemberType.Text,
    };

    private static readonly string[] OAuthMembers = ["error", "error_description"];

    private static readonly string[] TokenErrors =
    [
        "AccessDeniedException", "AuthorizationPendingException", "ExpiredTokenException", "InternalServerException",
        "InvalidClientException", "InvalidGrantException", "InvalidRequestException", "InvalidScopeException", "SlowDownException",
        "UnauthorizedClientException", "UnsupportedGrantTypeException",
    ];

    /// <summary>Nested structures by member name.</summary>
    public static Dictionary<string, Dictionary<string, MemberType>> Nested { get; } = new(StringComparer.Ordinal)
    {
        ["awsAdditionalDetails"] = new(StringComparer.Ordinal) { ["identityContext"] = MemberType.Text },
    };

    /// <summary>Response members by operation.</summary>
    public static Dictionary<string, Dictionary<string, MemberType>> Responses { get; } = new(StringComparer.Ordinal)
    {
        ["CreateToken"] = Token,
        ["CreateTokenWithIAM"] = new(Token, StringComparer.Ordinal)
        {
            ["issuedTokenType"] = MemberType.Text,
            ["scope"] = MemberType.TextList,
            ["awsAdditionalDetails"] = MemberType.Structure,
        },
        ["RegisterClient"] = new(StringComparer.Ordinal)
        {
            ["clientId"] = MemberType.Text,
            ["clientSecret"] = MemberType.Text,
            ["clientIdIssuedAt"] = MemberType.Int64,
            ["clientSecretExpiresAt"] = MemberType.Int64,
            ["authorizationEndpoint"] = MemberType.Text,
            ["tokenEndpoint"] = MemberType.Text,
        },
        ["StartDeviceAuthorization"] = new(StringComparer.Ordinal)
        {
            ["deviceCode"] = MemberType.Text,
            ["userCode"] = MemberType.Text,
            ["verificationUri"] = MemberType.Text,
            ["verificationUriComplete"] = MemberType.Text,
            ["expiresIn"] = MemberType.Int32,
            ["interval"] = MemberType.Int32,
        },
    };

    /// <summary>Members of the modelled errors by class, newer ones included.</summary>
    public static Dictionary<string, string[]> Errors { get; } = new(StringComparer.Ordinal)
    {
        ["AccessDeniedException"] = [.. OAuthMembers, "reason"],
        ["AuthorizationPendingException"] = OAuthMembers,
        ["ExpiredTokenException"] = OAuthMembers,
        ["InternalServerException"] = OAuthMembers,
        ["InvalidClientException"] = OAuthMembers,
        ["InvalidClientMetadataException"] = OAuthMembers,
        ["InvalidGrantException"] = OAuthMembers,
        ["InvalidRedirectUriException"] = OAuthMembers,
        ["InvalidRequestException"] = [.. OAuthMembers, "reason"],
        ["InvalidRequestRegionException"] = [.. OAuthMembers, "endpoint", "region"],
        ["InvalidScopeException"] = OAuthMembers,
        ["SlowDownException"] = OAuthMembers,
        ["UnauthorizedClientException"] = OAuthMembers,
        ["UnsupportedGrantTypeException"] = OAuthMembers,
    };

    /// <summary>The errors that the reference's older model lists for each operation.</summary>
    public static Dictionary<string, string[]> ReferenceErrors { get; } = new(StringComparer.Ordinal)
    {
        ["CreateToken"] = TokenErrors,
        ["CreateTokenWithIAM"] = [.. TokenErrors, "InvalidRequestRegionException"],
        ["RegisterClient"] =
        [
            "InternalServerException", "InvalidClientMetadataException", "InvalidRedirectUriException", "InvalidRequestException",
            "InvalidScopeException", "UnsupportedGrantTypeException",
        ],
        ["StartDeviceAuthorization"] =
        [
            "InternalServerException", "InvalidClientException", "InvalidRequestException", "SlowDownException",
            "UnauthorizedClientException",
        ],
    };

    /// <summary>Error members that the older model of the reference does not have.</summary>
    public static string[] NewerErrorMembers { get; } = ["reason"];

    /// <summary>OAuth 2.0 error codes (RFC 6749, 7591, 8628) by the error that stands for them.</summary>
    public static Dictionary<string, string> OAuthCodes { get; } = new(StringComparer.Ordinal)
    {
        ["authorization_pending"] = "AuthorizationPendingException",
        ["slow_down"] = "SlowDownException",
        ["expired_token"] = "ExpiredTokenException",
        ["access_denied"] = "AccessDeniedException",
        ["invalid_grant"] = "InvalidGrantException",
        ["invalid_client"] = "InvalidClientException",
        ["invalid_request"] = "InvalidRequestException",
        ["invalid_scope"] = "InvalidScopeException",
        ["unauthorized_client"] = "UnauthorizedClientException",
        ["unsupported_grant_type"] = "UnsupportedGrantTypeException",
        ["invalid_client_metadata"] = "InvalidClientMetadataException",
        ["invalid_redirect_uri"] = "InvalidRedirectUriException",
        ["server_error"] = "InternalServerException",
        ["temporarily_unavailable"] = "InternalServerException",
    };
}

/// <summary>The type of a response member.</summary>
internal enum MemberType
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A list of strings.</summary>
    TextList,

    /// <summary>An integer of 32 bits.</summary>
    Int32,

    /// <summary>An integer of 64 bits.</summary>
    Int64,

    /// <summary>A structure.</summary>
    Structure,
}
