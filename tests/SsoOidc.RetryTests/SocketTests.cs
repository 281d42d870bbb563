using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SsoOidc.RetryTests;

/// <summary>Attempts over real connections: the body is sent again, whole, whatever became of the one before.</summary>
public sealed class SocketTests
{
    private const string Answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 19\r\n\r\n{\"accessToken\":\"t\"}";

    [Fact]
    public async Task TheSecondAttemptSendsTheWholeBodyAgain()
    {
        using var server = new Server(
            static async c =>
            {
                await c.ReadRequestAsync();
                await c.SendAsync("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            },
            static async c =>
            {
                await c.ReadRequestAsync();
                await c.SendAsync(Answer);
            });

        var response = await CallAsync(server, Text(100));

        Assert.Equal((2, "t"), (response.Metadata.Attempts, response.AccessToken));
        Assert.Equal(2, server.Bodies.Count);
        Assert.Equal(server.Bodies[0], server.Bodies[1]);
        Assert.Contains(Text(100), server.Bodies[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAttemptThatWasCutInsideItsBodyIsMadeAgain()
    {
        string code = Text(4_000_000);
        using var server = new Server(
            static c => c.ReadSomeAndCutAsync(),
            static async c =>
            {
                await c.ReadRequestAsync();
                await c.SendAsync(Answer);
            });

        var response = await CallAsync(server, code);

        Assert.Equal(2, response.Metadata.Attempts);
        Assert.Contains(code, Assert.Single(server.Bodies), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAnswerThatComesBeforeTheBodyWasReadIsRetried()
    {
        string code = Text(4_000_000);
        using var server = new Server(
            static async c =>
            {
                await c.ReadHeadAsync();
                await c.SendAsync("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                c.Reset();
            },
            static async c =>
            {
                await c.ReadRequestAsync();
                await c.SendAsync(Answer);
            });

        var response = await CallAsync(server, code);

        Assert.Equal(2, response.Metadata.Attempts);
        Assert.Contains(code, Assert.Single(server.Bodies), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAnswerThatIsCutInsideItsBodyIsRetried()
    {
        using var server = new Server(
            static async c =>
            {
                await c.ReadRequestAsync();
                await c.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 19\r\n\r\n{\"access");
            },
            static async c =>
            {
                await c.ReadRequestAsync();
                await c.SendAsync(Answer);
            });

        Assert.Equal((2, "t"), await CallAsync(server, "c") is var r ? (r.Metadata.Attempts, r.AccessToken) : default);
    }

    private static string Text(int length) => new('x', length);

    private static async Task<CreateTokenResponse> CallAsync(Server server, string code)
    {
        var options = new SsoOidcClientOptions { Region = "us-west-2", Seams = new() { GetEnvironmentVariable = static _ => null } };
        options.Endpoint.Url = $"http://127.0.0.1:{server.Port}";
        options.Retry.BaseDelay = TimeSpan.FromMilliseconds(1);
        using var client = new SsoOidcClient(options);
        return await client.CreateTokenAsync(
            new CreateTokenRequest { ClientId = "c", ClientSecret = "s", GrantType = GrantTypes.DeviceCode, DeviceCode = code });
    }

    /// <summary>Serves one connection after the other, each as its script says, without an HTTP library.</summary>
    private sealed class Server : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public Server(params Func<Connection, Task>[] scripts)
        {
            _listener.Start();
            _ = ServeAsync(scripts);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public List<string> Bodies { get; } = [];

        public void Dispose() => _listener.Dispose();

        private async Task ServeAsync(Func<Connection, Task>[] scripts)
        {
            foreach (var script in scripts)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await script(new Connection(client, Bodies));
            }
        }
    }

    private sealed class Connection(TcpClient client, List<string> bodies)
    {
        private readonly NetworkStream _stream = client.GetStream();

        public async Task<int> ReadHeadAsync()
        {
            var head = new List<byte>();
            byte[] one = new byte[1];
            while (!Encoding.ASCII.GetString([.. head.TakeLast(4)]).Equals("\r\n\r\n", StringComparison.Ordinal))
            {
                await _stream.ReadExactlyAsync(one);
                head.Add(one[0]);
            }

            string length = Encoding.ASCII.GetString([.. head]).Split("\r\n").Single(static line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
            return int.Parse(length.AsSpan(length.IndexOf(':', StringComparison.Ordinal) + 1), System.Globalization.CultureInfo.InvariantCulture);
        }

        public async Task ReadRequestAsync()
        {
            byte[] body = new byte[await ReadHeadAsync()];
            await _stream.ReadExactlyAsync(body);
            bodies.Add(Encoding.UTF8.GetString(body));
        }

        public async Task ReadSomeAndCutAsync()
        {
            await ReadHeadAsync();
            await _stream.ReadExactlyAsync(new byte[1000]);
            Reset();
        }

        public async Task SendAsync(string text) => await _stream.WriteAsync(Encoding.ASCII.GetBytes(text));

        public void Reset()
        {
            client.LingerState = new LingerOption(true, 0);
            client.Close();
        }
    }
}
