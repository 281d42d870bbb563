using SsoOidc.Pipeline;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Pipeline;

/// <summary>Standard handlers by the names that users can say, functions as handlers, and the order that the documentation shows.</summary>
public sealed class StandardHandlerTests
{
    [Fact]
    public void Every_handler_that_the_library_adds_has_a_public_name_of_its_own()
    {
        var environment = new TestEnvironment { ["AWS_LAMBDA_FUNCTION_NAME"] = "f" };
        using var client = Clients.Create(new CapturingHandler(), Watch, environment);
        using var stubbed = Clients.Stubbed(environment: environment);
        using var undecided = new SsoOidcClient(Clients.Options(options => options.DefaultsMode = DefaultsMode.Auto));
        foreach (var each in new[] { client, stubbed, undecided })
        {
            foreach (bool isLoose in new[] { true, false })
            {
                foreach (bool isObserved in new[] { true, false })
                {
                    var handlers = each.Handlers.Ordered(new CallKind(Operations.CreateTokenWithIam, isLoose, isObserved));
                    Assert.Empty(handlers.Where(entry => entry.Standard is null).Select(entry => entry.Name));

                    // Of a stubbed client a function as a target has a place of its own, and is removed with the others.
                    int two = isObserved && each == stubbed ? 1 : 0;
                    Assert.Equal(handlers.Count - two, handlers.Select(entry => entry.Standard).Distinct().Count());
                }
            }
        }

        var all = new[] { client, stubbed, undecided }.SelectMany(each => each.Handlers.Ordered(new(Operations.CreateTokenWithIam, true, true)));
        Assert.Equal(Enum.GetValues<StandardHandler>().Order(), all.Select(entry => entry.Standard!.Value).Distinct().Order());
    }

    [Fact]
    public async Task A_standard_handler_can_be_removed()
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport);
        Assert.True(client.Handlers.Remove(StandardHandler.Signing));
        Assert.False(client.Handlers.Remove(StandardHandler.Signing));
        Assert.True(client.Handlers.Remove(StandardHandler.ParameterValidation));
        await client.CreateTokenWithIamAsync(new());
        Assert.False(transport.Request.Headers.ContainsKey("authorization"));
        Assert.Equal("{}", transport.Request.Body);
        Assert.False(client.Handlers.Remove(StandardHandler.ApiRequest));
    }

    [Fact]
    public async Task A_standard_handler_can_be_replaced_and_its_replacement_too()
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport);
        client.Handlers.Replace(StandardHandler.UserAgent, new Mine("first"));
        Assert.Contains("Sign 97 Mine\n", client.Handlers.Describe(Operations.CreateToken), StringComparison.Ordinal);
        client.Handlers.Replace(StandardHandler.UserAgent, new Mine("second"));
        await client.CreateTokenAsync(Calls.CreateToken);
        Assert.Equal("second", transport.Request["user-agent"]);
        Assert.True(client.Handlers.Remove<Mine>());
        var error = Assert.Throws<InvalidOperationException>(() => client.Handlers.Replace(StandardHandler.UserAgent, new Mine("third")));
        Assert.Contains("UserAgent", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => client.Handlers.Replace(StandardHandler.Endpoint, null!));
    }

    [Fact]
    public async Task A_replaced_standard_handler_keeps_to_the_calls_that_it_was_for()
    {
        using var client = Clients.Create(new CapturingHandler());
        client.Handlers.Replace(StandardHandler.Signing, new Mine("x"));
        Assert.Contains("Mine", client.Handlers.Describe(Operations.CreateTokenWithIam), StringComparison.Ordinal);
        Assert.DoesNotContain("Mine", client.Handlers.Describe(Operations.CreateToken), StringComparison.Ordinal);
        await client.CreateTokenAsync(Calls.CreateToken);
    }

    [Fact]
    public async Task Functions_are_handlers_at_their_place_for_their_operations()
    {
        using var client = Clients.Stubbed();
        var trace = new List<string>();
        client.Handlers.Handle(
            async (context, next) =>
            {
                trace.Add("around");
                await next.InvokeAsync(context);
                trace.Add("/around");
            },
            PipelineStep.Initialize,
            90,
            [Operations.CreateToken],
            "my around");
        client.Handlers.HandleRequest(_ => trace.Add("request"), PipelineStep.Sign, 60);
        client.Handlers.HandleRequest(async _ =>
        {
            await Task.Yield();
            trace.Add("request async");
        });
        client.Handlers.HandleResponse(context => trace.Add($"response {context.HttpResponse!.StatusCode}"), PipelineStep.Initialize);
        client.Handlers.HandleResponse(async _ =>
        {
            await Task.Yield();
            trace.Add("response async");
        });
        await client.CreateTokenAsync(Calls.CreateToken);
        Assert.Equal(["around", "request async", "request", "response async", "response 200", "/around"], trace);
        Assert.StartsWith(
            "Initialize 99 TelemetryHandler\nInitialize 90 my around\nInitialize 50 InvocationIdHandler\nInitialize 50 HandleResponse\n",
            client.Handlers.Describe(Operations.CreateToken),
            StringComparison.Ordinal);
        trace.Clear();
        await client.RegisterClientAsync(Calls.RegisterClient);
        Assert.DoesNotContain("around", trace);
    }

    [Fact]
    public async Task A_response_function_runs_after_errors_but_not_where_no_answer_came()
    {
        using var client = Clients.Stubbed(options => options.RaiseResponseErrors = false);
        int calls = 0;
        client.Handlers.HandleResponse(_ => calls++);
        client.StubResponses(Operations.CreateToken, "SlowDownException", new SsoOidcTransportException(TransportErrorKind.Refused, "x"));
        await client.CreateTokenAsync(Calls.CreateToken);
        Assert.Equal(1, calls);
        await client.CreateTokenAsync(Calls.CreateToken);
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task A_function_may_end_the_call_and_what_it_throws_passes_unchanged()
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport, options => options.RaiseResponseErrors = false);
        client.Handlers.Handle((context, _) =>
        {
            context.Response = new CreateTokenResponse { TokenType = "own" };
            return default;
        });
        Assert.Equal("own", (await client.CreateTokenAsync(Calls.CreateToken)).TokenType);
        client.Handlers.HandleRequest(_ => throw new TimeZoneNotFoundException("mine"), PipelineStep.Validate);
        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.Empty(transport.Requests);
    }

    [Fact]
    public async Task Functions_of_a_request_are_for_that_request_only()
    {
        using var client = Clients.Stubbed();
        int calls = 0;
        var parameters = new Dictionary<string, object?> { ["clientName"] = "n", ["clientType"] = "t" };
        var request = client.BuildRequest("RegisterClient", parameters);
        request.Handlers.HandleRequest(context => context.HttpRequest.Headers["x-mine"] = $"{++calls}");
        request.Handlers.Remove(StandardHandler.UserAgent);
        await request.SendAsync();
        await client.BuildRequest("RegisterClient", parameters).SendAsync();
        Assert.Equal(1, calls);
        Assert.Equal(["1", null], client.ApiRequests.Select(record => record.Context.HttpRequest.Headers["x-mine"]));
        Assert.Equal([false, true], client.ApiRequests.Select(record => record.Context.HttpRequest.Headers.Contains("user-agent")));
    }

    [Fact]
    public void A_function_that_cannot_run_is_refused()
    {
        using var client = Clients.Stubbed();
        Assert.Throws<ArgumentOutOfRangeException>(() => client.Handlers.HandleRequest(_ => { }, PipelineStep.Send));
        Assert.Throws<ArgumentOutOfRangeException>(() => client.Handlers.HandleResponse(_ => { }, PipelineStep.Send));
        Assert.Throws<ArgumentOutOfRangeException>(() => client.Handlers.Handle((_, _) => default, (PipelineStep)5));
        Assert.Throws<ArgumentOutOfRangeException>(() => client.Handlers.Handle((_, _) => default, priority: 100));
        Assert.Throws<ArgumentNullException>(() => client.Handlers.Handle(null!));
    }

    [Theory]
    [InlineData("handlers", "plain")]
    [InlineData("handlers of a stubbed client", "stubbed")]
    [InlineData("handlers of a loose call", "stubbed")]
    [InlineData("handlers of a watched client", "watched")]
    public void The_documentation_shows_the_order_that_is(string comment, string kind)
    {
        string page = File.ReadAllText(Repository.Path("docs/pipeline.md")).ReplaceLineEndings("\n");
        using var client = kind == "stubbed" ? Clients.Stubbed() : Clients.Create(new CapturingHandler(), kind == "watched" ? Watch : null);
        int shown = 0;
        foreach (var operation in Operations.All)
        {
            string start = $"<!-- {comment}: {operation.Name} -->\n```\n";
            int begin = page.IndexOf(start, StringComparison.Ordinal);
            if (begin >= 0)
            {
                begin += start.Length;
                var handlers = comment.EndsWith("call", StringComparison.Ordinal) ? client.BuildRequest(operation.Name).Handlers : client.Handlers;
                Assert.Equal(handlers.Describe(operation), page[begin..page.IndexOf("```", begin, StringComparison.Ordinal)]);
                shown++;
            }
        }

        Assert.Equal(1, shown);
    }

    private static void Watch(SsoOidcClientOptions options)
    {
        options.LoggerFactory = Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance;
        options.Http.WireTrace = true;
        options.Monitoring.Enabled = true;
    }

    private sealed class Mine(string name) : PipelineHandler
    {
        public override ValueTask InvokeAsync(OperationContext context, PipelineNext next)
        {
            context.HttpRequest.Headers["user-agent"] = name;
            return next.InvokeAsync(context);
        }
    }
}
