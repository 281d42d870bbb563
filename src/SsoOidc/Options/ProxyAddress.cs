using System.Globalization;
using System.Net;

namespace SsoOidc.Options;

/// <summary>Where a proxy is, and what to log in with. The URI never has the user-info: .NET puts it into messages.</summary>
internal sealed record ProxyAddress(Uri Uri, NetworkCredential? Credential)
{
    private static readonly (string Scheme, int Port)[] Schemes =
        [("http", 80), ("https", 443), ("socks4", 1080), ("socks4a", 1080), ("socks5", 1080)];

    /// <summary>
    /// Reads a URL, or <c>host:port</c>, as .NET reads its proxy variables: a password may hold any character, encoded or not, so
    /// the last <c>@</c> ends it; a path is ignored. Null where there is no host or the port is none.
    /// </summary>
    public static ProxyAddress? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        (string scheme, int port) = Schemes[0];
        string rest = text.Trim();
        int mark = rest.IndexOf("://", StringComparison.Ordinal);
        if (mark >= 0 && rest.LastIndexOf('@', mark) < 0)
        {
            int index = Array.FindIndex(Schemes, known => rest.AsSpan(0, mark).Equals(known.Scheme, StringComparison.OrdinalIgnoreCase));
            if (index < 0)
            {
                return null;
            }

            (scheme, port) = Schemes[index];
            rest = rest[(mark + 3)..];
        }

        int at = rest.LastIndexOf('@');
        var credential = at <= 0 ? null : ReadCredential(rest[..at]);
        return ReadHost(rest[(at + 1)..], scheme, port) is { } uri ? new ProxyAddress(uri, credential) : null;
    }

    /// <summary>What <c>Proxy-Authorization</c> says.</summary>
    public string? BasicAuthorization => Credential is null
        ? null
        : "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{Credential.UserName}:{Credential.Password}"));

    /// <summary>The address only.</summary>
    public override string ToString() => Uri.GetLeftPart(UriPartial.Authority);

    private static NetworkCredential ReadCredential(string userInfo)
    {
        int colon = userInfo.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? new NetworkCredential(Uri.UnescapeDataString(userInfo), string.Empty)
            : new NetworkCredential(Uri.UnescapeDataString(userInfo[..colon]), Uri.UnescapeDataString(userInfo[(colon + 1)..]));
    }

    private static Uri? ReadHost(string text, string scheme, int port)
    {
        int path = text.IndexOfAny(['/', '?', '#']);
        string host = path < 0 ? text : text[..path];
        int colon = host.LastIndexOf(':');
        if (colon >= 0 && colon > host.LastIndexOf(']'))
        {
            if (!ushort.TryParse(host.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort given) || given == 0)
            {
                return null;
            }

            (host, port) = (host[..colon], given);
        }

        return Uri.CheckHostName(host) is not UriHostNameType.Unknown
            && Uri.TryCreate($"{scheme}://{host}:{port}/", UriKind.Absolute, out var uri) ? uri : null;
    }
}
