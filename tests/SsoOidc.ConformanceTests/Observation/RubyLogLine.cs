using System.Text.RegularExpressions;
using SsoOidc.ConformanceTests.Stubs;

namespace SsoOidc.ConformanceTests.Observation;

/// <summary>
/// The one place where a recorded log line becomes this library's: names, <c>nil</c>, escapes in quotes, the length of cut texts, the
/// dump of headers, the line break at the end. Nothing else of a line is changed.
/// </summary>
internal static partial class RubyLogLine
{
    /// <summary>Stands for the text of a transport error, which is every library's own.</summary>
    public const string TransportMessage = "{transport message}";

    private const string NetworkingError = "Seahorse::Client::NetworkingError";

    private static readonly Dictionary<string, string> Members = Operations.All
        .SelectMany(static operation => operation.Input.Members)
        .Select(static member => member.Name)
        .Distinct()
        .ToDictionary(static name => RubyText.Snake(name), StringComparer.Ordinal);

    private static readonly Dictionary<string, string> OperationNames =
        Operations.All.ToDictionary(static operation => RubyText.Snake(operation.Name), static operation => operation.Name, StringComparer.Ordinal);

    /// <param name="recorded">The line.</param>
    /// <param name="pattern">The pattern that it was made by; null for that of a named formatter, which ends the line.</param>
    /// <param name="isTransportError">Whether the call failed on its way.</param>
    public static string Ours(string recorded, string? pattern, bool isTransportError)
    {
        // A logger of .NET ends the line itself.
        string text = pattern is null && recorded.EndsWith('\n') ? recorded[..^1] : recorded;
        text = pattern is null ? TransportText().Replace(text, $"{NetworkingError} {TransportMessage}$1")
            : isTransportError ? WithoutTransportText(text, pattern)
            : text;
        text = CutText().Replace(text, "${quoted}... (${length} characters)");
        return string.Concat(Parts().Split(text).Select(static part => part.StartsWith('"') && part.Length > 1 ? Quoted(part) : Plain(part)));
    }

    // What the words of the pattern stand for is anything; the messages among it are those of the transport.
    private static string WithoutTransportText(string text, string pattern)
    {
        const string Message = ":error_message";
        string expression = Regex.Replace(
            Regex.Escape(pattern), @":\w+", static match => match.Value switch
            {
                Message => "(?<message>.*?)",
                ":error_class" => NetworkingError,
                _ => ".*?",
            });
        var match = Regex.Match(text, $"^{expression}$", RegexOptions.Singleline);
        foreach (var message in match.Groups["message"].Captures.Reverse())
        {
            text = string.Concat(text.AsSpan(0, message.Index), TransportMessage, text.AsSpan(message.Index + message.Length));
        }

        return text;
    }

    private static string Plain(string text)
    {
        text = text.Replace("Aws::SSOOIDC::Client", "SsoOidcClient", StringComparison.Ordinal)
            .Replace("Aws::SSOOIDC::Errors::", string.Empty, StringComparison.Ordinal)
            .Replace(NetworkingError, nameof(SsoOidcTransportException), StringComparison.Ordinal)
            .Replace("=>", ":", StringComparison.Ordinal);
        text = Nil().Replace(text, "null");
        return Word().Replace(text, static match => OperationNames.TryGetValue(match.Value, out string? operation) ? operation
            : Members.TryGetValue(match.Value, out string? member) && match.Index + match.Length < match.Result("$_").Length && match.Result("$_")[match.Index + match.Length] == ':' ? member
            : match.Value);
    }

    // \e, \a … have no short form in JSON; \#{ is only Ruby's.
    private static string Quoted(string text) => Escape().Replace(text, static match => match.Value[1] switch
    {
        'e' => "\\u001b",
        'a' => "\\u0007",
        'b' => "\\u0008",
        'v' => "\\u000b",
        'f' => "\\u000c",
        '#' => "#",
        'u' or 'x' => "\\u" + match.Value[2..].ToLowerInvariant().PadLeft(4, '0'),
        _ => match.Value,
    });

    // Up to the end of the line, or to the end of its colour.
    [GeneratedRegex(NetworkingError + " .*?(\u001b\\[0m)?$", RegexOptions.Singleline)]
    private static partial Regex TransportText();

    [GeneratedRegex("""#<String (?<quoted>"(?:[^"\\]|\\.)*") \.\.\. \((?<length>\d+) bytes\)>""", RegexOptions.Singleline)]
    private static partial Regex CutText();

    [GeneratedRegex("""("(?:[^"\\]|\\.)*")""", RegexOptions.Singleline)]
    private static partial Regex Parts();

    [GeneratedRegex(@"(?<=[:\[,])nil(?=[,\]\)\}])")]
    private static partial Regex Nil();

    [GeneratedRegex(@"(?<![:\w])[a-z][a-z0-9_]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|.)", RegexOptions.Singleline)]
    private static partial Regex Escape();
}
