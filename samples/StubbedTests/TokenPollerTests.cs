using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using SsoOidc;

namespace StubbedTests;

/// <summary>How to unit-test code that uses the client: with its own stubs, which really run everything but the network.</summary>
public sealed class TokenPollerTests
{
    private static readonly RegisterClientResponse Registration = new() { ClientId = "client", ClientSecret = "secret" };

    private static readonly StartDeviceAuthorizationResponse Device = new() { DeviceCode = "code", Interval = 1 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Waits_while_the_user_has_not_decided()
    {
        var time = new FakeTimeProvider();
        using var client = new SsoOidcClient(new SsoOidcClientOptions { StubResponses = true });
        client.StubResponses(
            Operations.CreateToken,
            "AuthorizationPendingException",
            "SlowDownException",
            StubbedResponse.Data(new CreateTokenResponse { AccessToken = "token" }).Expecting(new Dictionary<string, object?>
            {
                ["grantType"] = GrantTypes.DeviceCode, ["deviceCode"] = "code",
            }));

        var waiting = new TokenPoller(client, time).WaitAsync(Registration, Device, Cancellation);
        Assert.Single(client.ApiRequests);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, client.ApiRequests.Count);

        // Asked to slow down: five seconds more from now on.
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(2, client.ApiRequests.Count);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("token", (await waiting).AccessToken);
        client.VerifyAllStubsUsed();
    }

    [Fact]
    public async Task Gives_up_when_the_code_has_expired()
    {
        using var client = new SsoOidcClient(new SsoOidcClientOptions { Stubs = { OperationStubs.For(Operations.CreateToken, "ExpiredTokenException") } });
        await Assert.ThrowsAsync<ExpiredTokenException>(() => new TokenPoller(client, TimeProvider.System).WaitAsync(Registration, Device, Cancellation));
    }

    [Fact]
    public async Task Sends_what_it_was_given()
    {
        using var client = new SsoOidcClient(new SsoOidcClientOptions { StubResponses = true });
        await new TokenPoller(client, TimeProvider.System).WaitAsync(Registration, Device, Cancellation);
        Assert.Equal(CreateTokenRequest.ForDeviceCode("client", "secret", "code"), client.ApiRequests[0].Request);
    }

    [Fact]
    public async Task Ends_when_it_is_cancelled_while_the_service_is_slow()
    {
        var time = new FakeTimeProvider();
        using var client = new SsoOidcClient(new SsoOidcClientOptions { StubResponses = true, TimeProvider = time });
        client.StubResponses(Operations.CreateToken, StubbedResponse.Data(new CreateTokenResponse()).WithLatency(TimeSpan.FromMinutes(1)));
        using var cancellation = new CancellationTokenSource();
        var waiting = new TokenPoller(client, time).WaitAsync(Registration, Device, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    /// <summary>A mocking library works too, but then nothing of the client runs.</summary>
    [Fact]
    public async Task Asks_again_with_a_substitute_for_the_client()
    {
        var time = new FakeTimeProvider();
        var client = Substitute.For<SsoOidcClient>();
        client.CreateTokenAsync(Arg.Any<CreateTokenRequest>(), Arg.Any<RequestOptions>(), Arg.Any<CancellationToken>())
            .Returns(new CreateTokenResponse { AccessToken = "token" });

        Assert.Equal("token", (await new TokenPoller(client, time).WaitAsync(Registration, Device, Cancellation)).AccessToken);
        await client.Received(1).CreateTokenAsync(
            Arg.Is<CreateTokenRequest>(request => request.DeviceCode == "code"), Arg.Any<RequestOptions>(), Arg.Any<CancellationToken>());
    }
}
