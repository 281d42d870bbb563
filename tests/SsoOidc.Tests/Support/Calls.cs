namespace SsoOidc.Tests.Support;

/// <summary>One valid call of each operation, for tests that hold for all of them.</summary>
internal static class Calls
{
    public const string Secret = "S3CR3T";

    public static TheoryData<string> Names => [.. Operations.All.Select(operation => operation.Name)];

    public static TheoryData<string> UnsignedNames => [.. Operations.All.Where(operation => !operation.IsSigned).Select(operation => operation.Name)];

    public static CreateTokenRequest CreateToken => new()
    {
        ClientId = "client", ClientSecret = Secret + "-client", GrantType = GrantTypes.RefreshToken, RefreshToken = Secret + "-refresh",
    };

    public static CreateTokenWithIamRequest CreateTokenWithIam => CreateTokenWithIamRequest.ForJwtBearer("arn:aws:sso::1:application/a/b", Secret + "-jwt");

    public static RegisterClientRequest RegisterClient => new() { ClientName = "tool", ClientType = ClientTypes.Public, Scopes = ["a", "b"] };

    public static StartDeviceAuthorizationRequest StartDeviceAuthorization => new()
    {
        ClientId = "client", ClientSecret = Secret + "-client", StartUrl = "https://d-1.awsapps.com/start",
    };

    public static async Task<SsoOidcResponse> SendAsync(
        this SsoOidcClient client, string operation, RequestOptions? options = null, CancellationToken cancellationToken = default) => operation switch
        {
            "CreateToken" => options is null
                ? await client.CreateTokenAsync(CreateToken, cancellationToken)
                : await client.CreateTokenAsync(CreateToken, options, cancellationToken),
            "CreateTokenWithIAM" => options is null
                ? await client.CreateTokenWithIamAsync(CreateTokenWithIam, cancellationToken)
                : await client.CreateTokenWithIamAsync(CreateTokenWithIam, options, cancellationToken),
            "RegisterClient" => options is null
                ? await client.RegisterClientAsync(RegisterClient, cancellationToken)
                : await client.RegisterClientAsync(RegisterClient, options, cancellationToken),
            "StartDeviceAuthorization" => options is null
                ? await client.StartDeviceAuthorizationAsync(StartDeviceAuthorization, cancellationToken)
                : await client.StartDeviceAuthorizationAsync(StartDeviceAuthorization, options, cancellationToken),
            _ => throw new ArgumentException(operation, nameof(operation)),
        };
}
