using System.Text.RegularExpressions;

namespace SsoOidc.ConformanceTests.Observation;

/// <summary>A User-Agent with the parts that name the library, its version, the system and the language replaced as in the recordings.</summary>
internal static partial class UserAgentText
{
    private const string Replacement = "{PRODUCT} ua/2.1 {API} {OS} {LANG}";

    public static string? Normalised(string? userAgent) => userAgent is null ? null : Start().Replace(userAgent, Replacement);

    [GeneratedRegex(@"^ssooidc-dotnet/\d+\.\d+\.\d+\S* ua/2\.1 api/sso_oidc#\d+\.\d+\.\d+\S* os/(linux|windows|macos|other) md/\S+ lang/dotnet#\d+\.\d+\.\d+\S*")]
    private static partial Regex Start();
}
