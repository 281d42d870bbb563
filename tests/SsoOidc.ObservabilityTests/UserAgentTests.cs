using Amazon.Runtime;
using SsoOidc.ObservabilityTests.Support;

namespace SsoOidc.ObservabilityTests;

/// <summary>The parts of the User-Agent that no recorded case shows.</summary>
public sealed class UserAgentTests
{
    [Fact]
    public async Task Frameworks_are_named_and_cleaned() => Assert.EndsWith(
        " lib/my-framework#1.2 lib/a-b lib/c#d-e m/D",
        await UserAgentAsync(static options => options.UserAgentFrameworks = ["my-framework#1.2", "a b", "c#d#e"]));

    [Theory]
    [InlineData("", " exec-env/ m/D")]
    [InlineData("a b/c", " exec-env/a b/c m/D")]
    [InlineData("a\r\nx-evil: 1\u00e9", " exec-env/a--x-evil: 1- m/D")]
    public async Task The_execution_environment_is_told_and_cannot_break_a_header(string value, string expected) =>
        Assert.EndsWith(expected, await UserAgentAsync(environment: new Dictionary<string, string> { ["AWS_EXECUTION_ENV"] = value }));

    [Theory]
    [InlineData("", " app/ m/D")]
    [InlineData("a\U0001F389b", " app/a-b m/D")]
    public async Task An_app_id_is_cleaned(string value, string expected) => Assert.EndsWith(expected, await UserAgentAsync(options => options.AppId = value));

    [Fact]
    public async Task Without_retries_no_mode_is_told()
    {
        Assert.EndsWith(Environment.Version.ToString(), await UserAgentAsync(static options => options.Retry.Limit = 0), StringComparison.Ordinal);
        using var transport = new Answers(200, "{}");
        using var client = Watched.Client(transport, static options => options.UserAgentSuffix = "end");
        client.Handlers.Remove(StandardHandler.Retry);
        await client.CreateTokenAsync(Watched.Request);
        Assert.DoesNotContain(" m/", transport.Headers[0]["user-agent"], StringComparison.Ordinal);
        Assert.EndsWith(" end", transport.Headers[0]["user-agent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task SigV4a_is_told_and_the_account_of_credentials_that_have_signed()
    {
        using var transport = new Answers(200, "{}");
        using var client = Watched.Client(transport, static options =>
        {
            options.Endpoint.Provider = new Asymmetric();
            options.Credentials = new Later();
        });
        await client.CreateTokenAsync(Watched.Request);
        await client.CreateTokenAsync(Watched.Request);
        Assert.EndsWith(" m/S,D", transport.Headers[0]["user-agent"], StringComparison.Ordinal);
        Assert.EndsWith(" m/S,T,D", transport.Headers[1]["user-agent"], StringComparison.Ordinal);
    }

    private static async Task<string> UserAgentAsync(Action<SsoOidcClientOptions>? configure = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var transport = new Answers(200, "{}");
        using var client = Watched.Client(transport, configure, environment);
        await client.CreateTokenAsync(Watched.Request);
        return transport.Headers[0]["user-agent"];
    }

    private sealed class Asymmetric : EndpointProvider
    {
        public override ResolvedEndpoint Resolve(EndpointParameters parameters) =>
            new("https://own.example") { AuthSchemes = [new EndpointAuthScheme("strange"), new EndpointAuthScheme("sigv4a"), new EndpointAuthScheme("sigv4")] };
    }

    /// <summary>Credentials that are known only once they were asked for.</summary>
    private sealed class Later : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => new("AKIDEXAMPLE", "secret", null, "123456789012");

        public override Task<ImmutableCredentials> GetCredentialsAsync() => Task.FromResult(GetCredentials());
    }
}
