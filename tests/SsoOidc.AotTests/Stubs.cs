namespace SsoOidc.AotTests;

internal static class Stubs
{
    private static readonly CreateTokenRequest Request = CreateTokenRequest.ForDeviceCode("id", "secret", "code");

    public static async Task DefaultsAsync()
    {
        using var client = Create();
        Check.That((await client.CreateTokenAsync(Request)) is { AccessToken: "AccessToken", ExpiresIn: 0 });
        Check.That((await client.RegisterClientAsync(new() { ClientName = "n", ClientType = "public" })).IsSuccessful);
        Check.That((await client.StartDeviceAuthorizationAsync(new() { ClientId = "c", ClientSecret = "s", StartUrl = "u" })).IsSuccessful);
        Check.That((await client.CreateTokenWithIamAsync(new() { ClientId = "c", GrantType = "g" })).IsSuccessful);
        Check.That(client.ApiRequests.Count == 4);
    }

    public static async Task InOrderAsync()
    {
        using var client = Create();
        client.StubResponses(
            Operations.CreateToken, "AuthorizationPendingException", new CreateTokenResponse { AccessToken = "t" }, StubbedResponse.Http(503, body: "busy"));
        await Check.ThrowsAsync<AuthorizationPendingException>(() => client.CreateTokenAsync(Request));
        Check.That((await client.CreateTokenAsync(Request)).AccessToken == "t");
        Check.That((await Check.ThrowsAsync<SsoOidcServiceException>(() => client.CreateTokenAsync(Request))).StatusCode == System.Net.HttpStatusCode.ServiceUnavailable);
        await Check.ThrowsAsync<ParameterValidationException>(() => client.CreateTokenAsync(new CreateTokenRequest()));
    }

    private static SsoOidcClient Create() => new(new SsoOidcClientOptions { Region = "us-west-2", StubResponses = true });
}
