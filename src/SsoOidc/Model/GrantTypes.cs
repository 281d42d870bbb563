namespace SsoOidc;

/// <summary>The grant types of CreateToken, CreateTokenWithIAM and RegisterClient, as the service spells them.</summary>
public static class GrantTypes
{
    /// <summary>Authorization code, with PKCE for public clients (RFC 6749 section 4.1, RFC 7636).</summary>
    public const string AuthorizationCode = "authorization_code";

    /// <summary>Device code, with an underscore in its last word (RFC 8628 section 3.4).</summary>
    public const string DeviceCode = "urn:ietf:params:oauth:grant-type:device_code";

    /// <summary>Refresh token (RFC 6749 section 6).</summary>
    public const string RefreshToken = "refresh_token";

    /// <summary>JWT bearer (RFC 7523); CreateTokenWithIAM only.</summary>
    public const string JwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /// <summary>Token exchange (RFC 8693); CreateTokenWithIAM only.</summary>
    public const string TokenExchange = "urn:ietf:params:oauth:grant-type:token-exchange";
}

/// <summary>The client types of RegisterClient (RFC 6749 section 2.1).</summary>
public static class ClientTypes
{
    /// <summary>A client that cannot keep a secret; the only type the service registers.</summary>
    public const string Public = "public";
}

/// <summary>The token type URIs of CreateTokenWithIAM's token exchange (RFC 8693 section 3).</summary>
public static class TokenTypes
{
    /// <summary>An OAuth 2.0 access token.</summary>
    public const string AccessToken = "urn:ietf:params:oauth:token-type:access_token";

    /// <summary>An OAuth 2.0 refresh token.</summary>
    public const string RefreshToken = "urn:ietf:params:oauth:token-type:refresh_token";
}
