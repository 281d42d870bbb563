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
            new FunctionStep(async (context, next) =>
            {
                await next.InvokeAsync(context);
                await next.InvokeAsync(context);
            }),
            PipelineStep.Sign,
            priority: 98);
        Assert.Equal("second", (await client.CreateTokenAsync(Calls.CreateToken)).AccessToken);
        await Assert.ThrowsAsync<InvalidGrantException>(() => client.CreateTokenAsync(Calls.CreateToken));
    }
}
