using SsoOidc.LocalServer.Settings;

namespace SsoOidc.LocalServer.State;

/// <summary>
/// Issues and finds tokens. Refresh tokens rotate: each use gives a new one, and the one before stays good until its
/// successor is used, so that refreshes that run side by side with the same token all succeed.
/// </summary>
internal sealed class TokenVault(ServerSettings settings)
{
    private readonly ExpiringStore<SignInSession> _accessTokens = new(settings.Clock, Capacity.AccessTokens);
    private readonly ExpiringStore<RefreshEntry> _refreshTokens = new(settings.Clock, Capacity.RefreshTokens);

    /// <summary>Starts a session and issues its first tokens.</summary>
    public IssuedTokens SignIn(string clientId, IReadOnlyList<string> scopes, bool refreshable)
    {
        var session = new SignInSession { ClientId = clientId, Scopes = scopes, EndsAt = settings.Clock.GetUtcNow() + settings.SessionLifetime };
        return Issue(session, refreshable, predecessor: null);
    }

    /// <summary>Finds the session of a refresh token of this client; null when there is none or it is over.</summary>
    public SignInSession? FindRefreshable(string refreshToken, string clientId) =>
        _refreshTokens.Find(Secret.Key(refreshToken))?.Session is { } session && session.ClientId == clientId ? session : null;

    /// <summary>Issues the next tokens of the session of a refresh token that <see cref="FindRefreshable"/> has found.</summary>
    public IssuedTokens? Refresh(string refreshToken)
    {
        var key = Secret.Key(refreshToken);
        if (_refreshTokens.Find(key) is not { } entry)
        {
            return null;
        }

        if (entry.Predecessor is { } predecessor)
        {
            _refreshTokens.Remove(predecessor);
        }

        return Issue(entry.Session, refreshable: true, predecessor: key);
    }

    public SignInSession? FindByAccessToken(string accessToken) => _accessTokens.Find(Secret.Key(accessToken));

    private IssuedTokens Issue(SignInSession session, bool refreshable, string? predecessor)
    {
        var now = settings.Clock.GetUtcNow();
        var accessToken = Secret.Create("aoa");
        var remaining = session.EndsAt - now;
        var lifetime = session.Scopes.Count > 0 && settings.AccessTokenLifetime < remaining ? settings.AccessTokenLifetime : remaining;
        _accessTokens.Add(Secret.Key(accessToken), session, now + lifetime);

        string? refreshToken = null;
        if (refreshable)
        {
            refreshToken = Secret.Create("aor");
            _refreshTokens.Add(Secret.Key(refreshToken), new RefreshEntry(session, predecessor), session.EndsAt);
        }

        return new IssuedTokens
        {
            AccessToken = accessToken,
            ExpiresIn = Math.Max(1, (int)lifetime.TotalSeconds),
            RefreshToken = refreshToken,
            Session = session,
        };
    }

    private sealed record RefreshEntry(SignInSession Session, string? Predecessor);
}
