using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Transport;

/// <summary>Requests for credentials go the way that the client's calls go: the same proxy, authorities and guard against redirects.</summary>
public sealed class CredentialCallsTests : IDisposable
{
    private const string Jwt = "jwt.S3CR3T";
    private readonly TestAuthority _authority = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("ssooidc-sts-").FullName;

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _authority.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sts_is_asked_with_the_clients_authorities_and_through_its_proxy(bool proxied)
    {
        await using var server = RawServer.Start(AnswerAsync, TestTls.Server(_authority.IssueServer()));
        await using var proxy = TestProxy.To(server.Port);
        string bundle = Path.Combine(_folder, "ca.pem");
        await File.WriteAllTextAsync(bundle, _authority.Pem);
        using var client = Client(server.Url, options =>
        {
            options.Http.CaBundle = bundle;
            options.Http.Proxy = proxied ? $"127.0.0.1:{proxy.Port}" : null;
        });
        Assert.Equal("t", (await client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam)).AccessToken);
        Assert.Contains("Credential=AKIDFROMSTS/", server.Received, StringComparison.Ordinal);
        Assert.Equal(proxied, proxy.Requests.Count > 0);
    }

    [Fact]
    public async Task A_missing_bundle_is_the_error_of_the_call_and_not_that_there_are_no_credentials()
    {
        await using var server = RawServer.Start(AnswerAsync, TestTls.Server(_authority.IssueServer()));
        using var client = Client(server.Url, options => options.Http.CaBundle = Path.Combine(_folder, "missing.pem"));
        var error = await Assert.ThrowsAsync<ClientConfigurationException>(() => client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam));
        Assert.Equal("Http.CaBundle", Assert.Single(error.Problems).Option);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_of_sts_takes_no_secret_along(int status)
    {
        await using var second = RawServer.Answering(RawServer.Http(200, "evil"));
        await using var first = RawServer.Answering(RawServer.Http(status, string.Empty, $"Location: {second.Url}/x"));
        using var http = new HttpClient();
        using var client = Client(first.Url, options => options.Http.Client = http);
        await Assert.ThrowsAsync<MissingCredentialsException>(() => client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam));
        Assert.Contains(Jwt, first.Received, StringComparison.Ordinal);
        Assert.DoesNotContain(Jwt, second.Received, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    public async Task Nor_does_one_of_the_portal(int status)
    {
        await using var second = RawServer.Answering(RawServer.Http(200, "evil"));
        await using var first = RawServer.Answering(RawServer.Http(status, string.Empty, $"Location: {second.Url}/x"));
        using var http = new HttpClient();
        using var transport = new SsoOidc.Transport.HttpClientTransport(http);
        using var message = new HttpRequestMessage(HttpMethod.Get, first.Url + "/federation/credentials");
        message.Headers.TryAddWithoutValidation("x-amz-sso_bearer_token", Jwt);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => transport.SendForCredentialsAsync(message, default));
        Assert.Contains(Jwt, first.Received, StringComparison.Ordinal);
        Assert.DoesNotContain(Jwt, second.Received, StringComparison.Ordinal);
    }

    private static async Task AnswerAsync(RawConnection connection)
    {
        while (await connection.ReadRequestAsync() is { } request)
        {
            await connection.WriteAsync(request.Contains("Action=AssumeRoleWithWebIdentity", StringComparison.Ordinal)
                ? RawServer.Http(200, """
                    <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials>
                    <AccessKeyId>AKIDFROMSTS</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration>
                    </Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>
                    """)
                : RawServer.Http(200, """{"accessToken":"t"}"""));
        }
    }

    private SsoOidcClient Client(string url, Action<SsoOidcClientOptions> set)
    {
        string token = Path.Combine(_folder, "token");
        File.WriteAllText(token, Jwt);
        var environment = new TestEnvironment
        {
            ["AWS_ENDPOINT_URL"] = url,
            ["AWS_ROLE_ARN"] = "arn:aws:iam::1:role/w",
            ["AWS_WEB_IDENTITY_TOKEN_FILE"] = token,
            ["AWS_CONFIG_FILE"] = Path.Combine(_folder, "none"),
            ["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(_folder, "none"),
        };
        return new SsoOidcClient(Clients.Options(
            options =>
            {
                options.Credentials = null;
                set(options);
            },
            environment));
    }
}
