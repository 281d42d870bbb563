using Microsoft.AspNetCore.Http;
using SsoOidc.LocalServer.Signing;
using SsoOidc.LocalServer.State;
using SsoOidc.LocalServer.Wire;

namespace SsoOidc.LocalServer.Operations;

/// <summary>POST /token?aws_iam=t: the signature first, then the grant.</summary>
internal sealed class CreateTokenWithIam(ServerState state, SigV4Verifier verifier)
{
    private static readonly string[] DefaultScopes = ["openid", "aws", "sts:identity_context"];

    private static readonly string[] Texts =
    [
        "clientId", "grantType", "code", "refreshToken", "assertion", "redirectUri", "subjectToken", "subjectTokenType",
        "requestedTokenType", "codeVerifier",
    ];

    public async Task HandleAsync(HttpContext context)
    {
        var body = await RequestContent.ReadAsync(context).ConfigureAwait(false);
        verifier.Verify(context, body.Span);
        var request = JsonRequest.Parse(body);
        request.CheckTexts(Texts);

        var clientId = request.RequiredText("clientId");
        var grantType = request.RequiredText("grantType");
        var scopes = Scopes.Check(request.OptionalTextList("scope"), "scope");
        if (!ApplicationArn.IsOne(clientId))
        {
            throw Fault.InvalidClient("clientId must be the ARN of an application, such as arn:aws:sso::123456789012:application/ssoins-1/apl-1.");
        }

        var (issued, type) = grantType switch
        {
            GrantTypes.JwtBearer => (SignInWithAssertion(request, clientId, scopes), TokenTypes.AccessToken),
            GrantTypes.RefreshToken => (Refresh(request, clientId, scopes), TokenTypes.AccessToken),
            GrantTypes.TokenExchange => Exchange(request, clientId, scopes),
            GrantTypes.AuthorizationCode => throw GrantFaults.AuthorizationCodeNotOffered(),
            _ => throw GrantFaults.Unknown([GrantTypes.JwtBearer, GrantTypes.RefreshToken, GrantTypes.TokenExchange]),
        };
        var answer = new CreateTokenWithIamAnswer
        {
            AccessToken = issued.AccessToken,
            ExpiresIn = issued.ExpiresIn,
            RefreshToken = issued.RefreshToken,
            IssuedTokenType = type,
            Scope = grantType == GrantTypes.RefreshToken && scopes is not null ? scopes : issued.Session.Scopes,
            AwsAdditionalDetails = new AdditionalDetailsAnswer { IdentityContext = Secret.Create() },
        };
        await JsonAnswer.WriteAsync(context, answer, WireJson.Default.CreateTokenWithIamAnswer).ConfigureAwait(false);
    }

    private IssuedTokens SignInWithAssertion(JsonRequest request, string clientId, IReadOnlyList<string>? scopes)
    {
        var parts = request.RequiredText("assertion").Split('.');
        return parts.Length == 3 && parts.All(part => part.Length > 0 && IsBase64Url(part))
            ? state.Tokens.SignIn(clientId, scopes ?? DefaultScopes, refreshable: true)
            : throw Fault.InvalidGrant("assertion must be a signed JWT: three base64url parts.");
    }

    private IssuedTokens Refresh(JsonRequest request, string clientId, IReadOnlyList<string>? scopes)
    {
        var refreshToken = request.RequiredText("refreshToken");
        var session = state.Tokens.FindRefreshable(refreshToken, clientId) ?? throw GrantFaults.InvalidRefreshToken();
        if (scopes?.All(session.Scopes.Contains) == false)
        {
            throw Fault.InvalidScope("scope must not hold more than the first token was granted.");
        }

        return state.Tokens.Refresh(refreshToken) ?? throw GrantFaults.InvalidRefreshToken();
    }

    private (IssuedTokens Issued, string Type) Exchange(JsonRequest request, string clientId, IReadOnlyList<string>? scopes)
    {
        var subject = request.RequiredText("subjectToken");
        if (request.RequiredText("subjectTokenType") != TokenTypes.AccessToken)
        {
            throw Fault.InvalidRequest($"subjectTokenType must be {TokenTypes.AccessToken}.");
        }

        var requested = request.OptionalText("requestedTokenType") ?? TokenTypes.AccessToken;
        if (requested is not (TokenTypes.AccessToken or TokenTypes.RefreshToken))
        {
            throw Fault.InvalidRequest($"requestedTokenType must be {TokenTypes.AccessToken} or {TokenTypes.RefreshToken}.");
        }

        return state.Tokens.FindByAccessToken(subject) is not null
            ? (state.Tokens.SignIn(clientId, scopes ?? DefaultScopes, refreshable: requested == TokenTypes.RefreshToken), requested)
            : throw Fault.InvalidGrant("subjectToken is not an access token of this server, or it has expired.");
    }

    /// <summary>Only the letters are looked at: a server that checks no signature has no reason to decode.</summary>
    private static bool IsBase64Url(string part) => part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
