namespace SsoOidc.Endpoints;

/// <summary>Puts an operation below an endpoint.</summary>
internal static class EndpointUri
{
    /// <summary>Keeps the endpoint's path, without one trailing slash; drops its query, fragment and user-info.</summary>
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

        string path = uri.AbsolutePath;
        path = path.EndsWith('/') ? path[..^1] : path;
        string authority = uri.IsDefaultPort ? HostOf(uri) : $"{HostOf(uri)}:{uri.Port}";
        return new Uri($"{uri.Scheme}://{authority}{path}{operation.RequestUri}");
    }

    /// <summary>The host as it stands in a Host header.</summary>
    public static string HostOf(Uri uri) => uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
}
