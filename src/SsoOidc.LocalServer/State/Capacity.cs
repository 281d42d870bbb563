namespace SsoOidc.LocalServer.State;

/// <summary>How much the server remembers at most. Beyond it, what would expire first is forgotten.</summary>
internal static class Capacity
{
    public const int Registrations = 10_000;

    public const int DeviceCodes = 10_000;

    public const int AccessTokens = 50_000;

    public const int RefreshTokens = 50_000;

    /// <summary>Confirm pages of one device code that can be answered at the same time.</summary>
    public const int OpenForms = 8;
}
