namespace SsoOidc.ConformanceTests.Drivers;

/// <summary>How URLs are compared.</summary>
internal static class UrlText
{
    /// <summary>
    /// Letter case of a host has no meaning (RFC 3986 section 6.2.2.1) and <see cref="Uri"/> does not keep it; everything else is
    /// compared as it is written.
    /// </summary>
    public static string WithLowerHost(string url)
    {
        int authority = url.IndexOf("://", StringComparison.Ordinal) + 3;
        int end = url.IndexOfAny(['/', '?', '#'], authority);
        end = end < 0 ? url.Length : end;
        return string.Concat(url.AsSpan(0, authority), url[authority..end].ToLowerInvariant(), url.AsSpan(end));
    }
}
