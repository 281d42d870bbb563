using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Pipeline.Handlers;

/// <summary>Endpoints as they reach the wire: the built-in rules, and providers of ones own.</summary>
public sealed class EndpointHandlerTests
{
    [Theory]
    [InlineData("https://proxy.example/base/", "https://proxy.example/base/token?aws_iam=t")]
    [InlineData("http://user:password@localhost:8080?x=y", "http://localhost:8080/token?aws_iam=t")]
    public async Task A_custom_endpoint_keeps_its_path_only(string endpoint, string expected)
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport, options => options.Endpoint.Url = endpoint);
        await client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam);
        Assert.Equal(expected, transport.Request.Uri.ToString());
        Assert.Equal(new Uri(expected).Authority, transport.Request["host"]);
        Assert.DoesNotContain("password", string.Join('|', transport.Request.Headers), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switches_beside_a_custom_endpoint_fail_the_call_and_not_the_construction()
    {
        using var client = Clients.Create(new CapturingHandler(), options =>
        {
            options.Endpoint.Url = "https://own.example";
            options.Endpoint.UseFips = true;
        });
        await Assert.ThrowsAsync<EndpointResolutionException>(() => client.CreateTokenAsync(Calls.CreateToken));
    }

    [Fact]
    public async Task A_provider_is_asked_on_every_call_with_what_is_configured()
    {
        var seen = new List<EndpointParameters>();
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport, options =>
        {
            options.Endpoint.UseDualStack = true;
            options.Endpoint.Provider = new Provider(parameters =>
            {
                seen.Add(parameters);
                return new ResolvedEndpoint($"https://h{seen.Count}.example/") { Headers = new Dictionary<string, IReadOnlyList<string?>> { ["X-Mine"] = ["a", "b"] } };
            });
        });
        Assert.Empty(seen);
        await client.CreateTokenAsync(Calls.CreateToken);
        await client.CreateTokenAsync(Calls.CreateToken);
        Assert.All(seen, parameters => Assert.Equal(new EndpointParameters("us-west-2", UseDualStack: true), parameters));
        Assert.Equal(["https://h1.example/token", "https://h2.example/token"], transport.Requests.Select(request => request.Uri.ToString()));
        Assert.Equal("a,b", transport.Requests[0]["x-mine"]);
    }

    [Fact]
    public async Task Exceptions_of_a_provider_and_its_silence_reach_the_caller()
    {
        using var throwing = Clients.Create(new CapturingHandler(), options => options.Endpoint.Provider = new Provider(_ => throw new NotSupportedException("mine")));
        await Assert.ThrowsAsync<NotSupportedException>(() => throwing.CreateTokenAsync(Calls.CreateToken));
        using var silent = Clients.Create(new CapturingHandler(), options => options.Endpoint.Provider = new Provider(_ => null!));
        await Assert.ThrowsAsync<EndpointResolutionException>(() => silent.CreateTokenAsync(Calls.CreateToken));
    }

    [Fact]
    public async Task With_a_providers_scheme_unsigned_operations_are_signed_too()
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport, options => options.Endpoint.Provider = new Provider(_ => new ResolvedEndpoint("https://h.example")
        {
            AuthSchemes = [new("sigv4-s3express"), new("sigv4") { SigningName = "mine", SigningRegion = "eu-1" }],
        }));
        await client.CreateTokenAsync(Calls.CreateToken);
        Assert.Contains("/eu-1/mine/aws4_request", transport.Request["authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_scheme_of_the_provider_each_operation_keeps_its_own()
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport, options =>
            options.Endpoint.Provider = new Provider(_ => new ResolvedEndpoint("https://h.example") { AuthSchemes = [] }));
        foreach (var operation in Operations.All)
        {
            await client.SendAsync(operation.Name);
            Assert.Equal(operation.IsSigned, transport.Requests[^1].Headers.ContainsKey("authorization"));
        }
    }

    [Fact]
    public async Task The_scheme_none_leaves_the_signed_operation_unsigned()
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport, options =>
        {
            options.Credentials = null;
            options.Endpoint.Provider = new Provider(_ => new ResolvedEndpoint("https://h.example") { AuthSchemes = [new("none"), new("sigv4")] });
        });
        await client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam);
        Assert.False(transport.Request.Headers.ContainsKey("authorization"));
    }

    [Fact]
    public async Task A_scheme_that_nobody_knows_is_refused_with_its_name()
    {
        var error = await RefusedAsync(new ResolvedEndpoint("https://h.example") { AuthSchemes = [new("magic\n")] });
        Assert.Contains(@"magic\u000a", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('\r')]
    [InlineData('\n')]
    [InlineData('\0')]
    public async Task A_control_character_in_anything_that_a_provider_says_is_refused(char character)
    {
        string bad = $"x{character}y-evil: 1";
        ResolvedEndpoint[] endpoints =
        [
            new($"https://h.example/{bad}"),
            new($"https://h.example/{character}"),
            new("https://h.example") { Headers = new Dictionary<string, IReadOnlyList<string?>> { ["x-mine"] = [bad] } },
            new("https://h.example") { Headers = new Dictionary<string, IReadOnlyList<string?>> { [bad] = ["v"] } },
            new("https://h.example") { AuthSchemes = [new("sigv4") { SigningName = bad }] },
            new("https://h.example") { AuthSchemes = [new("sigv4") { SigningRegion = bad }] },
        ];
        foreach (var endpoint in endpoints)
        {
            await RefusedAsync(endpoint);
        }
    }

    private static async Task<EndpointResolutionException> RefusedAsync(ResolvedEndpoint endpoint)
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport, options => options.Endpoint.Provider = new Provider(_ => endpoint));
        var error = await Assert.ThrowsAsync<EndpointResolutionException>(() => client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam));
        Assert.Empty(transport.Requests);
        return error;
    }

    private sealed class Provider(Func<EndpointParameters, ResolvedEndpoint> resolve) : EndpointProvider
    {
        public override ResolvedEndpoint Resolve(EndpointParameters parameters) => resolve(parameters);
    }
}
