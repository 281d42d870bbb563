using System.Text;
using System.Text.RegularExpressions;
using SsoOidc.ConformanceTests.Calls;

namespace SsoOidc.ConformanceTests.Expectations;

/// <summary>
/// An error answer read by the rules of the design (rows 1 to 4), and by those of the reference, both from the inputs alone.
/// </summary>
internal sealed partial class ErrorAnswer
{
    public const string TooLarge = "RequestEntityTooLarge";

    public const string TooLargeText = "Request body must be less than 1 MB";

    private const int LongestText = 1024;

    // In the order in which a message is looked for.
    private static readonly string[] MessageMembers = ["message", "Message", "error_description", "error"];

    private readonly ScriptedResponse _response;

    public ErrorAnswer(ScriptedResponse response)
    {
        _response = response;
        Body = new RecordedBody(response.Body);
        Header = response.Header("x-amzn-errortype");
        var sources = new[] { Body.Text("__type"), Body.Text("code"), CutAtColon(Header) };
        CodeText = sources.FirstOrDefault(static source => LastPart(source) is not null);
        Code = (CodeText is null ? null : ClassName(LastPart(CodeText)!))
            ?? ServiceModel.OAuthCodes.GetValueOrDefault(Body.Text("error") ?? string.Empty)
            ?? CodeOfStatus(response.Status);
    }

    public int Status => _response.Status;

    public RecordedBody Body { get; }

    /// <summary>The header with the error's type.</summary>
    public string? Header { get; }

    /// <summary>The text that the code was taken from; null where OAuth's <c>error</c> or the status gave it.</summary>
    public string? CodeText { get; }

    /// <summary>That text's last part without anything but letters and digits, which the reference looks up in the operation's errors.</summary>
    public string? CodeLetters => CodeText is null ? null : OtherCharacters().Replace(LastPart(CodeText)!, string.Empty);

    /// <summary>The code by row 3.</summary>
    public string Code { get; }

    public bool IsModeled => ServiceModel.Errors.ContainsKey(Code);

    /// <summary>Whether there is a body that is no JSON object, which the message then says.</summary>
    public bool IsUnreadable => Body.Kind is BodyKind.NotJson or BodyKind.NotObject;

    /// <summary>The message by row 1; not for unreadable bodies.</summary>
    public string Message
    {
        get
        {
            if (Code == TooLarge && Body.Kind == BodyKind.Object)
            {
                return TooLargeText;
            }

            string? text = MessageMembers.Select(Body.Text).FirstOrDefault(static text => !string.IsNullOrEmpty(text));
            return text is null ? Code : Escaped(text);
        }
    }

    /// <summary>The modelled members by row 2.</summary>
    public JsonObject Data
    {
        get
        {
            var data = new JsonObject();
            foreach (string name in ServiceModel.Errors.GetValueOrDefault(Code) ?? [])
            {
                if (Body.Text(name) is { } text)
                {
                    data[name] = text;
                }
            }

            return data;
        }
    }

    /// <summary>The message that the reference takes; empty where it falls back to the name of the class.</summary>
    public string ReferenceMessage =>
        Code == TooLarge && Body.Kind == BodyKind.Object ? TooLargeText : Body.Text("message") ?? Body.Text("Message") ?? string.Empty;

    /// <summary>The code that the reference takes; null where it breaks.</summary>
    public string? ReferenceCode
    {
        get
        {
            if (Body.Kind != BodyKind.Object)
            {
                return Body.Kind == BodyKind.NotObject ? null : CodeOfStatus(Status);
            }

            string? text = Body.Text("__type") ?? Body.Text("code") ?? Header;
            return text is null ? CodeOfStatus(Status) : LastPart(text) is { } last ? ClassName(last) : null;
        }
    }

    /// <summary>Whether the header holds more than a code, so that a colon cuts it.</summary>
    public bool IsHeaderCut => CodeText is not null && CodeText != Header && CodeText == CutAtColon(Header);

    /// <summary>The part after the last <c>#</c>, as Ruby splits: trailing separators do not count. Null where there is none.</summary>
    private static string? LastPart(string? text) => text?.TrimEnd('#') is { Length: > 0 } rest ? rest.Split('#')[^1] : null;

    // The rest is a URL, which may hold a '#'. A header that is nothing but a URL is left to the cleaning.
    private static string? CutAtColon(string? header) =>
        header is null || header.StartsWith("http:", StringComparison.Ordinal) || header.StartsWith("https:", StringComparison.Ordinal)
            ? header
            : header.Split(':')[0];

    private static string ClassName(string code)
    {
        string name = OtherCharacters().Replace(UrlToLineEnd().Replace(code, string.Empty), string.Empty);
        name = name.Length == 0 || !char.IsAsciiLetter(name[0]) ? "Error" + name : name;
        return char.ToUpperInvariant(name[0]) + name[1..];
    }

    private static string CodeOfStatus(int status) => status switch
    {
        302 => "MovedTemporarily",
        304 => "NotModified",
        400 => "BadRequest",
        403 => "Forbidden",
        404 => "NotFound",
        412 => "PreconditionFailed",
        413 => TooLarge,
        _ => $"Http{status}Error",
    };

    // Controls, and what turns the direction of reading or breaks a line, become \uXXXX.
    private static string Escaped(string text)
    {
        int length = text.Length <= LongestText ? text.Length : LongestText - (char.IsHighSurrogate(text[LongestText - 1]) ? 1 : 0);
        var shown = new StringBuilder();
        foreach (char c in text.AsSpan(0, length))
        {
            bool escape = char.IsControl(c) || "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069".Contains(c);
            shown.Append(escape ? $"\\u{(int)c:x4}" : c.ToString());
        }

        return shown.ToString();
    }

    [GeneratedRegex("https?:.*$", RegexOptions.Multiline)]
    private static partial Regex UrlToLineEnd();

    [GeneratedRegex("[^a-zA-Z0-9]")]
    private static partial Regex OtherCharacters();
}
