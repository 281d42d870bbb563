namespace SsoOidc.LocalServer.Wire;

/// <summary>An error answer of the service: thrown by whoever finds the fault, written in one place.</summary>
internal sealed class Fault : Exception
{
    private Fault(int status, string errorType, FaultBody body)
        : base(body.ErrorDescription ?? body.Message ?? errorType)
    {
        Status = status;
        ErrorType = errorType;
        Body = body;
    }

    public int Status { get; }

    public string ErrorType { get; }

    public FaultBody Body { get; }

    public static Fault InvalidRequest(string why) => OAuth(400, "InvalidRequestException", "invalid_request", why);

    public static Fault InvalidClient(string why) => OAuth(401, "InvalidClientException", "invalid_client", why);

    public static Fault InvalidClientMetadata(string why) =>
        OAuth(400, "InvalidClientMetadataException", "invalid_client_metadata", why);

    public static Fault InvalidRedirectUri(string why) => OAuth(400, "InvalidRedirectUriException", "invalid_redirect_uri", why);

    public static Fault InvalidScope(string why) => OAuth(400, "InvalidScopeException", "invalid_scope", why);

    public static Fault InvalidGrant(string why) => OAuth(400, "InvalidGrantException", "invalid_grant", why);

    public static Fault UnauthorizedClient(string why) => OAuth(400, "UnauthorizedClientException", "unauthorized_client", why);

    public static Fault UnsupportedGrantType(string why) => OAuth(400, "UnsupportedGrantTypeException", "unsupported_grant_type", why);

    public static Fault AuthorizationPending() =>
        OAuth(400, "AuthorizationPendingException", "authorization_pending", "Authorization is still pending");

    public static Fault SlowDown() =>
        OAuth(400, "SlowDownException", "slow_down", "Asked again before the interval was over. The interval is now 5 seconds longer.");

    public static Fault AccessDenied() => OAuth(400, "AccessDeniedException", "access_denied", "The user denied the request");

    public static Fault ExpiredToken() => OAuth(400, "ExpiredTokenException", "expired_token", "The device code has expired");

    public static Fault InternalServer() => OAuth(500, "InternalServerException", "server_error", "The local server failed; its log says why.");

    public static Fault WrongRegion(string region, Uri endpoint) => new(400, "InvalidRequestRegionException", new FaultBody
    {
        Error = "invalid_request",
        ErrorDescription = $"The request was signed for another region; this server is in {region}.",
        Region = region,
        Endpoint = endpoint.AbsoluteUri,
    });

    public static Fault MissingAuthentication() =>
        Plain(403, "MissingAuthenticationTokenException", "Missing Authentication Token");

    public static Fault IncompleteSignature(string why) => Plain(403, "IncompleteSignatureException", why);

    public static Fault UnrecognizedClient() =>
        Plain(403, "UnrecognizedClientException", "The security token included in the request is invalid.");

    public static Fault InvalidSignature(string why) => Plain(403, "InvalidSignatureException", why);

    public static Fault ForeignRequest(string why) => Plain(403, "AccessDeniedException", why);

    public static Fault BodyTooLarge() => Plain(413, "RequestEntityTooLargeException", "Request body must be less than 1 MB");

    public static Fault BadHttp(int status, string why) => Plain(status, "InvalidRequestException", why);

    public static Fault UnknownOperation(string why) => Plain(404, "UnknownOperationException", why);

    public static Fault MethodNotAllowed(string why) => Plain(405, "UnknownOperationException", why);

    private static Fault OAuth(int status, string errorType, string error, string why) =>
        new(status, errorType, new FaultBody { Error = error, ErrorDescription = why });

    private static Fault Plain(int status, string errorType, string why) => new(status, errorType, new FaultBody { Message = why });
}
