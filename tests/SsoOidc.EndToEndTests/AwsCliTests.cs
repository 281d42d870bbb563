using System.ComponentModel;
using System.Text.Json;
using SsoOidc.EndToEndTests.LocalServer;
using SsoOidc.LocalServer;

namespace SsoOidc.EndToEndTests;

/// <summary>The AWS CLI's <c>sso-oidc</c> commands against the local Identity Center.</summary>
public sealed class AwsCliTests
{
    [Fact]
    public async Task Its_commands_register_start_and_create_a_token()
    {
        await SkipWithoutTheCliAsync();
        await using var server = await LocalIdentityCenter.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var registration = await RunAsync(
            server, "register-client", "--client-name", "cli", "--client-type", "public", "--scopes", "sso:account:access");
        string[] client =
        [
            "--client-id", registration.GetProperty("clientId").GetString()!,
            "--client-secret", registration.GetProperty("clientSecret").GetString()!,
        ];
        var device = await RunAsync(server, ["start-device-authorization", .. client, "--start-url", server.StartUrl]);

        string[] poll = ["create-token", .. client, "--grant-type", GrantTypes.DeviceCode, "--device-code", device.GetProperty("deviceCode").GetString()!];
        var (pendingCode, _, pending) = await CliAsync(server, poll);
        Assert.NotEqual(0, pendingCode);
        Assert.Contains("AuthorizationPendingException", pending, StringComparison.Ordinal);

        Assert.True(server.ApproveDevice(device.GetProperty("userCode").GetString()!));
        var token = await RunAsync(server, poll);
        Assert.NotEmpty(token.GetProperty("accessToken").GetString()!);
        Assert.NotEmpty(token.GetProperty("refreshToken").GetString()!);
    }

    private static async Task<JsonElement> RunAsync(LocalIdentityCenter server, params string[] arguments)
    {
        var (code, output, errors) = await CliAsync(server, arguments);
        Assert.True(code == 0, errors);
        return JsonDocument.Parse(output).RootElement;
    }

    // An empty configuration, so that neither a user's profile nor a real endpoint can come into it. The start URL is a value,
    // which CLI version 1 would otherwise fetch.
    private static async Task<(int ExitCode, string Output, string Errors)> CliAsync(LocalIdentityCenter server, params string[] arguments)
    {
        string configuration = Path.Combine(Directory.CreateTempSubdirectory("cli").FullName, "config");
        await File.WriteAllTextAsync(configuration, "[default]\ncli_follow_urlparam = false\n", TestContext.Current.CancellationToken);
        return await ChildProcess.RunAsync(
            "aws",
            ["sso-oidc", .. arguments, "--endpoint-url", server.Endpoint.AbsoluteUri, "--region", "us-east-1", "--no-sign-request", "--output", "json"],
            ("AWS_CONFIG_FILE", configuration),
            ("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent"),
            ("AWS_EC2_METADATA_DISABLED", "true"),
            ("AWS_PAGER", string.Empty),
            ("NO_PROXY", "*"));
    }

    private static async Task SkipWithoutTheCliAsync()
    {
        try
        {
            var (code, _, _) = await ChildProcess.RunAsync("aws", ["--version"]);
            Assert.SkipUnless(code == 0, "skipped: not installed");
        }
        catch (Win32Exception)
        {
            Assert.Skip("skipped: not installed");
        }
    }
}
