using System.Buffers;
using SsoOidc.Shapes;

namespace SsoOidc.Messages;

/// <summary>
/// What the framework and transports of the caller's say about a failure can quote an address with name and password in it, that of a
/// proxy for one.
/// </summary>
internal static class QuotedUserInfo
{
    private const string Mark = "://";

    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n'\"<>");

    /// <summary>The text with the user-info of every URL in it hidden.</summary>
    public static string Hide(string text)
    {
        int from = 0;
        for (int mark = text.IndexOf(Mark, StringComparison.Ordinal); mark >= 0; mark = text.IndexOf(Mark, from, StringComparison.Ordinal))
        {
            int start = mark + Mark.Length;
            int length = text.AsSpan(start).IndexOfAny(Ends);
            int end = length < 0 ? text.Length : start + length;
            int at = text.AsSpan(start, end - start).LastIndexOf('@');
            if (at >= 0)
            {
                text = string.Concat(text.AsSpan(0, start), Redaction.Filtered, text.AsSpan(start + at));
                end = start + Redaction.Filtered.Length + 1;
            }

            from = end;
        }

        return text;
    }

    /// <summary>The exception, or one that stands for it where a text in it quotes user-info.</summary>
    public static Exception Without(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            string text = e.Message;
            string shown = Hide(text);
            if (!shown.Equals(text, StringComparison.Ordinal))
            {
                var error = exception as HttpRequestException;
                return new HttpRequestException(error?.HttpRequestError ?? HttpRequestError.Unknown, shown, null, error?.StatusCode);
            }
        }

        return exception;
    }
}
