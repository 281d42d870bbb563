using System.Text.Json;
using System.Text.RegularExpressions;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Observation;

/// <summary>What is hidden in a log line by row 10, found in the recorded line and the inputs.</summary>
internal static partial class LogSecrets
{
    private const string Filtered = "[FILTERED]";

    // Written down once more: what the design calls a secret.
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "clientSecret", "refreshToken", "codeVerifier", "assertion", "subjectToken", "accessToken", "idToken", "code", "deviceCode", "userCode", "identityContext",
    };

    private static readonly HashSet<string> SnakeNames =
        new(Names.Select(static name => Stubs.RubyText.Snake(name)), StringComparer.Ordinal);

    /// <summary>The recorded line with the secrets hidden, names and escapes still the reference's.</summary>
    public static string Hide(GoldenCase golden, string recorded)
    {
        string text = Member().Replace(recorded, static match => SnakeNames.Contains(match.Groups["name"].Value) ? $"{match.Groups["name"].Value}:\"{Filtered}\"" : match.Value);
        if (golden.OptionalObject("formatter")?["pattern"]?.GetValue<string>() is { } pattern && pattern.Contains("_body", StringComparison.Ordinal))
        {
            text = Body().Replace(text, static match => HideInBody(match.Value));
        }

        return UserInfo().Replace(text, "$1" + Filtered + "@");
    }

    // A body stands in quotes, with Ruby's escapes.
    private static string HideInBody(string quoted)
    {
        string body = Regex.Unescape(quoted[1..^1]);
        try
        {
            if (JsonNode.Parse(body) is not JsonObject json)
            {
                return quoted;
            }

            foreach (string name in json.Select(static pair => pair.Key).Where(static name => Names.Contains(name) && name != "code").ToArray())
            {
                json[name] = Filtered;
            }

            string hidden = json.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            return $"\"{hidden.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
        }
        catch (JsonException)
        {
            return quoted;
        }
    }

    [GeneratedRegex("""(?<![\w])(?<name>[a-z_]+):(?:"(?:[^"\\]|\\.)*"|#<String "(?:[^"\\]|\\.)*" \.\.\. \(\d+ bytes\)>|nil)""", RegexOptions.Singleline)]
    private static partial Regex Member();

    [GeneratedRegex(""" "\{(?:[^"\\]|\\.)*\}"|^"\{(?:[^"\\]|\\.)*\}" """, RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Body();

    [GeneratedRegex("""(://)[^"/@\s]*@""")]
    private static partial Regex UserInfo();
}
