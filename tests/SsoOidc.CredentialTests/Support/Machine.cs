using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using SsoOidc.Credentials;
using SsoOidc.Options;

namespace SsoOidc.CredentialTests;

/// <summary>A made-up machine: its environment, files, clock and names; its only network is loopback, and everything else is a failure.</summary>
internal sealed class Machine : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    public Machine()
    {
        Seams = new SystemSeams
        {
            GetEnvironmentVariable = Environment.GetValueOrDefault,
            Files = Files,
            Random = new FixedRandom(),
            ResolveHost = (host, _) =>
            {
                Resolved.Add(host);
                return Hosts.TryGetValue(host, out var addresses)
                    ? Task.FromResult(addresses.Select(IPAddress.Parse).ToArray())
                    : Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound));
            },
            Connect = ConnectAsync,
        };
    }

    public Dictionary<string, string> Environment { get; } = new() { ["HOME"] = FakeFiles.Home, ["AWS_EC2_METADATA_DISABLED"] = "true" };

    public FakeFiles Files { get; } = new();

    public SkippingTime Time { get; } = new();

    public Dictionary<string, string[]> Hosts { get; } = [];

    /// <summary>Where link-local addresses lead: to a port of loopback.</summary>
    public Dictionary<string, int> Routes { get; } = [];

    public List<string> Resolved { get; } = [];

    public List<string> Connected { get; } = [];

    public SystemSeams Seams { get; }

    public string Credentials
    {
        set => Files["/home/u/.aws/credentials"] = value;
    }

    public string Config
    {
        set => Files["/home/u/.aws/config"] = value;
    }

    public LoopbackServer Serve(Func<ReceivedRequest, Reply> answer)
    {
        var server = new LoopbackServer(answer);
        _owned.Add(server);
        return server;
    }

    public CredentialSettings Settings(
        string? profile = null, StaticKeys keys = default, int metadataRetries = 0, bool useFips = false, bool useDualStack = false, string region = "us-east-1")
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            ConnectCallback = async (context, token) => await ConnectAsync(new IPEndPoint(IPAddress.Parse(context.DnsEndPoint.Host), context.DnsEndPoint.Port), token),
        };
        var invoker = new HttpMessageInvoker(handler);
        _owned.Add(invoker);
        return new CredentialSettings(
            seams: Seams,
            time: Time,
            send: invoker.SendAsync,
            region: region,
            useFips: useFips,
            useDualStack: useDualStack,
            profile: profile,
            keys: keys,
            metadataRetries: metadataRetries,
            metadataTimeout: TimeSpan.FromSeconds(3));
    }

    public FoundCredentials Find(string? profile = null, StaticKeys keys = default, int metadataRetries = 0)
    {
        var found = new FoundCredentials(Settings(profile, keys, metadataRetries));
        _owned.Add(found);
        return found;
    }

    public async Task<ImmutableCredentials> GetAsync(string? profile = null, StaticKeys keys = default) =>
        await Find(profile, keys).GetAsync(TestContext.Current.CancellationToken);

    public async Task<string> FailsAsync(string? profile = null)
    {
        var e = await Assert.ThrowsAsync<MissingCredentialsException>(() => GetAsync(profile));
        return e.Message;
    }

    public async Task<string> IsRefusedAsync(string? profile = null)
    {
        var e = await Assert.ThrowsAsync<ClientConfigurationException>(() => GetAsync(profile));
        return e.Message;
    }

    public void Dispose() => _owned.ForEach(item => item.Dispose());

    private async ValueTask<Stream> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        lock (Connected)
        {
            Connected.Add(endPoint.ToString());
        }

        if (!IPAddress.IsLoopback(endPoint.Address))
        {
            Assert.True(Routes.TryGetValue(endPoint.ToString(), out int port), $"{endPoint} is not loopback.");
            endPoint = new IPEndPoint(IPAddress.Loopback, port);
        }

        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(endPoint, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private sealed class FixedRandom : Random
    {
        public override double NextDouble() => 0.5;
    }
}
