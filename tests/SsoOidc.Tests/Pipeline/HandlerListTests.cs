using SsoOidc.Pipeline;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Pipeline;

public sealed class HandlerListTests
{
    private readonly List<string> _trace = [];

    [Fact]
    public async Task Handlers_run_by_step_then_priority_then_order_of_registration()
    {
        using var client = Clients.Stubbed();
        client.Handlers.Add(Trace("build 50 first"));
        client.Handlers.Add(Trace("sign"), PipelineStep.Sign, 60);
        client.Handlers.Add(Trace("build 50 second"));
        client.Handlers.Add(Trace("initialize 0"), PipelineStep.Initialize, 0);
        client.Handlers.Add(Trace("build 99"), PipelineStep.Build, 99);
        client.Handlers.Add(Trace("validate"), PipelineStep.Validate);
        client.Handlers.Add(Trace("initialize 99"), PipelineStep.Initialize, 99);
        await client.CreateTokenAsync(Calls.CreateToken);
        string[] order = ["initialize 99", "initialize 0", "validate", "build 99", "build 50 first", "build 50 second", "sign"];
        Assert.Equal(order.Concat(order.Reverse().Select(name => "/" + name)), _trace);
    }

    [Fact]
    public async Task At_the_same_place_a_handler_of_ones_own_runs_after_the_standard_one()
    {
        using var client = Clients.Stubbed();
        string? inBuild = null;
        client.Handlers.Add(new FunctionStep((context, next) =>
        {
            inBuild = context.HttpRequest.Headers["content-type"];
            return next.InvokeAsync(context);
        }));
        await client.CreateTokenAsync(Calls.CreateToken);
        Assert.Equal("application/json", inBuild);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(100)]
    public void A_priority_outside_0_to_99_is_refused(int priority)
    {
        using var client = Clients.Stubbed();
        Assert.Throws<ArgumentOutOfRangeException>(() => client.Handlers.Add(Trace("x"), PipelineStep.Build, priority));
    }

    [Fact]
    public void An_unknown_step_and_no_handler_are_refused()
    {
        using var client = Clients.Stubbed();
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => client.Handlers.Add(Trace("x"), (PipelineStep)123));
        Assert.Contains("Initialize, Validate, Build, Sign and Send", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => client.Handlers.Add((PipelineHandler)null!));
        Assert.Throws<ArgumentNullException>(() => client.Handlers.Replace<MarkedHandler>(null!));
        Assert.Throws<ArgumentNullException>(() => client.Handlers.Describe(null!));
    }

    [Fact]
    public async Task The_last_send_handler_replaces_the_others()
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport);
        client.Handlers.Add(Answer("first"), PipelineStep.Send, 99);
        client.Handlers.Add(Answer("second"), PipelineStep.Send, 0);
        Assert.Equal("second", (await client.CreateTokenAsync(Calls.CreateToken)).TokenType);
        Assert.Empty(transport.Requests);

        static FunctionStep Answer(string text) => new((context, _) =>
        {
            context.Response = new CreateTokenResponse { TokenType = text };
            return default;
        });
    }

    [Fact]
    public async Task A_send_handler_for_one_operation_leaves_the_others_their_own()
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport);
        client.Handlers.Add(new FunctionStep((_, _) => default), PipelineStep.Send, operations: [Operations.RegisterClient]);
        await client.RegisterClientAsync(Calls.RegisterClient);
        Assert.Empty(transport.Requests);
        await client.CreateTokenAsync(Calls.CreateToken);
        Assert.Single(transport.Requests);
    }

    [Fact]
    public async Task A_handler_can_be_limited_to_operations()
    {
        using var client = Clients.Stubbed();
        client.Handlers.Add(Trace("limited"), operations: [Operations.RegisterClient, Operations.CreateTokenWithIam]);
        foreach (var operation in Operations.All)
        {
            _trace.Clear();
            await client.SendAsync(operation.Name);
            Assert.Equal(operation == Operations.RegisterClient || operation == Operations.CreateTokenWithIam ? 2 : 0, _trace.Count);
        }
    }

    [Fact]
    public async Task Handlers_are_removed_and_replaced_by_type()
    {
        using var client = Clients.Stubbed();
        client.Handlers.Add(new MarkedHandler("marked", _trace), PipelineStep.Sign, 7, [Operations.CreateToken]);
        client.Handlers.Replace<MarkedHandler>(Trace("replaced"));
        Assert.Contains($"Sign 7 {nameof(TraceHandler)}", client.Handlers.Describe(Operations.CreateToken), StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(TraceHandler), client.Handlers.Describe(Operations.RegisterClient), StringComparison.Ordinal);
        await client.CreateTokenAsync(Calls.CreateToken);
        Assert.Equal(["replaced", "/replaced"], _trace);

        Assert.True(client.Handlers.Remove<TraceHandler>());
        Assert.False(client.Handlers.Remove<TraceHandler>());
        _trace.Clear();
        await client.CreateTokenAsync(Calls.CreateToken);
        Assert.Empty(_trace);
        Assert.Throws<InvalidOperationException>(() => client.Handlers.Replace<TraceHandler>(Trace("x")));
    }

    [Fact]
    public void The_standard_order_of_each_operation_is_this()
    {
        using var client = Clients.Create(new CapturingHandler());
        const string Unsigned =
            """
            Initialize 99 TelemetryHandler
            Initialize 50 InvocationIdHandler
            Validate 50 ParameterValidationHandler
            Build 75 EndpointHandler
            Build 50 JsonRequestHandler
            Sign 99 RetryHandler
            Sign 97 UserAgentHandler
            Sign 50 JsonResponseHandler
            Sign 0 AttemptTelemetryHandler
            Send 50 HttpSendHandler

            """;
        const string Signed =
            """
            Initialize 99 TelemetryHandler
            Initialize 50 InvocationIdHandler
            Validate 50 ParameterValidationHandler
            Build 75 EndpointHandler
            Build 50 JsonRequestHandler
            Sign 99 RetryHandler
            Sign 97 UserAgentHandler
            Sign 50 JsonResponseHandler
            Sign 50 SigningHandler
            Sign 0 AttemptTelemetryHandler
            Send 50 HttpSendHandler

            """;
        foreach (var operation in Operations.All)
        {
            Assert.Equal(operation.IsSigned ? Signed : Unsigned, client.Handlers.Describe(operation), ignoreLineEndingDifferences: true);
        }
    }

    [Fact]
    public async Task One_chain_is_compiled_per_operation_and_kind_until_the_list_changes()
    {
        using var client = Clients.Stubbed();
        int asked = 0;
        client.Handlers.Add(new HandlerEntry(Trace("x"), PipelineStep.Build, 50, _ => ++asked > 0));
        for (int i = 0; i < 3; i++)
        {
            await client.CreateTokenAsync(Calls.CreateToken);
        }

        Assert.Equal(1, asked);
        await client.RegisterClientAsync(Calls.RegisterClient);
        Assert.Equal(2, asked);
        client.Handlers.Add(Trace("y"));
        await client.CreateTokenAsync(Calls.CreateToken);
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task Lists_may_change_while_calls_are_under_way()
    {
        using var client = Clients.Stubbed();
        var calls = Parallel.ForAsync(0, 500, async (i, token) =>
        {
            if (i % 5 == 0)
            {
                client.Handlers.Add(new MarkedHandler("x", []), operations: [Operations.RegisterClient]);
                client.Handlers.Remove<MarkedHandler>();
            }

            Assert.True((await client.CreateTokenAsync(Calls.CreateToken, token)).IsSuccessful);
        });
        await calls;
    }

    private TraceHandler Trace(string name) => new(name, _trace);

    private sealed class MarkedHandler(string name, List<string> trace) : TraceHandler(name, trace);
}
