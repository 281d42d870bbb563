using SsoOidc.LocalServer.Wire;

namespace SsoOidc.LocalServer.Operations;

/// <summary>The faults that CreateToken and CreateTokenWithIAM share.</summary>
internal static class GrantFaults
{
    public static Fault AuthorizationCodeNotOffered() =>
        Fault.UnsupportedGrantType("This local server does not offer the authorization_code grant yet.");

    public static Fault Unknown(IEnumerable<string> known) =>
        Fault.UnsupportedGrantType($"grantType must be one of: {string.Join(", ", known)}.");

    public static Fault InvalidRefreshToken() => Fault.InvalidGrant("Invalid refresh token provided");
}
