using System.Text.RegularExpressions;

namespace SsoOidc.LocalServer.Operations;

/// <summary>Recognises application ARNs, the client ids of CreateTokenWithIAM.</summary>
internal static partial class ApplicationArn
{
    public static bool IsOne(string clientId) => clientId.Length <= 1224 && Pattern().IsMatch(clientId);

    [GeneratedRegex(@"^arn:aws[a-z-]*:sso:[a-z0-9-]*:[0-9]*:application(/[A-Za-z0-9._-]+)+\z")]
    private static partial Regex Pattern();
}
