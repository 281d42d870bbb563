using SsoOidc.Shapes;

namespace SsoOidc;

/// <summary>The request of CreateTokenWithIAM, the one operation that is signed. Equal when all members are equal; printed with its secrets hidden.</summary>
public sealed class CreateTokenWithIamRequest
{
    internal static readonly StructureShape<CreateTokenWithIamRequest> Table = new(
        "CreateTokenWithIAMRequest",
        static () => new(),
        new StringMember<CreateTokenWithIamRequest>("clientId", "ClientId", static o => o.ClientId, static (o, v) => o.ClientId = v, required: true),
        new StringMember<CreateTokenWithIamRequest>("grantType", "GrantType", static o => o.GrantType, static (o, v) => o.GrantType = v, required: true),
        new StringMember<CreateTokenWithIamRequest>("code", "AuthCode", static o => o.Code, static (o, v) => o.Code = v, secrecy: Secrecy.SecretInPractice),
        new StringMember<CreateTokenWithIamRequest>("refreshToken", "RefreshToken", static o => o.RefreshToken, static (o, v) => o.RefreshToken = v, secrecy: Secrecy.Sensitive),
        new StringMember<CreateTokenWithIamRequest>("assertion", "Assertion", static o => o.Assertion, static (o, v) => o.Assertion = v, secrecy: Secrecy.Sensitive),
        new StringListMember<CreateTokenWithIamRequest>("scope", "Scopes", static o => o.Scope!, static (o, v) => o.Scope = v!),
        new StringMember<CreateTokenWithIamRequest>("redirectUri", "URI", static o => o.RedirectUri, static (o, v) => o.RedirectUri = v, secrecy: Secrecy.Url),
        new StringMember<CreateTokenWithIamRequest>("subjectToken", "SubjectToken", static o => o.SubjectToken, static (o, v) => o.SubjectToken = v, secrecy: Secrecy.Sensitive),
        new StringMember<CreateTokenWithIamRequest>("subjectTokenType", "TokenTypeURI", static o => o.SubjectTokenType, static (o, v) => o.SubjectTokenType = v),
        new StringMember<CreateTokenWithIamRequest>("requestedTokenType", "TokenTypeURI", static o => o.RequestedTokenType, static (o, v) => o.RequestedTokenType = v),
        new StringMember<CreateTokenWithIamRequest>("codeVerifier", "CodeVerifier", static o => o.CodeVerifier, static (o, v) => o.CodeVerifier = v, secrecy: Secrecy.Sensitive));

    /// <summary>Gets or sets the ARN of the Identity Center application. Required.</summary>
    public string? ClientId { get; set; }

    /// <summary>Gets or sets the OAuth 2.0 grant type, one of <see cref="GrantTypes"/>: <see cref="GrantTypes.AuthorizationCode"/>, <see cref="GrantTypes.RefreshToken"/>, <see cref="GrantTypes.JwtBearer"/> or <see cref="GrantTypes.TokenExchange"/>. Required.</summary>
    public string? GrantType { get; set; }

    /// <summary>Gets or sets the authorization code of the redirect (RFC 6749 section 4.1.2); only for <see cref="GrantTypes.AuthorizationCode"/>. Never printed.</summary>
    public string? Code { get; set; }

    /// <summary>Gets or sets the refresh token of an earlier answer (RFC 6749 section 6); only for <see cref="GrantTypes.RefreshToken"/>. Sensitive.</summary>
    public string? RefreshToken { get; set; }

    /// <summary>Gets or sets the JSON Web Token of a trusted issuer (RFC 7523 section 2.1); only for <see cref="GrantTypes.JwtBearer"/>. Sensitive.</summary>
    public string? Assertion { get; set; }

    /// <summary>Gets or sets the scopes asked for; the application's own where none are given.</summary>
    public IList<string>? Scope { get; set; }

    /// <summary>Gets or sets the redirect URI, exactly as it was sent to the authorization endpoint, port included; only for <see cref="GrantTypes.AuthorizationCode"/>.</summary>
    public string? RedirectUri { get; set; }

    /// <summary>Gets or sets the token to exchange (RFC 8693 section 2.1), an access token of this service; only for <see cref="GrantTypes.TokenExchange"/>. Sensitive.</summary>
    public string? SubjectToken { get; set; }

    /// <summary>Gets or sets the type of <see cref="SubjectToken"/>: <see cref="TokenTypes.AccessToken"/>.</summary>
    public string? SubjectTokenType { get; set; }

    /// <summary>Gets or sets the type of token asked for: <see cref="TokenTypes.AccessToken"/> or <see cref="TokenTypes.RefreshToken"/>.</summary>
    public string? RequestedTokenType { get; set; }

    /// <summary>Gets or sets the PKCE code verifier (RFC 7636 section 4.1); only for <see cref="GrantTypes.AuthorizationCode"/>. Sensitive.</summary>
    public string? CodeVerifier { get; set; }

    /// <summary>Makes the request that redeems an authorization code, with its PKCE verifier where one was used.</summary>
    public static CreateTokenWithIamRequest ForAuthorizationCode(
        string applicationArn, string code, string redirectUri, string? codeVerifier = null) => new()
        {
            ClientId = applicationArn,
            GrantType = GrantTypes.AuthorizationCode,
            Code = code,
            RedirectUri = redirectUri,
            CodeVerifier = codeVerifier,
        };

    /// <summary>Makes the request that refreshes an access token (RFC 6749 section 6).</summary>
    public static CreateTokenWithIamRequest ForRefreshToken(string applicationArn, string refreshToken) => new()
    {
        ClientId = applicationArn, GrantType = GrantTypes.RefreshToken, RefreshToken = refreshToken,
    };

    /// <summary>Makes the request that trades the JSON Web Token of a trusted issuer for a token (RFC 7523 section 2.1).</summary>
    public static CreateTokenWithIamRequest ForJwtBearer(string applicationArn, string assertion) => new()
    {
        ClientId = applicationArn, GrantType = GrantTypes.JwtBearer, Assertion = assertion,
    };

    /// <summary>Makes the request that exchanges an access token for another token (RFC 8693 section 2.1).</summary>
    /// <param name="applicationArn">The ARN of the Identity Center application.</param>
    /// <param name="subjectToken">The access token to exchange.</param>
    /// <param name="requestedTokenType">One of <see cref="TokenTypes"/>; an access token where null.</param>
    public static CreateTokenWithIamRequest ForTokenExchange(
        string applicationArn, string subjectToken, string? requestedTokenType = null) => new()
        {
            ClientId = applicationArn,
            GrantType = GrantTypes.TokenExchange,
            SubjectToken = subjectToken,
            SubjectTokenType = TokenTypes.AccessToken,
            RequestedTokenType = requestedTokenType,
        };

    /// <summary>Returns whether all members are equal.</summary>
    public override bool Equals(object? obj) => obj is CreateTokenWithIamRequest other && Table.ValueEquals(this, other);

    /// <summary>Returns a hash of all members; it changes when a member changes.</summary>
    public override int GetHashCode() => Table.GetHashCode(this);

    /// <summary>Returns the members that are set, secrets hidden.</summary>
    public override string ToString() => Table.Print(this);
}

/// <summary>The answer of CreateTokenWithIAM. Equal when all members are equal; printed with its secrets hidden.</summary>
public sealed class CreateTokenWithIamResponse : SsoOidcResponse
{
    internal static readonly StructureShape<CreateTokenWithIamResponse> Table = new(
        "CreateTokenWithIAMResponse",
        static () => new(),
        new StringMember<CreateTokenWithIamResponse>("accessToken", "AccessToken", static o => o.AccessToken, static (o, v) => o.AccessToken = v, secrecy: Secrecy.Sensitive),
        new StringMember<CreateTokenWithIamResponse>("tokenType", "TokenType", static o => o.TokenType, static (o, v) => o.TokenType = v, known: "Bearer"),
        new IntegerMember<CreateTokenWithIamResponse>("expiresIn", "ExpirationInSeconds", static o => o.ExpiresIn, static (o, v) => o.ExpiresIn = v),
        new StringMember<CreateTokenWithIamResponse>("refreshToken", "RefreshToken", static o => o.RefreshToken, static (o, v) => o.RefreshToken = v, secrecy: Secrecy.Sensitive),
        new StringMember<CreateTokenWithIamResponse>("idToken", "IdToken", static o => o.IdToken, static (o, v) => o.IdToken = v, secrecy: Secrecy.Sensitive),
        new StringMember<CreateTokenWithIamResponse>("issuedTokenType", "TokenTypeURI", static o => o.IssuedTokenType, static (o, v) => o.IssuedTokenType = v, known: TokenTypes.AccessToken),
        new StringListMember<CreateTokenWithIamResponse>("scope", "Scopes", static o => o.Scope, static (o, v) => o.Scope = v),
        new StructureMember<CreateTokenWithIamResponse, AwsAdditionalDetails>("awsAdditionalDetails", static () => AwsAdditionalDetails.Table, static o => o.AwsAdditionalDetails, static (o, v) => o.AwsAdditionalDetails = v));

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

    /// <summary>Gets or sets the type of the token that was issued, one of <see cref="TokenTypes"/>.</summary>
    public string? IssuedTokenType { get; set; }

    /// <summary>Gets or sets the scopes granted. A null that the server sends inside the list is kept.</summary>
    public IList<string?>? Scope { get; set; }

    /// <summary>Gets or sets what AWS adds to the token: the identity context for identity-enhanced sessions.</summary>
    public AwsAdditionalDetails? AwsAdditionalDetails { get; set; }

    /// <summary>Returns whether all members are equal.</summary>
    public override bool Equals(object? obj) => obj is CreateTokenWithIamResponse other && Table.ValueEquals(this, other);

    /// <summary>Returns a hash of all members; it changes when a member changes.</summary>
    public override int GetHashCode() => Table.GetHashCode(this);

    /// <summary>Returns the members that are set, secrets hidden.</summary>
    public override string ToString() => Table.Print(this);
}

/// <summary>What AWS adds to a token of CreateTokenWithIAM. Equal when all members are equal; printed with its secrets hidden.</summary>
public sealed class AwsAdditionalDetails
{
    internal static readonly StructureShape<AwsAdditionalDetails> Table = new(
        "AwsAdditionalDetails",
        static () => new(),
        new StringMember<AwsAdditionalDetails>("identityContext", "IdentityContext", static o => o.IdentityContext, static (o, v) => o.IdentityContext = v, secrecy: Secrecy.SecretInPractice));

    /// <summary>Gets or sets the signed identity context, to pass to STS AssumeRole as a provided context. Never printed.</summary>
    public string? IdentityContext { get; set; }

    /// <summary>Returns whether all members are equal.</summary>
    public override bool Equals(object? obj) => obj is AwsAdditionalDetails other && Table.ValueEquals(this, other);

    /// <summary>Returns a hash of all members; it changes when a member changes.</summary>
    public override int GetHashCode() => Table.GetHashCode(this);

    /// <summary>Returns the members that are set, secrets hidden.</summary>
    public override string ToString() => Table.Print(this);
}
