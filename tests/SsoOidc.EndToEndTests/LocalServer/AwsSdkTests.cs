using Amazon.Runtime;
using Amazon.SSOOIDC;
using Sdk = Amazon.SSOOIDC.Model;
using SsoOidc.LocalServer;

namespace SsoOidc.EndToEndTests.LocalServer;

/// <summary>The AWS SDK for .NET, which is not ours, signs in against the server and signs requests for it.</summary>
public sealed class AwsSdkTests
{
    [Fact]
    public async Task It_signs_in_and_refreshes()
    {
        await using var server = await LocalIdentityCenter.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var client = Client(server, "local-secret", "us-east-1");
        var registration = await client.RegisterClientAsync(
            new Sdk.RegisterClientRequest { ClientName = "sdk", ClientType = "public", Scopes = ["sso:account:access"] }, TestContext.Current.CancellationToken);
        var device = await client.StartDeviceAuthorizationAsync(
            new Sdk.StartDeviceAuthorizationRequest { ClientId = registration.ClientId, ClientSecret = registration.ClientSecret, StartUrl = server.StartUrl },
            TestContext.Current.CancellationToken);
        var ask = new Sdk.CreateTokenRequest
        {
            ClientId = registration.ClientId,
            ClientSecret = registration.ClientSecret,
            GrantType = GrantTypes.DeviceCode,
            DeviceCode = device.DeviceCode,
        };

        var pending = await Assert.ThrowsAsync<Sdk.AuthorizationPendingException>(() => client.CreateTokenAsync(ask, TestContext.Current.CancellationToken));
        Assert.Equal("authorization_pending", pending.Error);
        Assert.NotEmpty(pending.Error_description);

        Assert.True(server.ApproveDevice(device.UserCode));
        var token = await client.CreateTokenAsync(ask, TestContext.Current.CancellationToken);
        var refreshed = await client.CreateTokenAsync(
            new Sdk.CreateTokenRequest
            {
                ClientId = registration.ClientId,
                ClientSecret = registration.ClientSecret,
                GrantType = GrantTypes.RefreshToken,
                RefreshToken = token.RefreshToken,
            },
            TestContext.Current.CancellationToken);
        Assert.NotEqual(token.AccessToken, refreshed.AccessToken);
    }

    [Fact]
    public async Task Its_signature_is_verified()
    {
        await using var server = await LocalIdentityCenter.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var request = new Sdk.CreateTokenWithIAMRequest { ClientId = SignedCall.Application, GrantType = GrantTypes.JwtBearer, Assertion = SignedCall.Jwt };

        using var good = Client(server, "local-secret", "us-east-1");
        var answer = await good.CreateTokenWithIAMAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(["openid", "aws", "sts:identity_context"], answer.Scope);
        Assert.NotEmpty(answer.AwsAdditionalDetails.IdentityContext);

        using var wrong = Client(server, "wrong", "us-east-1");
        var refused = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => wrong.CreateTokenWithIAMAsync(request, TestContext.Current.CancellationToken));
        Assert.Equal("InvalidSignatureException", refused.ErrorCode);

        using var elsewhere = Client(server, "local-secret", "eu-west-1");
        var moved = await Assert.ThrowsAsync<Sdk.InvalidRequestRegionException>(() => elsewhere.CreateTokenWithIAMAsync(request, TestContext.Current.CancellationToken));
        Assert.Equal("us-east-1", moved.Region);
        Assert.Equal(server.Endpoint.AbsoluteUri, moved.Endpoint);
    }

    [Fact]
    public async Task Its_session_token_is_signed_and_accepted()
    {
        await using var server = await LocalIdentityCenter.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var client = new AmazonSSOOIDCClient(new SessionAWSCredentials("LOCALAKID", "local-secret", "session"), Configuration(server, "us-east-1"));
        await client.CreateTokenWithIAMAsync(
            new Sdk.CreateTokenWithIAMRequest { ClientId = SignedCall.Application, GrantType = GrantTypes.JwtBearer, Assertion = SignedCall.Jwt },
            TestContext.Current.CancellationToken);
    }

    private static AmazonSSOOIDCClient Client(LocalIdentityCenter server, string secret, string region) =>
        new(new BasicAWSCredentials("LOCALAKID", secret), Configuration(server, region));

    private static AmazonSSOOIDCConfig Configuration(LocalIdentityCenter server, string region) =>
        new() { ServiceURL = server.Endpoint.AbsoluteUri, AuthenticationRegion = region, MaxErrorRetry = 0 };
}
