using SsoOidc.Shapes;

namespace SsoOidc;

/// <summary>The request of CreateToken. Equal when all members are equal; printed with its secrets hidden.</summary>
public sealed class CreateTokenRequest
{
    internal static readonly StructureShape<CreateTokenRequest> Table = new(
        "CreateTokenRequest",
        static () => new(),
        new StringMember<CreateTokenRequest>("clientId", "ClientId", static o => o.ClientId, static (o, v) => o.ClientId = v, required: true),
        new StringMember<CreateTokenRequest>("clientSecret", "ClientSecret", static o => o.ClientSecret, static (o, v) => o.ClientSecret = v, required: true, secrecy: Secrecy.Sensitive),
        new StringMember<CreateTokenRequest>("grantType", "GrantType", static o => o.GrantType, static (o, v) => o.GrantType = v, required: true),
        new StringMember<CreateTokenRequest>("deviceCode", "DeviceCode", static o => o.DeviceCode, static (o, v) => o.DeviceCode = v, secrecy: Secrecy.SecretInPractice),
        new StringMember<CreateTokenRequest>("code", "AuthCode", static o => o.Code, static (o, v) => o.Code = v, secrecy: Secrecy.SecretInPractice),
        new StringMember<CreateTokenRequest>("refreshToken", "RefreshToken", static o => o.RefreshToken, static (o, v) => o.RefreshToken = v, secrecy: Secrecy.Sensitive),
        new StringListMember<CreateTokenRequest>("scope", "Scopes", static o => o.Scope!, static (o, v) => o.Scope = v!),
        new StringMember<CreateTokenRequest>("redirectUri", "URI", static o => o.RedirectUri, static (o, v) => o.RedirectUri = v, secrecy: Secrecy.Url),
        new StringMember<CreateTokenRequest>("codeVerifier", "CodeVerifier", static o => o.CodeVerifier, static (o, v) => o.CodeVerifier = v, secrecy: Secrecy.Sensitive));

    /// <summary>Gets or sets the client id that <see cref="SsoOidcClient.RegisterClientAsync(RegisterClientRequest, CancellationToken)"/> returned. Required.</summary>
    public string? ClientId { get; set; }

    /// <summary>Gets or sets the client secret that belongs to <see cref="ClientId"/>. Sensitive. Required.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Gets or sets the OAuth 2.0 grant type, one of <see cref="GrantTypes"/>: <see cref="GrantTypes.DeviceCode"/>, <see cref="GrantTypes.AuthorizationCode"/> or <see cref="GrantTypes.RefreshToken"/>. Required.</summary>
    public string? GrantType { get; set; }

    /// <summary>Gets or sets the device code of StartDeviceAuthorization (RFC 8628 section 3.4); only for <see cref="GrantTypes.DeviceCode"/>. Never printed.</summary>
    public string? DeviceCode { get; set; }

    /// <summary>Gets or sets the authorization code of the redirect (RFC 6749 section 4.1.2); only for <see cref="GrantTypes.AuthorizationCode"/>. Never printed.</summary>
    public string? Code { get; set; }

    /// <summary>Gets or sets the refresh token of an earlier answer (RFC 6749 section 6); only for <see cref="GrantTypes.RefreshToken"/>. Sensitive.</summary>
    public string? RefreshToken { get; set; }

    /// <summary>Gets or sets the scopes asked for. The service fixes scopes when a client is registered, so this has no effect on the token.</summary>
    public IList<string>? Scope { get; set; }

    /// <summary>Gets or sets the redirect URI, exactly as it was sent to the authorization endpoint, port included; only for <see cref="GrantTypes.AuthorizationCode"/>.</summary>
    public string? RedirectUri { get; set; }

    /// <summary>Gets or sets the PKCE code verifier (RFC 7636 section 4.1); only for <see cref="GrantTypes.AuthorizationCode"/>. Sensitive.</summary>
    public string? CodeVerifier { get; set; }

    /// <summary>Makes the request that polls for the token of a device authorization (RFC 8628 section 3.4).</summary>
    public static CreateTokenRequest ForDeviceCode(string clientId, string clientSecret, string deviceCode) => new()
    {
        ClientId = clientId, ClientSecret = clientSecret, GrantType = GrantTypes.DeviceCode, DeviceCode = deviceCode,
    };

    /// <summary>Makes the request that redeems an authorization code with its PKCE verifier (RFC 7636 section 4.5).</summary>
    public static CreateTokenRequest ForAuthorizationCode(
        string clientId, string clientSecret, string code, string redirectUri, string codeVerifier) => new()
        {
            ClientId = clientId,
            ClientSecret = clientSecret,
            GrantType = GrantTypes.AuthorizationCode,
            Code = code,
            RedirectUri = redirectUri,
            CodeVerifier = codeVerifier,
        };

    /// <summary>Makes the request that refreshes an access token (RFC 6749 section 6).</summary>
    public static CreateTokenRequest ForRefreshToken(string clientId, string clientSecret, string refreshToken) => new()
    {
        ClientId = clientId, ClientSecret = clientSecret, GrantType = GrantTypes.RefreshToken, RefreshToken = refreshToken,
    };

    /// <summary>Returns whether all members are equal.</summary>
    public override bool Equals(object? obj) => obj is CreateTokenRequest other && Table.ValueEquals(this, other);

    /// <summary>Returns a hash of all members; it changes when a member changes.</summary>
    public override int GetHashCode() => Table.GetHashCode(this);

    /// <summary>Returns the members that are set, secrets hidden.</summary>
    public override string ToString() => Table.Print(this);
}

/// <summary>The answer of CreateToken. Equal when all members are equal; printed with its secrets hidden.</summary>
public sealed class CreateTokenResponse : SsoOidcResponse
{
    internal static readonly StructureShape<CreateTokenResponse> Table = new(
        "CreateTokenResponse",
        static () => new(),
        new StringMember<CreateTokenResponse>("accessToken", "AccessToken", static o => o.AccessToken, static (o, v) => o.AccessToken = v, secrecy: Secrecy.Sensitive),
        new StringMember<CreateTokenResponse>("tokenType", "TokenType", static o => o.TokenType, static (o, v) => o.TokenType = v, known: "Bearer"),
        new IntegerMember<CreateTokenResponse>("expiresIn", "ExpirationInSeconds", static o => o.ExpiresIn, static (o, v) => o.ExpiresIn = v),
        new StringMember<CreateTokenResponse>("refreshToken", "RefreshToken", static o => o.RefreshToken, static (o, v) => o.RefreshToken = v, secrecy: Secrecy.Sensitive),
        new StringMember<CreateTokenResponse>("idToken", "IdToken", static o => o.IdToken, static (o, v) => o.IdToken = v, secrecy: Secrecy.Sensitive));

    /// <summary>Gets or sets the access token. Sensitive.</summary>
    public string? AccessToken { get; set; }

    /// <summary>Gets or sets how the access token is used: <c>Bearer</c> (RFC 6750).</summary>
    public string? TokenType { get; set; }

    /// <summary>Gets or sets the access token's lifetime in seconds, counted from this answer.</summary>
    public int? ExpiresIn { get; set; }

    /// <summary>Gets or sets the refresh token, where one is given: clients registered with the scope <c>sso:account:access</c> get one. Sensitive.</summary>
    public string? RefreshToken { get; set; }

    /// <summary>Gets or sets the OpenID Connect id token, where one is given. Sensitive.</summary>
    public string? IdToken { get; set; }

    /// <summary>Returns whether all members are equal.</summary>
    public override bool Equals(object? obj) => obj is CreateTokenResponse other && Table.ValueEquals(this, other);

    /// <summary>Returns a hash of all members; it changes when a member changes.</summary>
    public override int GetHashCode() => Table.GetHashCode(this);

    /// <summary>Returns the members that are set, secrets hidden.</summary>
    public override string ToString() => Table.Print(this);
}
