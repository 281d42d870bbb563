using SsoOidc.LocalServer.Settings;

namespace SsoOidc.LocalServer.Hosting;

/// <summary>Where the server is reached, and the names under which it may be asked for.</summary>
internal sealed class ServerAddress
{
    private readonly HashSet<string> _authorities = new(StringComparer.OrdinalIgnoreCase);

    public ServerAddress(LoopbackUrl url, int port)
    {
        Endpoint = url.WithPort(port);
        StartUrl = new Uri(Endpoint, "/start").AbsoluteUri;
        foreach (var host in (string[])["127.0.0.1", "localhost", "[::1]", url.Host])
        {
            _authorities.Add($"{host}:{port}");
            if (port == 80)
            {
                _authorities.Add(host);
            }
        }
    }

    public Uri Endpoint { get; }

    public string StartUrl { get; }

    public bool IsOwnHost(string hostHeader) => _authorities.Contains(hostHeader);

    public bool IsOwnOrigin(string origin) =>
        origin.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && _authorities.Contains(origin["http://".Length..]);
}
