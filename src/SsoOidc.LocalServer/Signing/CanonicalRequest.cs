using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SsoOidc.LocalServer.Wire;

namespace SsoOidc.LocalServer.Signing;

/// <summary>Writes a received request in the one form that client and server both hash.</summary>
internal static partial class CanonicalRequest
{
    public static string Write(HttpContext context, IReadOnlyList<string> signedHeaders, string payloadHash)
    {
        var (path, query) = Target(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        var text = new StringBuilder();
        text.Append(context.Request.Method).Append('\n');
        text.Append(Path(path)).Append('\n');
        text.Append(Query(query)).Append('\n');
        foreach (var name in signedHeaders)
        {
            text.Append(name).Append(':').Append(Header(context.Request, name)).Append('\n');
        }

        return text.Append('\n').AppendJoin(';', signedHeaders).Append('\n').Append(payloadHash).ToString();
    }

    /// <summary>Takes the path and the query as they stand on the wire; a proxy's absolute form loses scheme and host first.</summary>
    private static (string Path, string Query) Target(string rawTarget)
    {
        if (!rawTarget.StartsWith('/'))
        {
            var host = rawTarget.IndexOf("://", StringComparison.Ordinal);
            var slash = host < 0 ? -1 : rawTarget.IndexOf('/', host + 3);
            rawTarget = slash < 0 ? "/" : rawTarget[slash..];
        }

        var mark = rawTarget.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? (rawTarget, "") : (rawTarget[..mark], rawTarget[(mark + 1)..]);
    }

    /// <summary>Resolves dot segments and empty ones, then escapes each segment once more.</summary>
    private static string Path(string path)
    {
        var kept = new List<string>();
        foreach (var segment in path.Split('/'))
        {
            if (segment == "..")
            {
                if (kept.Count > 0)
                {
                    kept.RemoveAt(kept.Count - 1);
                }
            }
            else if (segment.Length > 0 && segment != ".")
            {
                kept.Add(Uri.EscapeDataString(segment));
            }
        }

        return "/" + string.Join('/', kept) + (kept.Count > 0 && path.EndsWith('/') ? "/" : "");
    }

    private static string Query(string query) =>
        string.Join('&', query.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => (Name: pair[0], Value: pair.Length > 1 ? pair[1] : ""))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => $"{pair.Name}={pair.Value}"));

    private static string Header(HttpRequest request, string name) =>
        request.Headers.TryGetValue(name, out var values)
            ? string.Join(',', values.Select(value => Spaces().Replace(value ?? "", " ").Trim(' ')))
            : throw Fault.InvalidSignature($"SignedHeaders names {name}, which the request does not have.");

    [GeneratedRegex("[ \t]+")]
    private static partial Regex Spaces();
}
