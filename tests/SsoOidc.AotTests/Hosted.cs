using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace SsoOidc.AotTests;

internal static class Hosted
{
    public static async Task ContainerAsync()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["SsoOidc:Region"] = "eu-west-1",
            ["SsoOidc:StubResponses"] = "true",
        }).Build();
        var services = new ServiceCollection();
        services.AddSsoOidcClient(configuration.GetSection("SsoOidc"));
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<SsoOidcClient>();
        Check.That(client.Config.Region == "eu-west-1");
        Check.That((await client.CreateTokenAsync(CreateTokenRequest.ForDeviceCode("i", "s", "c"))).IsSuccessful);
    }

    public static async Task EnvironmentAsync()
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "AKIDFROMENV");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "secret");
        using var server = new LoopbackServer(static _ => (200, """{"accessToken":"iam"}"""));
        var options = new SsoOidcClientOptions { Region = "us-west-2" };
        options.Endpoint.Url = server.Url;
        using var client = new SsoOidcClient(options);
        var token = await client.CreateTokenWithIamAsync(CreateTokenWithIamRequest.ForJwtBearer("arn", "jwt"));
        Check.That(token.AccessToken == "iam");
        Check.That(server.Requests[0].Headers["authorization"].Contains("Credential=AKIDFROMENV/", StringComparison.Ordinal));
    }
}
