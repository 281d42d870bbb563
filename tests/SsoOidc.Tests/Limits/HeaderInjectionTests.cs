using Amazon.Runtime;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Limits;

/// <summary>CR, LF and NUL in whatever could become a header, against a real server that records every byte.</summary>
public sealed class HeaderInjectionTests
{
    private const string Evil = "x-evil: 1";

    private delegate void Attack(SsoOidcClientOptions options, TestEnvironment environment, string bad);

    private static readonly Dictionary<string, Attack> Attacks = new()
    {
        ["Region"] = (options, _, bad) => options.Region = bad,
        ["AWS_REGION"] = (options, environment, bad) => (options.Region, environment["AWS_REGION"]) = (null, bad),
        ["Endpoint.Url"] = (options, _, bad) => options.Endpoint.Url += bad,
        ["AWS_ENDPOINT_URL"] = (options, environment, bad) => (environment["AWS_ENDPOINT_URL"], options.Endpoint.Url) = (options.Endpoint.Url + bad, null),
        ["AWS_RETRY_MODE"] = (_, environment, bad) => environment["AWS_RETRY_MODE"] = "standard" + bad,
        ["AWS_MAX_ATTEMPTS"] = (_, environment, bad) => environment["AWS_MAX_ATTEMPTS"] = "3" + bad,
        ["Http.HandlerName"] = (options, _, bad) => options.Http.HandlerName = bad,
        ["access key"] = (options, _, bad) => options.Credentials = new BasicAWSCredentials(bad, "s"),
        ["secret key"] = (options, _, bad) => options.Credentials = new BasicAWSCredentials("a", bad),
        ["AWS_SECRET_ACCESS_KEY"] = (options, environment, bad) =>
            (options.Credentials, environment["AWS_ACCESS_KEY_ID"], environment["AWS_SECRET_ACCESS_KEY"]) = (null, "a", bad),
        ["session token"] = (options, _, bad) => options.Credentials = new SessionAWSCredentials("a", "s", bad),
        ["AWS_ACCESS_KEY_ID"] = (options, environment, bad) =>
            (options.Credentials, environment["AWS_ACCESS_KEY_ID"], environment["AWS_SECRET_ACCESS_KEY"]) = (null, bad, "s"),
        ["AWS_SESSION_TOKEN"] = (options, environment, bad) =>
            (options.Credentials, environment["AWS_ACCESS_KEY_ID"], environment["AWS_SECRET_ACCESS_KEY"], environment["AWS_SESSION_TOKEN"]) = (null, "a", "s", bad),
        ["trace id"] = (_, environment, bad) => (environment["AWS_LAMBDA_FUNCTION_NAME"], environment["_X_AMZN_TRACE_ID"]) = ("f", bad),
        ["handler's header"] = (options, _, bad) => options.Plugins.Add(new TracePlugin("p", [], handlers => handlers.Add(new FunctionStep((context, next) =>
        {
            context.HttpRequest.Headers["x-mine"] = bad;
            return next.InvokeAsync(context);
        })))),
        ["provider's URL"] = (options, _, bad) => Provide(options, endpoint => new ResolvedEndpoint(endpoint.Url + "/" + bad)),
        ["provider's header"] = (options, _, bad) => Provide(
            options, endpoint => endpoint with { Headers = new Dictionary<string, IReadOnlyList<string?>> { ["x-mine"] = [bad] } }),
        ["provider's header name"] = (options, _, bad) => Provide(
            options, endpoint => endpoint with { Headers = new Dictionary<string, IReadOnlyList<string?>> { [bad] = ["v"] } }),
        ["provider's signing name"] = (options, _, bad) => Provide(options, endpoint => endpoint with { AuthSchemes = [new("sigv4") { SigningName = bad }] }),
        ["provider's signing region"] = (options, _, bad) => Provide(options, endpoint => endpoint with { AuthSchemes = [new("sigv4") { SigningRegion = bad }] }),
    };

    public static TheoryData<string> Names => [.. Attacks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Not_a_byte_is_sent(string attack)
    {
        await using var server = RawServer.Answering(RawServer.Http(200, "{}"));
        foreach (string bad in new[] { $"a\r\n{Evil}", $"a\n{Evil}", $"a\r{Evil}", $"a\0{Evil}", "a\r\n\r\nPOST / HTTP/1.1\r\n" })
        {
            var environment = new TestEnvironment();
            var options = Clients.Options(o => o.Endpoint.Url = server.Url, environment);
            Attacks[attack](options, environment, bad);
            await Assert.ThrowsAnyAsync<ArgumentException>(async () =>
            {
                using var client = new SsoOidcClient(options);
                await client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam);
            });
        }

        Assert.Equal(0, server.ConnectionCount);

        // The same client without the attack does reach the server.
        using var harmless = Clients.CreateFor(server);
        await harmless.CreateTokenWithIamAsync(Calls.CreateTokenWithIam);
        Assert.Equal(1, server.ConnectionCount);
        Assert.DoesNotContain("x-evil", server.Received, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Calls.Names), MemberType = typeof(Calls))]
    public async Task In_a_member_they_stay_inside_the_body(string operation)
    {
        await using var server = RawServer.Answering(RawServer.Http(200, "{}"));
        using var client = Clients.CreateFor(server);
        await client.BuildRequest(operation, Operations.Find(operation).Input.Members.ToDictionary(
            member => member.Name,
            member => member.Kind == MemberKind.StringList ? new[] { $"a\r\n{Evil}\0" } : (object?)$"a\r\n{Evil}\0")).SendAsync();
        string head = server.Received[..server.Received.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
        string[] names = [.. head.Split("\r\n").Skip(1).Select(line => line.Split(':')[0].ToLowerInvariant()).Order(StringComparer.Ordinal)];
        string[] expected = ["amz-sdk-invocation-id", "content-length", "content-type", "host", "user-agent"];
        string[] signed = ["authorization", "x-amz-content-sha256", "x-amz-date", "x-amz-security-token"];
        Assert.Equal((operation == "CreateTokenWithIAM" ? [.. expected, .. signed] : expected).Order(StringComparer.Ordinal), names);
        Assert.Contains(@"a\r\nx-evil: 1\u0000", server.Received, StringComparison.Ordinal);
    }

    private static void Provide(SsoOidcClientOptions options, Func<ResolvedEndpoint, ResolvedEndpoint> change) =>
        options.Endpoint.Provider = new Provider(change);

    private sealed class Provider(Func<ResolvedEndpoint, ResolvedEndpoint> change) : EndpointProvider
    {
        public override ResolvedEndpoint Resolve(EndpointParameters parameters) => change(new ResolvedEndpoint(parameters.Endpoint!));
    }
}
