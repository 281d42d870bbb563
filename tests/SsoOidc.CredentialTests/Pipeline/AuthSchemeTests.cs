using System.Net;
using Amazon.Runtime;
using SsoOidc.Signing;

namespace SsoOidc.CredentialTests.Pipeline;

/// <summary>Auth schemes that a custom endpoint asks for.</summary>
public sealed class AuthSchemeTests : IDisposable
{
    private static readonly CreateTokenRequest Unsigned = new() { ClientId = "c", ClientSecret = "s", GrantType = GrantTypes.RefreshToken };

    private readonly Machine _machine = new();

    [Theory]
    [InlineData(null, null, "us-east-1")]
    [InlineData(new[] { "us-west-2", "eu-west-1" }, null, "us-west-2,eu-west-1")]
    [InlineData(new[] { "us-west-2" }, new[] { "*" }, "*")]
    public async Task Sigv4a_signs_for_the_region_set_of_the_option_else_of_the_scheme_else_the_region(string[]? scheme, string[]? option, string expected)
    {
        var handler = new CapturingHandler();
        using var client = Client(handler, "https://e.example", new EndpointAuthScheme("sigv4a") { SigningRegionSet = scheme }, o => o.Endpoint.SigningRegionSet = option);
        await client.CreateTokenAsync(Unsigned, TestContext.Current.CancellationToken);

        var headers = Assert.Single(handler.Requests);
        Assert.Equal(expected, headers["x-amz-region-set"]);
        Assert.StartsWith("AWS4-ECDSA-P256-SHA256 Credential=AKID/20241105/sso-oauth/aws4_request, SignedHeaders=", headers["authorization"], StringComparison.Ordinal);
        Assert.Contains(";x-amz-region-set", headers["authorization"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sigv4-s3express,future,bearer,sigv4", "Bearer tok")]
    [InlineData("none,sigv4", null)]
    public async Task The_first_scheme_that_is_known_is_used(string schemes, string? expected)
    {
        var handler = new CapturingHandler();
        using var client = Client(handler, "https://e.example", [.. schemes.Split(',').Select(name => new EndpointAuthScheme(name))]);
        await client.CreateTokenAsync(Unsigned, TestContext.Current.CancellationToken);
        Assert.Equal(expected, handler.Requests[0].GetValueOrDefault("authorization"));
    }

    [Fact]
    public async Task Without_a_scheme_that_is_known_nothing_is_sent()
    {
        var handler = new CapturingHandler();
        using var client = Client(handler, "https://e.example", new EndpointAuthScheme("fu\nture"));
        var e = await Assert.ThrowsAsync<EndpointResolutionException>(() => client.CreateTokenAsync(Unsigned, TestContext.Current.CancellationToken));
        Assert.Contains(@"No supported auth scheme for this endpoint: it offers fu\u000ature; supported are sigv4, sigv4a, bearer, none.", e.Message, StringComparison.Ordinal);
        Assert.Empty(handler.Requests);
    }

    [Theory]
    [InlineData("https://e.example", true)]
    [InlineData("http://127.0.0.1:1", true)]
    [InlineData("http://127.9.9.9", true)]
    [InlineData("http://[::1]:1", true)]
    [InlineData("http://LOCALHOST", true)]
    [InlineData("http://e.example", false)]
    [InlineData("http://10.0.0.1", false)]
    [InlineData("http://localhost.evil.example", false)]
    [InlineData("http://127.0.0.1.evil.example", false)]
    [InlineData("http://[::ffff:10.0.0.1]", false)]
    public async Task A_bearer_token_goes_over_https_or_stays_on_this_machine(string url, bool isSent)
    {
        var handler = new CapturingHandler();
        using var client = Client(handler, url, new EndpointAuthScheme("bearer"));
        var call = client.CreateTokenAsync(Unsigned, TestContext.Current.CancellationToken);
        if (isSent)
        {
            await call;
            Assert.Equal("Bearer tok", handler.Requests[0]["authorization"]);
            return;
        }

        var e = await Assert.ThrowsAsync<EndpointResolutionException>(() => call);
        Assert.Contains("Unable to use bearer authorization on non https endpoint", e.Message, StringComparison.Ordinal);
        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task A_token_is_asked_for_on_every_attempt_and_credentials_never()
    {
        var handler = new CapturingHandler(HttpStatusCode.InternalServerError);
        int count = 0;
        var provider = new FakeTokenProvider(() => new TryResponse<AWSToken> { Success = true, Value = new AWSToken { Token = $"t{++count}" } });
        using var client = Client(handler, "https://e.example", new EndpointAuthScheme("bearer"), o =>
        {
            o.TokenProvider = provider;
            o.Credentials = new AnonymousAWSCredentials();
            o.Retry.BaseDelay = TimeSpan.Zero;
        });
        await client.CreateTokenAsync(Unsigned, TestContext.Current.CancellationToken);
        Assert.Equal(["Bearer t1", "Bearer t2"], handler.Requests.Select(headers => headers["authorization"]));
    }

    [Fact]
    public async Task A_provider_without_a_token_is_told()
    {
        foreach (var answer in (TryResponse<AWSToken>[])[new() { Success = false }, new() { Success = true }, new() { Success = true, Value = new AWSToken { Token = "" } }])
        {
            using var client = Client(new CapturingHandler(), "https://e.example", new EndpointAuthScheme("bearer"), o => o.TokenProvider = new FakeTokenProvider(() => answer));
            var e = await Assert.ThrowsAsync<MissingTokenException>(() => client.CreateTokenAsync(Unsigned, TestContext.Current.CancellationToken));
            Assert.Contains("options.TokenProvider gave none", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_token_that_would_break_the_header_is_refused_and_not_shown()
    {
        using var client = Client(
            new CapturingHandler(),
            "https://e.example",
            new EndpointAuthScheme("bearer"),
            o => o.TokenProvider = new FakeTokenProvider(() => new TryResponse<AWSToken> { Success = true, Value = new AWSToken { Token = "qqq\r\nX: y" } }));
        var e = await Assert.ThrowsAsync<ClientConfigurationException>(() => client.CreateTokenAsync(Unsigned, TestContext.Current.CancellationToken));
        Assert.DoesNotContain("qqq", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stubbed_client_has_a_token()
    {
        using var client = new SsoOidcClient(new SsoOidcClientOptions
        {
            StubResponses = true,
            Seams = _machine.Seams,
            Endpoint = { Provider = new SchemeEndpoint("https://e.example", new EndpointAuthScheme("bearer")) },
        });
        Assert.NotNull((await client.CreateTokenAsync(Unsigned, TestContext.Current.CancellationToken)).AccessToken);
    }

    [Fact]
    public async Task Sigv4a_verifies_over_what_was_sent_and_is_made_anew_for_each_attempt()
    {
        var handler = new CapturingHandler(HttpStatusCode.ServiceUnavailable);
        using var client = Client(handler, "https://e.example", new EndpointAuthScheme("sigv4a"), o => o.Retry.BaseDelay = TimeSpan.Zero);
        await client.CreateTokenAsync(Unsigned, TestContext.Current.CancellationToken);
        Assert.Equal(2, handler.Requests.Count);
        using var key = SigV4aKey.Import(SigV4aKey.Derive("AKID", "secret"));
        Assert.All(handler.Requests, headers =>
        {
            string[] parts = headers["authorization"].Split("Signature=");
            string signed = parts[0].Split("SignedHeaders=")[1].TrimEnd(' ', ',');
            string canonical = string.Join(
                '\n',
                ["POST", "/token", "", .. signed.Split(';').Select(name => $"{name}:{(name == "content-type" ? "application/json" : headers[name])}"), "", signed, headers["x-amz-content-sha256"]]);
            string toSign = $"AWS4-ECDSA-P256-SHA256\n{headers["x-amz-date"]}\n20241105/sso-oauth/aws4_request\n{Hash(canonical)}";
            Assert.True(key.VerifyData(
                System.Text.Encoding.UTF8.GetBytes(toSign),
                Convert.FromHexString(parts[1]),
                System.Security.Cryptography.HashAlgorithmName.SHA256,
                System.Security.Cryptography.DSASignatureFormat.Rfc3279DerSequence));
        });

        static string Hash(string text) =>
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    public void Dispose() => _machine.Dispose();

    private SsoOidcClient Client(HttpMessageHandler handler, string url, EndpointAuthScheme scheme, Action<SsoOidcClientOptions>? change = null) =>
        Client(handler, url, [scheme], change);

    private SsoOidcClient Client(HttpMessageHandler handler, string url, EndpointAuthScheme[] schemes, Action<SsoOidcClientOptions>? change = null)
    {
        var options = new SsoOidcClientOptions
        {
            Region = "us-east-1",
            Credentials = new BasicAWSCredentials("AKID", "secret"),
            TokenProvider = new FakeTokenProvider(() => new TryResponse<AWSToken> { Success = true, Value = new AWSToken { Token = "tok" } }),
            Endpoint = { Provider = new SchemeEndpoint(url, schemes) },
            Http = { Handler = handler },
            TimeProvider = _machine.Time,
            Seams = _machine.Seams,
        };
        change?.Invoke(options);
        return new SsoOidcClient(options);
    }
}
