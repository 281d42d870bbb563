namespace SsoOidc.LocalServer.State;

/// <summary>What one sign-in allowed: every token of it belongs to the same client, carries the same scopes and ends with it.</summary>
internal sealed class SignInSession
{
    public required string ClientId { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required DateTimeOffset EndsAt { get; init; }
}
