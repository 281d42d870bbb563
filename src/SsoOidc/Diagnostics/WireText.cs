using System.Globalization;
using System.Text;
using SsoOidc.Messages;
using SsoOidc.Reports;
using SsoOidc.Shapes;

namespace SsoOidc.Diagnostics;

/// <summary>Requests and answers as the wire trace shows them: secrets hidden by the operation's tables and by the names of headers.</summary>
internal static class WireText
{
    private const string Sent = "> ";
    private const string Received = "< ";

    public static string Of(OperationHttpRequest request, Operation operation)
    {
        var text = new StringBuilder();
        if (request.Uri is { } uri)
        {
            text.Append(Sent).Append(request.Method).Append(' ').Append(ShownUri.PathOf(uri, operation)).Append(" HTTP/1.1\n");
            text.Append(Sent).Append("host: ").Append(Text.ForDisplay(uri.Authority)).Append('\n');
        }

        foreach (var (name, value) in SecretHeaders.Show(request))
        {
            Append(text, Sent, name, value);
        }

        if (!request.Headers.Contains("content-length"))
        {
            Append(text, Sent, "content-length", request.BodyLength.ToString(CultureInfo.InvariantCulture));
        }

        return text.Append(Sent).Append('\n').Append(Sent).Append(JsonRedaction.Print(operation.Input, request.Body)).ToString();
    }

    public static string Of(OperationHttpResponse answer, Operation operation)
    {
        var text = new StringBuilder(Received);
        text.Append(CultureInfo.InvariantCulture, $"HTTP/{answer.Version} {answer.StatusCode} {Text.ForDisplay(answer.ReasonPhrase)}\n");
        foreach (var (name, value) in SecretHeaders.Show(answer))
        {
            Append(text, Received, name, value);
        }

        return text.Append(Received).Append('\n').Append(Received).Append(ShownBody.Of(operation, answer)).ToString();
    }

    private static void Append(StringBuilder text, string direction, string name, string value) =>
        text.Append(direction).Append(name).Append(": ").Append(value).Append('\n');
}
