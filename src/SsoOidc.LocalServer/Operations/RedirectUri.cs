using SsoOidc.LocalServer.Wire;

namespace SsoOidc.LocalServer.Operations;

/// <summary>Which redirect URIs a public client may register: https anywhere, http on this machine only (RFC 8252 section 7.3).</summary>
internal static class RedirectUri
{
    private static readonly string[] LoopbackHosts = ["127.0.0.1", "[::1]", "localhost"];

    public static bool IsAllowed(string text) =>
        WebUrl.TryRead(text, out var uri)
        && !text.Contains('#')
        && (uri.Scheme == Uri.UriSchemeHttps || LoopbackHosts.Contains(uri.Host));
}
