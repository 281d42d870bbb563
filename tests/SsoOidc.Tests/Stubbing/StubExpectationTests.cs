using Microsoft.Extensions.Time.Testing;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Stubbing;

/// <summary>What goes beyond the reference: expected parameters, unused stubs, latency.</summary>
public sealed class StubExpectationTests
{
    [Fact]
    public async Task A_call_with_the_expected_parameters_gets_the_answer()
    {
        using var client = Clients.Stubbed();
        client.StubResponses(
            Operations.RegisterClient,
            StubbedResponse.Data(new RegisterClientResponse { ClientId = "1" }).Expecting(new Dictionary<string, object?> { ["clientName"] = "tool", ["scopes"] = new[] { "a", "b" }, ["issuerUrl"] = null }),
            StubbedResponse.Data(new RegisterClientResponse { ClientId = "2" }).Expecting(Calls.RegisterClient));
        Assert.Equal("1", (await client.RegisterClientAsync(Calls.RegisterClient)).ClientId);
        Assert.Equal("2", (await client.RegisterClientAsync(Calls.RegisterClient)).ClientId);
        client.VerifyAllStubsUsed();
    }

    [Fact]
    public async Task A_mismatch_lists_every_difference_and_hides_secrets()
    {
        using var client = Clients.Stubbed(options => options.RaiseResponseErrors = false);
        client.StubResponses(Operations.CreateToken, StubbedResponse.Error("X").Expecting(new Dictionary<string, object?>
        {
            ["clientId"] = "other", ["clientSecret"] = "S3CR3T-expected", ["scope"] = new[] { "a" }, ["refreshToken"] = null, ["code"] = "S3CR3T-code",
        }));
        var error = await Assert.ThrowsAsync<StubVerificationException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.Equal(
            [
                "clientId: expected \"other\", got \"client\"",
                "clientSecret: expected another value (both are hidden)",
                "code: expected [FILTERED], got nothing",
                "refreshToken: expected nothing, got [FILTERED]",
                "scope: expected [\"a\"], got nothing",
            ],
            error.Differences);
        Assert.StartsWith("A call of CreateToken does not have the parameters that its stub expects:\n  - clientId: expected", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("S3CR3T", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_request_expects_what_it_does_not_set_to_be_absent()
    {
        using var client = Clients.Stubbed();
        var expected = Calls.RegisterClient;
        client.StubResponses("RegisterClient", StubbedResponse.Data(new RegisterClientResponse()).Expecting(expected));
        var request = Calls.RegisterClient;
        request.IssuerUrl = "https://issuer";
        var error = await Assert.ThrowsAsync<StubVerificationException>(() => client.RegisterClientAsync(request));
        Assert.Equal(["issuerUrl: expected nothing, got \"https://issuer\""], error.Differences);
        await client.RegisterClientAsync(Calls.RegisterClient);
    }

    [Fact]
    public async Task A_difference_that_is_not_seen_is_told_as_such()
    {
        using var client = Clients.Stubbed();
        client.StubResponses(Operations.RegisterClient, StubbedResponse.Error("X").Expecting(new Dictionary<string, object?>
        {
            ["clientName"] = new string('a', 5000), ["issuerUrl"] = "https://S3CR3T-1@host/", ["scopes"] = new[] { "a" },
        }));
        var error = await Assert.ThrowsAsync<StubVerificationException>(() => client.RegisterClientAsync(new()
        {
            ClientName = new string('a', 5001), ClientType = "t", IssuerUrl = "https://S3CR3T-2@host/", Scopes = ["a", "b\n"],
        }));
        Assert.Equal(
            [
                $"clientName: expected another value (both are shown as \"{new string('a', 1024)}\")",
                @"scopes: expected [""a""], got [""a"", ""b\u000a""]",
                "issuerUrl: expected another value (both are shown as \"https://[FILTERED]@host/\")",
            ],
            error.Differences);
    }

    [Fact]
    public async Task A_typed_call_is_compared_and_recorded_as_it_was_sent()
    {
        using var client = Clients.Stubbed();
        client.Handlers.HandleRequest(context => Assert.Equal("tool", context.Parameters["clientName"]), PipelineStep.Initialize);
        client.Handlers.HandleRequest(context => ((RegisterClientRequest)context.Request!).ClientName = "renamed", PipelineStep.Validate);
        client.StubResponses(Operations.RegisterClient, StubbedResponse.Data(new RegisterClientResponse()).Expecting(new Dictionary<string, object?> { ["clientName"] = "renamed" }));
        await client.RegisterClientAsync(Calls.RegisterClient);
        Assert.Equal("renamed", client.ApiRequests[0].Parameters["clientName"]);
    }

    [Fact]
    public async Task Loose_calls_are_compared_after_conversion()
    {
        using var client = Clients.Stubbed();
        client.StubResponses(Operations.RegisterClient, StubbedResponse.Error("Fits").Expecting(new Dictionary<string, object?> { ["scopes"] = new HashSet<string> { "a" }, ["clientType"] = StringComparison.Ordinal }));
        var call = client.BuildRequest("RegisterClient", new Dictionary<string, object?> { ["clientName"] = "n", ["clientType"] = "Ordinal", ["scopes"] = new[] { "a" } });
        Assert.Equal("Fits", (await Assert.ThrowsAsync<SsoOidcServiceException>(() => call.SendAsync())).Code);
    }

    [Fact]
    public void An_expectation_that_cannot_be_met_is_refused_when_it_is_set()
    {
        using var client = Clients.Stubbed();
        var error = Assert.Throws<ParameterValidationException>(() => client.StubResponses(
            Operations.CreateToken, StubbedResponse.Error("X").Expecting(new Dictionary<string, object?> { ["clientid"] = "x" })));
        Assert.Equal("unexpected value at clientid", error.Message);
        Assert.Throws<ArgumentException>(() => client.StubResponses(Operations.CreateToken, StubbedResponse.Error("X").Expecting(new RegisterClientRequest())));
        Assert.Throws<ArgumentNullException>(() => StubbedResponse.Error("X").Expecting((object)null!));

        // Not a dictionary of objects, so no members.
        Assert.Contains("A Dictionary is no request", Assert.Throws<ArgumentException>(() => client.StubResponses(
            Operations.CreateToken, StubbedResponse.Error("X").Expecting(new Dictionary<string, string> { ["clientId"] = "c" }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unused_stubs_and_calls_that_were_others_are_found_even_if_somebody_caught_the_failure()
    {
        using var client = Clients.Stubbed();
        client.VerifyAllStubsUsed();
        client.StubResponses(Operations.RegisterClient, "A", "B");
        client.StubResponses(Operations.CreateToken, StubbedResponse.Error("X").Expecting(new Dictionary<string, object?> { ["clientId"] = "other" }));
        await Assert.ThrowsAnyAsync<SsoOidcException>(() => client.RegisterClientAsync(Calls.RegisterClient));
        await Assert.ThrowsAsync<StubVerificationException>(() => client.CreateTokenAsync(Calls.CreateToken));
        var error = Assert.Throws<StubVerificationException>(client.VerifyAllStubsUsed);
        Assert.Equal("CreateToken: 1 of 1 stubs were not used", error.Differences[0]);
        Assert.Equal("RegisterClient: 1 of 2 stubs were not used", error.Differences[1]);
        Assert.StartsWith("A call of CreateToken does not have", error.Differences[2], StringComparison.Ordinal);
        Assert.Equal(3, error.Differences.Count);
    }

    [Fact]
    public async Task The_last_stub_is_used_by_its_first_call()
    {
        using var client = Clients.Stubbed();
        client.StubResponses(Operations.CreateToken, new CreateTokenResponse { TokenType = "only" });
        Assert.Throws<StubVerificationException>(client.VerifyAllStubsUsed);
        await client.CreateTokenAsync(Calls.CreateToken);
        await client.CreateTokenAsync(Calls.CreateToken);
        client.VerifyAllStubsUsed();
    }

    [Fact]
    public async Task Latency_passes_on_the_clients_clock()
    {
        var time = new FakeTimeProvider();
        using var client = Clients.Stubbed(options => options.TimeProvider = time);
        client.StubResponses(
            Operations.CreateToken,
            StubbedResponse.Data(new CreateTokenResponse { TokenType = "late" }).WithLatency(TimeSpan.FromSeconds(3)),
            StubbedResponse.Dynamic(_ => StubbedResponse.Error("Later").WithLatency(TimeSpan.FromSeconds(2))));
        var call = client.CreateTokenAsync(Calls.CreateToken);
        time.Advance(TimeSpan.FromMilliseconds(2999));
        Assert.False(call.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("late", (await call).TokenType);

        var second = client.CreateTokenAsync(Calls.CreateToken);
        Assert.False(second.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("Later", (await Assert.ThrowsAsync<SsoOidcServiceException>(() => second)).Code);
        Assert.Throws<ArgumentOutOfRangeException>(() => StubbedResponse.Error("X").WithLatency(TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public async Task A_slow_stub_can_be_cancelled_and_runs_into_the_calls_own_limit()
    {
        var time = new FakeTimeProvider();
        using var client = Clients.Stubbed(options => (options.TimeProvider, options.CallTimeout) = (time, TimeSpan.FromSeconds(5)));
        client.StubResponses(Operations.CreateToken, StubbedResponse.Error("X").WithLatency(TimeSpan.FromDays(1)));
        using var cancellation = new CancellationTokenSource();
        var cancelled = client.CreateTokenAsync(Calls.CreateToken, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        var slow = client.CreateTokenAsync(Calls.CreateToken);
        time.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<SsoOidcTransportException>(() => slow);
    }
}
