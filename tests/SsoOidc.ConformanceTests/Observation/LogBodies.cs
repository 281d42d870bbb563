using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Observation;

/// <summary>Bodies in a recorded log line: found by the pattern, hidden by the service model, all else by its length.</summary>
internal static class LogBodies
{
    private const string Quoted = """(?<body>"(?:[^"\\]|\\.)*")""";

    private static readonly string[] ErrorMembers = ["error", "error_description", "__type", "code", "message", "Message", "reason", "endpoint", "region"];

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Hide(GoldenCase golden, string pattern, string text)
    {
        // The pattern as an expression: what its words stand for is anything, but bodies are texts in quotes.
        string[] words = [.. Regex.Matches(pattern, @":\w+").Select(static match => match.Value)];
        string expression = Regex.Replace(
            Regex.Escape(pattern), @":\w+", static match => match.Value.EndsWith("_body", StringComparison.Ordinal) ? Quoted : ".*?");
        var match = Regex.Match(text, $"^{expression}$", RegexOptions.Singleline);
        string[] kinds = [.. words.Where(static word => word.EndsWith("_body", StringComparison.Ordinal))];
        var bodies = match.Groups["body"].Captures;
        if (!match.Success || bodies.Count != kinds.Length)
        {
            return text;
        }

        for (int i = bodies.Count - 1; i >= 0; i--)
        {
            text = string.Concat(text.AsSpan(0, bodies[i].Index), HideOne(golden, kinds[i], bodies[i].Value), text.AsSpan(bodies[i].Index + bodies[i].Length));
        }

        return text;
    }

    private static string HideOne(GoldenCase golden, string kind, string quoted)
    {
        string body = Unescape(quoted[1..^1]);
        if (body.Length == 0)
        {
            return quoted;
        }

        try
        {
            if (JsonNode.Parse(body) is JsonObject json)
            {
                var shown = Shown(golden, kind);
                foreach (string name in json.Where(pair => !shown(pair.Key, pair.Value)).Select(static pair => pair.Key).ToArray())
                {
                    json[name] = json[name] is null ? null : LogSecrets.Filtered;
                }

                return $"\"{json.ToJsonString(Plain).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
            }
        }
        catch (JsonException)
        {
            // Told by its length.
        }

        return $"\"({System.Text.Encoding.UTF8.GetByteCount(body)} bytes, not shown)\"";
    }

    private static Func<string, JsonNode?, bool> Shown(GoldenCase golden, string kind)
    {
        string operation = golden.Text("operation")!;
        if (kind == ":http_request_body")
        {
            return static (name, _) => !LogSecrets.IsSecret(name);
        }

        int status = (golden.Json["script"] as JsonArray)?[^1]?["status"]?.GetValue<int>() ?? 0;
        return status is >= 200 and <= 299
            ? (name, value) => !LogSecrets.IsSecret(name) && ServiceModel.Responses[operation].TryGetValue(name, out var type) && Fits(type, value)
            : static (name, value) => ErrorMembers.Contains(name) && Fits(MemberType.Text, value);
    }

    private static bool Fits(MemberType type, JsonNode? value) => type switch
    {
        MemberType.Text => value?.GetValueKind() is JsonValueKind.String or null,
        MemberType.TextList => value is JsonArray or null,
        MemberType.Structure => value is JsonObject or null,
        _ => value?.GetValueKind() is JsonValueKind.Number or null,
    };

    private static string Unescape(string text) => Regex.Replace(text, @"\\(u[0-9A-Fa-f]{4}|.)", static match => match.Value[1] switch
    {
        'n' => "\n",
        't' => "\t",
        'r' => "\r",
        'e' => "\u001b",
        'u' => ((char)Convert.ToInt32(match.Value[2..], 16)).ToString(),
        var other => other.ToString(),
    }, RegexOptions.Singleline);
}
