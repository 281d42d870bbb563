using SsoOidc.LocalServer.Settings;

namespace SsoOidc.LocalServer.State;

/// <summary>Everything the server remembers; it ends with the process.</summary>
internal sealed class ServerState(ServerSettings settings)
{
    public ClientRegistry Clients { get; } = new(settings);

    public DeviceAuthorizations Devices { get; } = new(settings);

    public TokenVault Tokens { get; } = new(settings);
}
