using System.Buffers;
using System.Text;
using SsoOidc.Model;

namespace SsoOidc.Protocol;

/// <summary>Finds the code of an error answer and cleans it.</summary>
internal static class ErrorCode
{
    private const int MaxLength = 256;

    private static readonly SearchValues<char> Kept =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>From <c>__type</c>, <c>code</c>, the header, the OAuth 2.0 <c>error</c>, the status: the first that gives one.</summary>
    public static string Of(ErrorBody? body, OperationHttpResponse response) =>
        Clean(body?.Type)
        ?? Clean(body?.Code)
        ?? Clean(CutAtColon(response.GetHeader("x-amzn-errortype")))
        ?? ErrorTable.CodeOfOAuthError(body?.Error)
        ?? OfStatus(response.StatusCode);

    public static string OfStatus(int status) => status switch
    {
        302 => "MovedTemporarily",
        304 => "NotModified",
        400 => "BadRequest",
        403 => "Forbidden",
        404 => "NotFound",
        412 => "PreconditionFailed",
        413 => "RequestEntityTooLarge",
        _ => $"Http{status}Error",
    };

    /// <summary>
    /// Takes the code out of <c>namespace#Code</c>: letters and digits only, a capital first. Null where there is none.
    /// </summary>
    private static string? Clean(ReadOnlySpan<char> code)
    {
        code = code.TrimEnd('#');
        code = code[(code.LastIndexOf('#') + 1)..];
        if (code.IsEmpty)
        {
            return null;
        }

        // Nearly every code is clean.
        if (char.IsAsciiLetterUpper(code[0]) && code.Length <= MaxLength && !code.ContainsAnyExcept(Kept))
        {
            return code.ToString();
        }

        int url = IndexOfUrl(code);
        code = url >= 0 ? code[..url] : code;
        var name = new StringBuilder(code.Length);
        foreach (char c in code)
        {
            if (char.IsAsciiLetterOrDigit(c) && name.Length < MaxLength)
            {
                name.Append(c);
            }
        }

        if (name.Length == 0 || !char.IsAsciiLetter(name[0]))
        {
            name.Insert(0, "Error");
        }

        name[0] = char.ToUpperInvariant(name[0]);
        return name.ToString();
    }

    // The header's code is often followed by a colon and a URL, which may hold a '#'.
    private static ReadOnlySpan<char> CutAtColon(ReadOnlySpan<char> header)
    {
        int colon = header.IndexOf(':');
        return colon < 0 || IndexOfUrl(header) == 0 ? header : header[..colon];
    }

    private static int IndexOfUrl(ReadOnlySpan<char> text)
    {
        int http = text.IndexOf("http:", StringComparison.Ordinal);
        int https = text.IndexOf("https:", StringComparison.Ordinal);
        return http < 0 || (https >= 0 && https < http) ? https : http;
    }
}
