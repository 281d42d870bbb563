using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Pipeline.Handlers;

/// <summary>The small handlers: trace id, attempt count, signing time.</summary>
public sealed class StandardHandlersTests
{
    [Fact]
    public async Task The_trace_id_of_a_lambda_function_is_handed_on_and_not_signed()
    {
        var environment = new TestEnvironment { ["AWS_LAMBDA_FUNCTION_NAME"] = string.Empty, ["_X_AMZN_TRACE_ID"] = "Root=1" };
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport, environment: environment);
        await client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam);
        Assert.Equal("Root=1", transport.Requests[0]["x-amzn-trace-id"]);
        Assert.DoesNotContain("x-amzn-trace-id", transport.Requests[0]["authorization"], StringComparison.Ordinal);

        // It changes from one invocation to the next.
        environment["_X_AMZN_TRACE_ID"] = "Root=2";
        await client.CreateTokenAsync(Calls.CreateToken);
        Assert.Equal("Root=2", transport.Requests[1]["x-amzn-trace-id"]);
        environment.Remove("_X_AMZN_TRACE_ID");
        await client.CreateTokenAsync(Calls.CreateToken);
        Assert.False(transport.Requests[2].Headers.ContainsKey("x-amzn-trace-id"));
    }

    [Fact]
    public async Task Outside_of_lambda_there_is_none_and_a_handlers_own_is_kept()
    {
        var environment = new TestEnvironment { ["_X_AMZN_TRACE_ID"] = "Root=1" };
        var transport = new CapturingHandler();
        using var outside = Clients.Create(transport, environment: environment);
        await outside.CreateTokenAsync(Calls.CreateToken);
        Assert.False(transport.Requests[0].Headers.ContainsKey("x-amzn-trace-id"));

        environment["AWS_LAMBDA_FUNCTION_NAME"] = "f";
        using var inside = Clients.Create(transport, environment: environment);
        inside.Handlers.Add(new FunctionStep((context, next) =>
        {
            context.HttpRequest.Headers["x-amzn-trace-id"] = "mine";
            return next.InvokeAsync(context);
        }), PipelineStep.Initialize);
        await inside.CreateTokenAsync(Calls.CreateToken);
        Assert.Equal("mine", transport.Requests[1]["x-amzn-trace-id"]);
    }

    [Theory]
    [InlineData("a\r\nx-evil: 1")]
    [InlineData("a\n")]
    [InlineData("\0")]
    public async Task A_trace_id_with_a_control_character_is_refused(string value)
    {
        var environment = new TestEnvironment { ["AWS_LAMBDA_FUNCTION_NAME"] = "f", ["_X_AMZN_TRACE_ID"] = value };
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport, environment: environment);
        var error = await Assert.ThrowsAsync<ClientConfigurationException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.Equal("environment variable _X_AMZN_TRACE_ID", Assert.Single(error.Problems).Source);
        Assert.Empty(transport.Requests);
    }

    [Theory]
    [InlineData(RetryMode.Legacy, null, null)]
    [InlineData(RetryMode.Standard, null, "attempt=1; max=3")]
    [InlineData(RetryMode.Adaptive, 5, "attempt=1; max=5")]
    public async Task Attempts_are_counted_from_one_on_the_wire(RetryMode mode, int? max, string? expected)
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport, options => (options.Retry.Mode, options.Retry.MaxAttempts) = (mode, max));
        await client.CreateTokenAsync(Calls.CreateToken);
        Assert.Equal(expected, transport.Request.Headers.GetValueOrDefault("amz-sdk-request"));
    }

    [Fact]
    public async Task Signatures_are_dated_by_the_clock_of_the_options()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2030, 2, 3, 4, 5, 6, TimeSpan.FromHours(2)));
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport, options => options.TimeProvider = clock);
        await client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam);
        Assert.Equal("20300203T020506Z", transport.Request["x-amz-date"]);
        Assert.Contains("/20300203/us-west-2/sso-oauth/aws4_request", transport.Request["authorization"], StringComparison.Ordinal);
    }
}
