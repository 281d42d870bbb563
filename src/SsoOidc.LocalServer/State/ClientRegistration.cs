namespace SsoOidc.LocalServer.State;

/// <summary>A registered client.</summary>
internal sealed class ClientRegistration
{
    public required string ClientId { get; init; }

    public required byte[] SecretFingerprint { get; init; }

    public required string Name { get; init; }

    /// <summary>Gets the grants the client asked for; empty when it named none, which leaves all of them open.</summary>
    public required IReadOnlyList<string> GrantTypes { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Gets a value indicating whether tokens come with a refresh token: a client without scopes gets one long access token instead.</summary>
    public bool IsRefreshable => Scopes.Count > 0 && Allows(SsoOidc.GrantTypes.RefreshToken);

    public bool Allows(string grantType) => GrantTypes.Count == 0 || GrantTypes.Contains(grantType);
}
