namespace SsoOidc.LocalServer.State;

/// <summary>What the vault hands out once; it keeps only fingerprints of it.</summary>
internal sealed class IssuedTokens
{
    public required string AccessToken { get; init; }

    public required int ExpiresIn { get; init; }

    public string? RefreshToken { get; init; }

    public required SignInSession Session { get; init; }
}
