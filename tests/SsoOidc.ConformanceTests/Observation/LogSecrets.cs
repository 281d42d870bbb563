using System.Text.RegularExpressions;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Observation;

/// <summary>What is hidden in a log line by row 10, found in the recorded line and the inputs.</summary>
internal static partial class LogSecrets
{
    public const string Filtered = "[FILTERED]";

    // Written down once more: what the design calls a secret.
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "clientSecret", "refreshToken", "codeVerifier", "assertion", "subjectToken", "accessToken", "idToken", "code", "deviceCode", "userCode", "identityContext",
    };

    private static readonly HashSet<string> SnakeNames =
        new(Names.Select(static name => Stubs.RubyText.Snake(name)), StringComparer.Ordinal);

    public static bool IsSecret(string wireName) => Names.Contains(wireName);

    /// <summary>The recorded line with the secrets hidden, names and escapes still the reference's.</summary>
    public static string Hide(GoldenCase golden, string recorded)
    {
        string text = Member().Replace(recorded, static match => SnakeNames.Contains(match.Groups["name"].Value) ? $"{match.Groups["name"].Value}:\"{Filtered}\"" : match.Value);
        if (golden.OptionalObject("formatter")?["pattern"]?.GetValue<string>() is { } pattern && pattern.Contains("_body", StringComparison.Ordinal))
        {
            text = LogBodies.Hide(golden, pattern, text);
        }

        return UserInfo().Replace(text, "$1" + Filtered + "@");
    }

    [GeneratedRegex("""(?<![\w])(?<name>[a-z_]+):(?:"(?:[^"\\]|\\.)*"|#<String "(?:[^"\\]|\\.)*" \.\.\. \(\d+ bytes\)>|nil)""", RegexOptions.Singleline)]
    private static partial Regex Member();

    [GeneratedRegex("""(://)[^"/@\s]*@""")]
    private static partial Regex UserInfo();
}
