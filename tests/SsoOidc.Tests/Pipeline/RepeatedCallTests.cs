using Microsoft.Extensions.Time.Testing;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Pipeline;

/// <summary>A handler of the caller's that calls the rest of the chain again.</summary>
public sealed class RepeatedCallTests
{
    [Fact]
    public async Task The_outcome_is_that_of_the_last_time()
    {
        using var client = new SsoOidcClient(new SsoOidcClientOptions { StubResponses = true });
        client.StubResponses(Operations.CreateToken, "SlowDownException", new CreateTokenResponse { AccessToken = "second" }, "InvalidGrantException");
        client.Handlers.Add(
            new FunctionStep(RunTwiceAsync),
            PipelineStep.Sign,
            priority: 98);
        Assert.Equal("second", (await client.CreateTokenAsync(Calls.CreateToken)).AccessToken);
        await Assert.ThrowsAsync<InvalidGrantException>(() => client.CreateTokenAsync(Calls.CreateToken));
    }

    [Theory]
    [InlineData(60, false)]
    [InlineData(10, false)]
    [InlineData(10, true)]
    public async Task Nor_does_a_failure_on_the_way_stay_wherever_the_handler_stands(int priority, bool isObserved)
    {
        int sent = 0;
        using var client = Clients.Create(new FunctionHandler((_, _) => ++sent % 2 == 1
            ? throw new HttpRequestException("x")
            : Task.FromResult(CapturingHandler.Json(200, """{"tokenType":"second"}"""))));
        client.Handlers.Add(new FunctionStep(RunTwiceAsync), PipelineStep.Sign, priority);
        var options = new RequestOptions { OnChunkReceived = isObserved ? (_, _, _) => { } : null };
        Assert.Equal("second", (await client.CreateTokenAsync(Calls.CreateToken, options)).TokenType);

        using var stubbed = Clients.Stubbed();
        stubbed.StubResponses(Operations.CreateToken, new SlowDownException("first"), new CreateTokenResponse { TokenType = "second" });
        stubbed.Handlers.Add(new FunctionStep(RunTwiceAsync), PipelineStep.Sign, priority);
        Assert.Equal("second", (await stubbed.CreateTokenAsync(Calls.CreateToken)).TokenType);
    }

    [Fact]
    public async Task An_answer_does_not_stay_where_none_comes_the_second_time()
    {
        int sent = 0;
        using var client = Clients.Create(
            new FunctionHandler((_, _) => ++sent == 1 ? Task.FromResult(CapturingHandler.Json(503, string.Empty)) : throw new HttpRequestException("x")),
            options => options.RaiseResponseErrors = false);
        client.Handlers.Add(new FunctionStep(RunTwiceAsync), PipelineStep.Sign, 10);
        var response = await client.CreateTokenAsync(Calls.CreateToken);
        Assert.True(response.Error is SsoOidcTransportException { MayHaveReachedService: true });
        Assert.Equal(0, response.Metadata.StatusCode);
    }

    [Fact]
    public async Task Attempts_are_counted_where_no_retry_handler_does_and_no_mode_is_told()
    {
        var transport = new CapturingHandler(503, string.Empty);
        using var client = Clients.Create(transport, options => (options.RaiseResponseErrors, options.Retry.Limit) = (false, 3));
        using var stubbed = Clients.Stubbed();
        client.Handlers.Replace(StandardHandler.Retry, new FunctionStep(RunTwiceAsync));
        stubbed.Handlers.Add(new FunctionStep(RunTwiceAsync), PipelineStep.Sign, 99);
        var seen = new List<int>();
        foreach (var each in new[] { client, stubbed })
        {
            each.Handlers.HandleRequest(context => seen.Add(context.Attempts), PipelineStep.Sign, 10);
            var response = await each.CreateTokenAsync(Calls.CreateToken);
            Assert.Equal((2, 2), (response.Metadata.Attempts, response.Error?.Attempts ?? 2));
        }

        Assert.Equal([1, 2, 1, 2], seen);
        var agents = transport.Requests.Select(request => request["user-agent"]).Append(stubbed.ApiRequests[0].Context.HttpRequest.Headers["user-agent"]);
        Assert.All(agents, agent => Assert.DoesNotContain(" m/", agent, StringComparison.Ordinal));
        client.Handlers.Remove(StandardHandler.Retry);
        Assert.Equal(1, (await client.CreateTokenAsync(Calls.CreateToken)).Metadata.Attempts);
    }

    [Fact]
    public async Task A_timeout_without_a_retry_handler_does_not_say_that_nothing_was_sent()
    {
        var clock = new FakeTimeProvider();
        var transport = new FunctionHandler(async (message, token) =>
        {
            await message.Content!.ReadAsByteArrayAsync(token);
            var never = Task.Delay(Timeout.InfiniteTimeSpan, token);
            clock.Advance(TimeSpan.FromSeconds(6));
            await never;
            throw new InvalidOperationException();
        });
        using var client = Clients.Create(transport, options => (options.CallTimeout, options.TimeProvider) = (TimeSpan.FromSeconds(5), clock));
        client.Handlers.Remove(StandardHandler.Retry);
        var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.Equal((TransportErrorKind.CallTimeout, 1, true), (error.Kind, error.Attempts, error.MayHaveReachedService));
    }

    private static async ValueTask RunTwiceAsync(OperationContext context, PipelineNext next)
    {
        await next.InvokeAsync(context);
        await next.InvokeAsync(context);
    }
}
