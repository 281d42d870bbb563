using SsoOidc.LocalServer.Settings;

namespace SsoOidc.LocalServer.State;

/// <summary>The open device codes, found by the device's code or by the person's.</summary>
internal sealed class DeviceAuthorizations(ServerSettings settings)
{
    /// <summary>How long a finished code is remembered, to say "expired" instead of "unknown".</summary>
    private static readonly TimeSpan Afterlife = TimeSpan.FromHours(1);

    private readonly ExpiringStore<DeviceAuthorization> _byDeviceCode = new(settings.Clock, Capacity.DeviceCodes);
    private readonly ExpiringStore<DeviceAuthorization> _byUserCode = new(settings.Clock, Capacity.DeviceCodes);

    public (DeviceAuthorization Authorization, string DeviceCode) Create(ClientRegistration client)
    {
        var deviceCode = Secret.Create();
        var authorization = new DeviceAuthorization(settings.Clock, settings.PollInterval)
        {
            UserCode = FreeUserCode(),
            Client = client,
            ExpiresAt = settings.Clock.GetUtcNow() + settings.DeviceCodeLifetime,
        };
        if (settings.AutoApprove)
        {
            authorization.TryDecide(allow: true);
        }

        var removeAt = authorization.ExpiresAt + Afterlife;
        _byDeviceCode.Add(Secret.Key(deviceCode), authorization, removeAt);
        _byUserCode.Add(authorization.UserCode, authorization, removeAt);
        return (authorization, deviceCode);
    }

    public DeviceAuthorization? FindByDeviceCode(string deviceCode) => _byDeviceCode.Find(Secret.Key(deviceCode));

    /// <summary>Finds the authorization a person can still decide on.</summary>
    public DeviceAuthorization? FindOpen(string? userCode) =>
        UserCode.Normalize(userCode) is { } code && _byUserCode.Find(code) is { IsOpen: true } authorization ? authorization : null;

    private string FreeUserCode()
    {
        string code;
        do
        {
            code = UserCode.Create();
        }
        while (_byUserCode.Find(code) is not null);

        return code;
    }
}
