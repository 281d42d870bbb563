namespace SsoOidc.Endpoints;

/// <summary>Puts an operation below an endpoint.</summary>
internal static class EndpointUri
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    // RFC 3986 section 3.3, without letters, digits and the percent sign.
    private const string PathMarks = "-._~!$&'()*+,;=:@/";

    /// <summary>
    /// Keeps the endpoint's host and path as they are written, without one trailing slash; drops its query, fragment and user-info.
    /// </summary>
    public static Uri Combine(string endpoint, Operation operation)
    {
        // Control characters at the ends would be cut off, others escaped: neither is what the provider or the caller meant.
        if (Shapes.Text.IndexOfControl(endpoint) >= 0
            || !Uri.TryCreate(endpoint, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            || uri.Host.Length == 0)
        {
            throw new EndpointResolutionException(
                $"The endpoint '{Shapes.Text.ForDisplay(Shapes.Redaction.WithoutQuery(endpoint))}' is not an absolute http or https URL.");
        }

        string path = PathOf(uri);
        path = path.EndsWith('/') ? path[..^1] : path;
        string authority = uri.IsDefaultPort ? HostOf(uri) : $"{HostOf(uri)}:{uri.Port}";
        return new Uri($"{uri.Scheme}://{authority}{path}{operation.RequestUri}", AsWritten);
    }

    /// <summary>The host as it stands in a Host header: in the letter case in which it was written.</summary>
    public static string HostOf(Uri uri)
    {
        string host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        var written = Authority(uri.OriginalString, out _);
        written = written[(written.LastIndexOf('@') + 1)..];
        return written.StartsWith(host, StringComparison.OrdinalIgnoreCase) && !written.StartsWith(host, StringComparison.Ordinal)
            ? written[..host.Length].ToString()
            : host;
    }

    // Uri resolves dot segments and decodes; a path that means the same may be another one to a proxy. What it must escape, it escapes.
    private static string PathOf(Uri uri)
    {
        Authority(uri.OriginalString, out var rest);
        int end = rest.IndexOfAny('?', '#');
        var path = end < 0 ? rest : rest[..end];
        return path.StartsWith("/") && IsPath(path) ? path.ToString() : uri.AbsolutePath;
    }

    private static ReadOnlySpan<char> Authority(string url, out ReadOnlySpan<char> rest)
    {
        int start = url.IndexOf("://", StringComparison.Ordinal);
        var authority = url.AsSpan(start < 0 ? 0 : start + 3);
        int end = authority.IndexOfAny('/', '?', '#');
        rest = end < 0 ? default : authority[end..];
        return end < 0 ? authority : authority[..end];
    }

    private static bool IsPath(ReadOnlySpan<char> path)
    {
        for (int i = 0; i < path.Length; i++)
        {
            if (path[i] == '%' && path.Length >= i + 3 && char.IsAsciiHexDigit(path[i + 1]) && char.IsAsciiHexDigit(path[i + 2]))
            {
                i += 2;
            }
            else if (!char.IsAsciiLetterOrDigit(path[i]) && !PathMarks.Contains(path[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
