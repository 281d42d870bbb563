namespace SsoOidc.Model;

/// <summary>The modelled errors, and the OAuth 2.0 error codes that stand for them.</summary>
internal static class ErrorTable
{
    public static readonly ErrorShape InvalidRequest =
        new("InvalidRequestException", 400, "invalid_request", static d => new InvalidRequestException(d), ErrorBody.ErrorRow, ErrorBody.ErrorDescriptionRow, ErrorBody.ReasonRow);

    public static readonly ErrorShape InvalidClient =
        new("InvalidClientException", 401, "invalid_client", static d => new InvalidClientException(d), ErrorBody.ErrorRow, ErrorBody.ErrorDescriptionRow);

    public static readonly ErrorShape InvalidGrant =
        new("InvalidGrantException", 400, "invalid_grant", static d => new InvalidGrantException(d), ErrorBody.ErrorRow, ErrorBody.ErrorDescriptionRow);

    public static readonly ErrorShape UnauthorizedClient =
        new("UnauthorizedClientException", 400, "unauthorized_client", static d => new UnauthorizedClientException(d), ErrorBody.ErrorRow, ErrorBody.ErrorDescriptionRow);

    public static readonly ErrorShape UnsupportedGrantType =
        new("UnsupportedGrantTypeException", 400, "unsupported_grant_type", static d => new UnsupportedGrantTypeException(d), ErrorBody.ErrorRow, ErrorBody.ErrorDescriptionRow);

    public static readonly ErrorShape InvalidScope =
        new("InvalidScopeException", 400, "invalid_scope", static d => new InvalidScopeException(d), ErrorBody.ErrorRow, ErrorBody.ErrorDescriptionRow);

    public static readonly ErrorShape AuthorizationPending =
        new("AuthorizationPendingException", 400, "authorization_pending", static d => new AuthorizationPendingException(d), ErrorBody.ErrorRow, ErrorBody.ErrorDescriptionRow);

    public static readonly ErrorShape SlowDown =
        new("SlowDownException", 400, "slow_down", static d => new SlowDownException(d), ErrorBody.ErrorRow, ErrorBody.ErrorDescriptionRow);

    public static readonly ErrorShape AccessDenied =
        new("AccessDeniedException", 400, "access_denied", static d => new AccessDeniedException(d), ErrorBody.ErrorRow, ErrorBody.ErrorDescriptionRow, ErrorBody.ReasonRow);

    public static readonly ErrorShape ExpiredToken =
        new("ExpiredTokenException", 400, "expired_token", static d => new ExpiredTokenException(d), ErrorBody.ErrorRow, ErrorBody.ErrorDescriptionRow);

    public static readonly ErrorShape InternalServer =
        new("InternalServerException", 500, null, static d => new InternalServerException(d), ErrorBody.ErrorRow, ErrorBody.ErrorDescriptionRow);

    public static readonly ErrorShape InvalidRequestRegion =
        new("InvalidRequestRegionException", 400, null, static d => new InvalidRequestRegionException(d), ErrorBody.ErrorRow, ErrorBody.ErrorDescriptionRow, ErrorBody.EndpointRow, ErrorBody.RegionRow);

    public static readonly ErrorShape InvalidClientMetadata =
        new("InvalidClientMetadataException", 400, "invalid_client_metadata", static d => new InvalidClientMetadataException(d), ErrorBody.ErrorRow, ErrorBody.ErrorDescriptionRow);

    public static readonly ErrorShape InvalidRedirectUri =
        new("InvalidRedirectUriException", 400, "invalid_redirect_uri", static d => new InvalidRedirectUriException(d), ErrorBody.ErrorRow, ErrorBody.ErrorDescriptionRow);

    public static readonly ErrorShape[] All =
    [
        InvalidRequest,
        InvalidClient,
        InvalidGrant,
        UnauthorizedClient,
        UnsupportedGrantType,
        InvalidScope,
        AuthorizationPending,
        SlowDown,
        AccessDenied,
        ExpiredToken,
        InternalServer,
        InvalidRequestRegion,
        InvalidClientMetadata,
        InvalidRedirectUri,
    ];

    private static readonly Dictionary<string, ErrorShape> ByCodeTable = All.ToDictionary(static e => e.Code, StringComparer.Ordinal);

    public static ErrorShape? ByCode(string code) => ByCodeTable.GetValueOrDefault(code);

    /// <summary>The code that an OAuth 2.0 <c>error</c> stands for; null where it stands for none.</summary>
    public static string? CodeOfOAuthError(string? error) => error switch
    {
        null => null,
        "server_error" or "temporarily_unavailable" => InternalServer.Code,
        _ => Array.Find(All, shape => shape.OAuthError == error)?.Code,
    };
}
