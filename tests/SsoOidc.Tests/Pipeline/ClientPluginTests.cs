using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Pipeline;

public sealed class ClientPluginTests
{
    private readonly List<string> _trace = [];

    [Fact]
    public void Hooks_run_in_order_and_the_last_one_in_reverse()
    {
        using var client = Clients.Stubbed(options =>
        {
            options.Plugins.Add(new TracePlugin("a", _trace));
            options.Plugins.Add(new TracePlugin("b", _trace));
        });
        Assert.Equal(["a before", "b before", "a handlers", "b handlers", "b after us-stubbed-1", "a after us-stubbed-1"], _trace);
    }

    [Fact]
    public void A_plugin_may_change_the_options_and_add_plugins_but_not_the_callers_own()
    {
        var added = new TracePlugin("added", _trace, before: options => options.Region += "-x");
        var options = new SsoOidcClientOptions { StubResponses = true, Seams = new TestEnvironment().Seams };
        options.Plugins.Add(new TracePlugin("first", _trace, before: copy =>
        {
            copy.Region = "eu-west-1";
            copy.Plugins.Add(added);
            copy.Http.HandlerName = copy.Endpoint.Url = "http://changed";
            copy.Retry.MaxAttempts = 9;
            copy.Parameters.Validate = false;
            copy.Stubs.Add(OperationStubs.For(Operations.CreateToken));
        }));
        using var client = new SsoOidcClient(options);
        Assert.Equal("eu-west-1-x", client.Config.Region);
        Assert.Equal(["first before", "added before", "first handlers", "added handlers", "added after eu-west-1-x", "first after eu-west-1-x"], _trace);
        Assert.Equal((9, "http://changed", false), (client.Config.MaxAttempts, client.Config.EndpointUrl, client.Config.ValidateParameters));
        Assert.Null(options.Region);
        Assert.Single(options.Plugins);
        Assert.Empty(options.Stubs);
        Assert.Equal((null, null), (options.Http.HandlerName, options.Endpoint.Url));
        Assert.Equal((null, null), (options.Retry.MaxAttempts, options.Parameters.Validate));
    }

    [Fact]
    public void A_plugin_may_remove_plugins_and_none_is_skipped_or_has_two_turns()
    {
        var first = new TracePlugin("first", _trace, before: options => options.Plugins.RemoveAt(0));
        var second = new TracePlugin("second", _trace);
        using var client = Clients.Stubbed(options =>
        {
            options.Plugins.Add(first);
            options.Plugins.Add(second);
            options.Plugins.Add(second);
        });
        Assert.Equal(["first before", "second before", "second handlers", "second after us-stubbed-1"], _trace);
    }

    [Fact]
    public void Plugins_that_are_equal_are_still_two()
    {
        var plugins = new[] { new EqualPlugin(), new EqualPlugin() };
        using var client = Clients.Stubbed(options => Array.ForEach(plugins, options.Plugins.Add));
        Assert.All(plugins, plugin => Assert.Equal(2, plugin.Hooks));
    }

    [Fact]
    public async Task A_plugins_handlers_stand_among_the_standard_ones()
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport, options => options.Plugins.Add(new TracePlugin("p", _trace, handlers => handlers.Add(
            new FunctionStep((context, next) =>
            {
                context.HttpRequest.Headers["x-tenant"] = "t";
                return next.InvokeAsync(context);
            }),
            PipelineStep.Build,
            priority: 40,
            operations: [Operations.CreateTokenWithIam]))));
        await client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam);
        Assert.Equal("t", transport.Request["x-tenant"]);
        Assert.Contains(";x-tenant", transport.Request["authorization"], StringComparison.Ordinal);
        await client.CreateTokenAsync(Calls.CreateToken);
        Assert.False(transport.Requests[1].Headers.ContainsKey("x-tenant"));
    }

    [Fact]
    public void Exceptions_of_hooks_come_out_of_the_constructor()
    {
        Assert.Throws<NotSupportedException>(() => Clients.Stubbed(options =>
            options.Plugins.Add(new TracePlugin("p", _trace, before: _ => throw new NotSupportedException()))));
        Assert.Throws<NotSupportedException>(() => Clients.Stubbed(options =>
            options.Plugins.Add(new TracePlugin("p", _trace, _ => throw new NotSupportedException()))));
    }

    private sealed class EqualPlugin : ClientPlugin
    {
        public int Hooks { get; private set; }

        public override void BeforeInitialize(SsoOidcClientOptions options) => Hooks++;

        public override void AddHandlers(HandlerList handlers, SsoOidcClientConfig config) => Hooks++;

        public override bool Equals(object? obj) => obj is EqualPlugin;

        public override int GetHashCode() => 0;
    }
}
