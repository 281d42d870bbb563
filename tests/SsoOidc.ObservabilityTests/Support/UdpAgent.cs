using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace SsoOidc.ObservabilityTests.Support;

/// <summary>A monitoring agent on loopback.</summary>
internal sealed class UdpAgent : IDisposable
{
    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));

    public int Port => ((IPEndPoint)_socket.Client.LocalEndPoint!).Port;

    /// <summary>Waits for the next record.</summary>
    public async Task<JsonObject> ReceiveAsync()
    {
        var datagram = await _socket.ReceiveAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return (JsonObject)JsonNode.Parse(datagram.Buffer)!;
    }

    public async Task<JsonObject[]> ReceiveAsync(int count)
    {
        var records = new JsonObject[count];
        for (int i = 0; i < count; i++)
        {
            records[i] = await ReceiveAsync();
        }

        return records;
    }

    public int Available => _socket.Available;

    public void Dispose() => _socket.Dispose();
}
