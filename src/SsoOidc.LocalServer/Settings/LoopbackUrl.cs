using System.Net;

namespace SsoOidc.LocalServer.Settings;

/// <summary>An address to listen on that only this machine can reach.</summary>
internal sealed class LoopbackUrl
{
    private const string Remedy = "Use http://127.0.0.1:PORT, http://localhost:PORT or http://[::1]:PORT; port 0 takes a free port.";

    private LoopbackUrl(Uri url, IPAddress address)
    {
        Host = url.Host;
        Port = url.Port;
        Address = address;
    }

    /// <summary>Gets the host as it stands in a URL: IPv6 addresses in brackets.</summary>
    public string Host { get; }

    public int Port { get; }

    public IPAddress Address { get; }

    public static LoopbackUrl? Read(Uri? url, List<string> problems)
    {
        if (url is null || !url.IsAbsoluteUri)
        {
            problems.Add($"Url must be an absolute URL. {Remedy}");
        }
        else if (url.Scheme != Uri.UriSchemeHttp)
        {
            problems.Add($"Url has the scheme \"{url.Scheme}\"; this server speaks plain http only. {Remedy}");
        }
        else if (url.UserInfo.Length > 0 || url.PathAndQuery != "/" || url.Fragment.Length > 0)
        {
            problems.Add($"Url must have no user, path, query or fragment. {Remedy}");
        }
        else if (LoopbackAddress(url) is not { } address)
        {
            problems.Add($"Url has the host \"{url.Host}\", which is not a loopback address; this server is never reachable from other machines. {Remedy}");
        }
        else
        {
            return new LoopbackUrl(url, address);
        }

        return null;
    }

    public Uri WithPort(int port) => new($"http://{Host}:{port}");

    private static IPAddress? LoopbackAddress(Uri url) =>
        url.Host == "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(url.Host, out var address) && !address.IsIPv4MappedToIPv6 && IPAddress.IsLoopback(address) ? address
        : null;
}
