using Microsoft.Extensions.Time.Testing;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Stubbing;

/// <summary>Stubs that are changed, throw, call the client again, never decide, or are never used; and a client that is disposed.</summary>
public sealed class StubEdgeTests
{
    [Fact]
    public async Task What_a_caller_does_to_his_data_later_does_not_change_a_stub()
    {
        using var client = Clients.Stubbed();
        var response = new CreateTokenWithIamResponse { TokenType = "before", Scope = ["a"] };
        var scope = new List<object?> { "a" };
        client.StubResponses(
            Operations.CreateTokenWithIam, response, StubbedResponse.Data(new Dictionary<string, object?> { ["scope"] = scope, ["tokenType"] = "before" }));
        (response.TokenType, response.Scope) = ("after", null);
        scope.Add(5);
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(new CreateTokenWithIamResponse { TokenType = "before", Scope = ["a"] }, await client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam));
        }
    }

    [Fact]
    public async Task A_nested_structure_may_be_a_dictionary_of_text()
    {
        using var client = Clients.Stubbed();
        client.StubResponses(Operations.CreateTokenWithIam, StubbedResponse.Data(new Dictionary<string, object?>
        {
            ["awsAdditionalDetails"] = new Dictionary<string, string> { ["identityContext"] = "i" },
        }));
        Assert.Equal("i", (await client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam)).AwsAdditionalDetails!.IdentityContext);
        var error = Assert.Throws<ParameterValidationException>(() => client.StubData(
            Operations.CreateTokenWithIam, new Dictionary<string, object?> { ["awsAdditionalDetails"] = new Dictionary<int, string> { [1] = "i" } }));
        Assert.Equal("expected awsAdditionalDetails to be a hash, got Dictionary instead", error.Message);
    }

    [Fact]
    public async Task An_exception_that_answers_many_calls_does_not_collect_their_stack_traces()
    {
        foreach (var exception in new Exception[] { new TimeZoneNotFoundException("mine"), new SlowDownException("mine") })
        {
            using var client = Clients.Stubbed();
            client.StubResponses(Operations.CreateToken, exception);
            var lengths = new List<int>();
            for (int i = 0; i < 50; i++)
            {
                Assert.Same(exception, await Assert.ThrowsAnyAsync<Exception>(() => client.CreateTokenAsync(Calls.CreateToken)));
                lengths.Add(exception.StackTrace!.Length);
            }

            Assert.Equal(lengths[0], lengths[^1]);
        }
    }

    [Fact]
    public async Task A_function_may_call_the_client_again()
    {
        using var client = Clients.Stubbed();
        client.StubResponses(Operations.CreateToken, StubbedResponse.DynamicAsync(async (_, token) =>
            new CreateTokenResponse { TokenType = (await client.RegisterClientAsync(Calls.RegisterClient, token)).ClientId }));
        Assert.Equal("ClientId", (await client.CreateTokenAsync(Calls.CreateToken)).TokenType);
        Assert.Equal(["CreateToken", "RegisterClient"], client.ApiRequests.Select(request => request.OperationName));
    }

    [Fact]
    public async Task A_function_that_only_ever_returns_functions_ends()
    {
        using var client = Clients.Stubbed();
        StubbedResponse? self = null;
        int calls = 0;
        self = StubbedResponse.Dynamic(_ =>
        {
            calls++;
            return self!;
        });
        client.StubResponses(Operations.CreateToken, self);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.Contains("returned another function", error.Message, StringComparison.Ordinal);
        Assert.InRange(calls, 2, 100);
    }

    [Fact]
    public async Task A_mismatch_of_what_a_function_returned_is_found_later_too()
    {
        using var client = Clients.Stubbed();
        client.StubResponses(Operations.CreateToken, StubbedResponse.Dynamic(_ =>
            StubbedResponse.Error("X").Expecting(new Dictionary<string, object?> { ["clientId"] = "other" })));
        await Assert.ThrowsAsync<StubVerificationException>(() => client.CreateTokenAsync(Calls.CreateToken));
        var error = Assert.Throws<StubVerificationException>(client.VerifyAllStubsUsed);
        Assert.Contains("clientId: expected \"other\", got \"client\"", Assert.Single(error.Differences), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_function_is_cancelled_by_its_token_and_by_the_calls_own_limit()
    {
        var time = new FakeTimeProvider();
        using var client = Clients.Stubbed(options => (options.TimeProvider, options.CallTimeout) = (time, TimeSpan.FromSeconds(5)));
        client.StubResponses(Operations.CreateToken, StubbedResponse.DynamicAsync(async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return "X";
        }));
        using var cancellation = new CancellationTokenSource();
        var cancelled = client.CreateTokenAsync(Calls.CreateToken, cancellation.Token);
        Assert.False(cancelled.IsCompleted);
        await cancellation.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(cancellation.Token, error.CancellationToken);

        var slow = client.CreateTokenAsync(Calls.CreateToken);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TransportErrorKind.CallTimeout, (await Assert.ThrowsAsync<SsoOidcTransportException>(() => slow)).Kind);
    }

    [Fact]
    public async Task Bodies_and_headers_of_an_http_answer_are_read_as_those_of_the_service()
    {
        using var client = Clients.Stubbed(options => options.RaiseResponseErrors = false);
        client.StubResponses(
            Operations.CreateToken,
            StubbedResponse.HttpBytes(400, new byte[(1024 * 1024) + 1]),
            StubbedResponse.Http(400, [new("X-Amzn-ErrorType", "SlowDownException:http://x"), new("x-twice", "1"), new("x-twice", "2"), new("Content-Length", "7"), new("Host", "h")], "{}"));
        var large = (await client.CreateTokenAsync(Calls.CreateToken)).Error!;
        Assert.Contains("more than ", large.Message, StringComparison.Ordinal);
        var second = await client.CreateTokenAsync(Calls.CreateToken);
        Assert.IsType<SlowDownException>(second.Error);
        Assert.Equal(("1", "7", "h"), (second.Metadata.Headers["x-twice"], second.Metadata.Headers["content-length"], second.Metadata.Headers["host"]));
    }

    [Fact]
    public async Task A_successful_answer_that_is_too_long_is_refused_as_on_the_wire()
    {
        using var client = Clients.Stubbed();
        client.StubResponses(Operations.CreateToken, StubbedResponse.Http(200, body: $"{{\"tokenType\":\"{new string('a', 1024 * 1024)}\"}}"));
        await Assert.ThrowsAsync<ResponseParseException>(() => client.CreateTokenAsync(Calls.CreateToken));
    }

    [Theory]
    [InlineData("Slow\r\nDown\u001b[31mException")]
    [InlineData("SlowDownException")]
    public async Task A_code_with_control_characters_cannot_forge_lines(string code)
    {
        using var client = Clients.Stubbed();
        client.StubResponses(Operations.CreateToken, code);
        var error = await Assert.ThrowsAnyAsync<SsoOidcServiceException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.True(error.Code!.All(char.IsAsciiLetterOrDigit), error.Code);
    }

    [Fact]
    public void Stubs_that_are_nothing_are_refused()
    {
        using var client = Clients.Stubbed();
        Assert.Throws<ArgumentNullException>(() => client.StubResponses(Operations.CreateToken, null!));
        Assert.Throws<ArgumentNullException>(() => client.StubResponses(Operations.CreateToken, (CreateTokenResponse)null!));
        Assert.Throws<ArgumentNullException>(() => client.StubResponses(Operations.CreateToken, (Exception)null!));
        Assert.ThrowsAny<ArgumentException>(() => client.StubResponses(Operations.CreateToken, (string)null!));
        Assert.ThrowsAny<ArgumentException>(() => client.StubResponses(Operations.CreateToken, string.Empty));
        Assert.Throws<ArgumentException>(() => client.StubResponses(Operations.CreateToken, (StubbedResponse)null!));
        Assert.Throws<ArgumentNullException>(() => client.StubResponses("CreateToken", null!));
        Assert.Throws<ArgumentNullException>(() => client.StubResponses(null!, "X"));
        Assert.Throws<ArgumentNullException>(() => StubbedResponse.Dynamic(null!));
        Assert.Throws<ArgumentNullException>(() => StubbedResponse.DynamicAsync(null!));
        Assert.ThrowsAny<ArgumentException>(() => StubbedResponse.Http(200, [default]));
        Assert.ThrowsAny<ArgumentException>(() => StubbedResponse.Http(200, [new("x", null!)]));
        Assert.ThrowsAny<ArgumentException>(() => StubbedResponse.Http(200, [new("x", "\u0085")]));
    }

    [Fact]
    public async Task A_name_that_is_no_operation_is_shown_escaped_beside_those_that_are()
    {
        using var client = Clients.Stubbed();
        var error = Assert.Throws<ArgumentException>(() => client.StubResponses("Create\nToken", "X"));
        Assert.Contains(@"Create\u000aToken", error.Message, StringComparison.Ordinal);
        Assert.All(Operations.All, operation => Assert.Contains(operation.Name, error.Message, StringComparison.Ordinal));
        Assert.Equal("AccessToken", (await client.CreateTokenAsync(Calls.CreateToken)).AccessToken);
    }

    [Fact]
    public async Task A_disposed_client_refuses_and_a_call_under_way_still_ends()
    {
        var time = new FakeTimeProvider();
        var client = Clients.Stubbed(options => options.TimeProvider = time);
        client.StubResponses(Operations.CreateToken, StubbedResponse.Data(new CreateTokenResponse { TokenType = "late" }).WithLatency(TimeSpan.FromSeconds(1)));
        var call = client.CreateTokenAsync(Calls.CreateToken);
        var request = client.BuildRequest("CreateToken");
        var records = client.ApiRequests;
        client.Dispose();
        client.Dispose();
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("late", (await call).TokenType);
        Assert.Equal("client", records[0].Parameters["clientId"]);
        Assert.Throws<ObjectDisposedException>(() => client.StubResponses(Operations.CreateToken, "X"));
        Assert.Throws<ObjectDisposedException>(() => client.ApiRequests);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => request.SendAsync());
    }

    [Fact]
    public async Task Latency_beyond_what_a_timer_takes_is_no_failure_and_still_cancelled()
    {
        using var client = Clients.Stubbed(options => options.TimeProvider = new FakeTimeProvider());
        client.StubResponses(Operations.CreateToken, StubbedResponse.Error("X").WithLatency(TimeSpan.MaxValue));
        using var cancellation = new CancellationTokenSource();
        var call = client.CreateTokenAsync(Calls.CreateToken, cancellation.Token);
        Assert.False(call.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }
}
