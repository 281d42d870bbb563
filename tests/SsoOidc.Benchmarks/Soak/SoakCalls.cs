using Bench;

namespace SsoOidc.Benchmarks.Soak;

/// <summary>The four operations in turn.</summary>
internal static class SoakCalls
{
    public static Task CallAsync(SsoOidcClient client, int number) => (number % 4) switch
    {
        0 => client.CreateTokenAsync(new CreateTokenRequest
        {
            ClientId = Inputs.ClientId,
            ClientSecret = Inputs.ClientSecret,
            GrantType = Inputs.DeviceGrant,
            DeviceCode = Inputs.DeviceCode,
        }),
        1 => client.RegisterClientAsync(new RegisterClientRequest { ClientName = Inputs.ClientName, ClientType = Inputs.ClientType, Scopes = [Inputs.Scope] }),
        2 => client.StartDeviceAuthorizationAsync(new StartDeviceAuthorizationRequest
        {
            ClientId = Inputs.ClientId,
            ClientSecret = Inputs.ClientSecret,
            StartUrl = Inputs.StartUrl,
        }),
        _ => client.CreateTokenWithIamAsync(new CreateTokenWithIamRequest
        {
            ClientId = Inputs.IamClientId,
            GrantType = Inputs.JwtGrant,
            Assertion = Inputs.Assertion,
        }),
    };
}
