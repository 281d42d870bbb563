using System.Net;
using System.Net.Sockets;
using SsoOidc.ConfigFiles;

namespace SsoOidc.Options;

/// <summary>What comes from outside: the environment, chance, files, names. One seam each, so that tests decide.</summary>
internal sealed class SystemSeams
{
    public static readonly SystemSeams Real = new() { FindSystemProxy = static () => HttpClient.DefaultProxy };

    /// <summary>Returns an environment variable; null where it is not set, empty where it is empty.</summary>
#pragma warning disable RS0030 // the one place that reads the environment
    public Func<string, string?> GetEnvironmentVariable { get; init; } = Environment.GetEnvironmentVariable;
#pragma warning restore RS0030

    /// <summary>Jitter and invocation ids; never secrets.</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>The files of the machine.</summary>
    public FileSystem Files { get; init; } = FileSystem.Real;

    /// <summary>
    /// The proxy where neither options nor environment name one: that of the system on Windows and macOS, or what the process has
    /// set; null for none, so that a test with an environment of its own does not get that of the process.
    /// </summary>
    public Func<IWebProxy>? FindSystemProxy { get; init; }

    /// <summary>Resolves the name of a local credential endpoint.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> ResolveHost
    {
        get => field ?? Dns.GetHostAddressesAsync;
        init;
    }

    /// <summary>Connects to a local credential endpoint: a container's or an instance's.</summary>
    public Func<IPEndPoint, CancellationToken, ValueTask<Stream>> Connect
    {
        get => field ?? ConnectAsync;
        init;
    }

    private static async ValueTask<Stream> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
