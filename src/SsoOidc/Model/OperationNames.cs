namespace SsoOidc.Model;

/// <summary>The operations by name, for those who need no more of them.</summary>
internal static class OperationNames
{
    public const string CreateToken = "CreateToken";
    public const string CreateTokenWithIam = "CreateTokenWithIAM";
    public const string RegisterClient = "RegisterClient";
    public const string StartDeviceAuthorization = "StartDeviceAuthorization";

    /// <summary>In model order.</summary>
    public static readonly string[] All = [CreateToken, CreateTokenWithIam, RegisterClient, StartDeviceAuthorization];
}
