using System.Net;
using System.Net.Sockets;
using SsoOidc.LocalServer.Settings;

namespace SsoOidc.LocalServer.Hosting;

/// <summary>Binds before the server starts, so that its port is known before the first request can come.</summary>
internal static class ListenSocket
{
    public static Socket Bind(LoopbackUrl url)
    {
        var socket = new Socket(url.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(url.Address, url.Port));
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException($"The local Identity Center cannot listen on {url.WithPort(url.Port)}: {e.Message}", e);
        }
    }

    public static int PortOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;
}
