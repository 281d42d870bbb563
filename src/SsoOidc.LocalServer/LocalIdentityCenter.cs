using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;
using SsoOidc.LocalServer.Hosting;
using SsoOidc.LocalServer.Settings;
using SsoOidc.LocalServer.State;

namespace SsoOidc.LocalServer;

/// <summary>
/// Runs a local Identity Center: the OIDC service's four operations and the device sign-in page, on a loopback address, with
/// all state in memory.
/// </summary>
public sealed class LocalIdentityCenter : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Socket _socket;
    private readonly ServerAddress _address;
    private readonly ServerState _state;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _stopping;

    private LocalIdentityCenter(WebApplication application, Socket socket, ServerAddress address, ServerState state)
    {
        _application = application;
        _socket = socket;
        _address = address;
        _state = state;
    }

    /// <summary>Gets the address to give clients as their endpoint, such as <c>http://127.0.0.1:43217</c>.</summary>
    public Uri Endpoint => _address.Endpoint;

    /// <summary>Gets a start URL that this server always accepts.</summary>
    public string StartUrl => _address.StartUrl;

    /// <summary>Starts a server. It listens when the returned task is done.</summary>
    /// <param name="options">How the server behaves; without them it takes a free port on 127.0.0.1.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="ArgumentException">Options are wrong; the message lists every problem.</exception>
    /// <exception cref="IOException">The address cannot be listened on, for example because its port is taken.</exception>
    public static async Task<LocalIdentityCenter> StartAsync(
        LocalIdentityCenterOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new LocalIdentityCenterOptions();
        var settings = ServerSettings.From(options);
        cancellationToken.ThrowIfCancellationRequested();

        var loggers = options.LoggerFactory ?? NullLoggerFactory.Instance;
        var state = new ServerState(settings);
        var socket = ListenSocket.Bind(settings.Url);
        var address = new ServerAddress(settings.Url, ListenSocket.PortOf(socket));
        var pipeline = new RequestPipeline(
            settings.Clock,
            new LoopbackGate(address),
            ServerRoutes.Create(settings, state, address),
            loggers.CreateLogger(typeof(LocalIdentityCenter).FullName!));
        var server = new LocalIdentityCenter(KestrelHost.Create(socket, pipeline.HandleAsync), socket, address, state);
        try
        {
            await server._application.StartAsync(cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Allows a device code, as the user would on the sign-in page.</summary>
    /// <param name="userCode">The code as the client shows it; case and hyphen do not matter.</param>
    /// <returns><see langword="false"/> when the code is unknown, expired or already decided.</returns>
    public bool ApproveDevice(string userCode) => _state.Devices.FindOpen(userCode)?.TryDecide(allow: true) ?? false;

    /// <summary>Denies a device code, as the user would on the sign-in page.</summary>
    /// <param name="userCode">The code as the client shows it; case and hyphen do not matter.</param>
    /// <returns><see langword="false"/> when the code is unknown, expired or already decided.</returns>
    public bool DenyDevice(string userCode) => _state.Devices.FindOpen(userCode)?.TryDecide(allow: false) ?? false;

    /// <summary>Waits until the server has been disposed.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the server.</param>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) => _stopped.Task.WaitAsync(cancellationToken);

    /// <summary>Stops the server; requests that still run after two seconds are cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _stopping, 1) != 0)
        {
            await WaitForShutdownAsync(CancellationToken.None).ConfigureAwait(false);
            return;
        }

        try
        {
            await _application.StopAsync(CancellationToken.None).ConfigureAwait(false);
            await _application.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _socket.Dispose();
            _stopped.TrySetResult();
        }
    }
}
