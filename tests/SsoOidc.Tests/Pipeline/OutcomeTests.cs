using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Pipeline;

/// <summary>How a call ends: raised or returned errors, short cuts, exceptions of handlers.</summary>
public sealed class OutcomeTests
{
    private sealed class OwnException(string message) : Exception(message);

    [Theory]
    [InlineData(true, null, true)]
    [InlineData(true, false, false)]
    [InlineData(false, null, false)]
    [InlineData(false, true, true)]
    [InlineData(null, null, true)]
    public async Task Errors_are_raised_as_the_call_says_or_else_the_client(bool? client, bool? call, bool raised)
    {
        foreach (var operation in Operations.All)
        {
            using var own = Clients.Create(new CapturingHandler(400, """{"error":"invalid_request"}"""), options => options.RaiseResponseErrors = client);
            var sending = own.SendAsync(operation.Name, call is null ? null : new RequestOptions { RaiseResponseErrors = call });
            if (raised)
            {
                await Assert.ThrowsAsync<InvalidRequestException>(() => sending);
            }
            else
            {
                var response = await sending;
                Assert.IsType<InvalidRequestException>(response.Error);
                Assert.False(response.IsSuccessful);
                Assert.Equal((400, 1), (response.Metadata.StatusCode, response.Metadata.Attempts));
            }
        }
    }

    [Fact]
    public async Task Options_of_a_call_that_say_nothing_leave_it_to_the_client()
    {
        using var client = Clients.Create(new CapturingHandler(400, "{}"), options => options.RaiseResponseErrors = false);
        Assert.False((await client.CreateTokenAsync(Calls.CreateToken, new RequestOptions())).IsSuccessful);
    }

    [Fact]
    public async Task A_failure_is_a_value_for_handlers_and_they_may_change_it()
    {
        using var client = Clients.Create(new CapturingHandler(400, """{"error":"invalid_grant"}"""));
        SsoOidcException? seen = null;
        client.Handlers.Add(new FunctionStep(async (context, next) =>
        {
            await next.InvokeAsync(context);
            Assert.True(context.HasError);
            Assert.Null(context.Response);
            seen = context.Error;
            context.Error = null;
            context.Response = new CreateTokenResponse { TokenType = "mine" };
        }), PipelineStep.Initialize);
        Assert.Equal("mine", (await client.CreateTokenAsync(Calls.CreateToken)).TokenType);
        Assert.IsType<InvalidGrantException>(seen);
    }

    [Fact]
    public async Task A_transport_failure_is_a_value_too()
    {
        using var client = Clients.Create(new FunctionHandler((_, _) => throw new HttpRequestException("x")));
        bool seen = false;
        client.Handlers.Add(new FunctionStep(async (context, next) =>
        {
            await next.InvokeAsync(context);
            seen = context.Error is SsoOidcTransportException;
        }));
        await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.True(seen);
    }

    [Theory]
    [InlineData(PipelineStep.Initialize)]
    [InlineData(PipelineStep.Validate)]
    [InlineData(PipelineStep.Build)]
    [InlineData(PipelineStep.Sign)]
    public async Task Exceptions_of_a_handler_reach_the_caller_unchanged(PipelineStep step)
    {
        foreach (bool raise in new[] { true, false })
        {
            foreach (bool asynchronous in new[] { true, false })
            {
                var own = new OwnException("mine");
                using var client = Clients.Create(new CapturingHandler(), options => options.RaiseResponseErrors = raise);
                client.Handlers.Add(new FunctionStep((_, _) => asynchronous ? ThrowAsync(own) : throw own), step);
                Assert.Same(own, await Assert.ThrowsAsync<OwnException>(() => client.CreateTokenAsync(Calls.CreateToken)));
                Assert.Same(own, await Assert.ThrowsAsync<OwnException>(() => client.BuildRequest("CreateToken", Loose).SendAsync()));
            }
        }

        static async ValueTask ThrowAsync(Exception e)
        {
            await Task.Yield();
            throw e;
        }
    }

    [Fact]
    public async Task A_handler_may_end_the_call_with_a_response_an_error_or_nothing()
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport);
        Func<OperationContext, PipelineNext, ValueTask> does = (context, _) =>
        {
            context.Response = new CreateTokenResponse { AccessToken = "cached" };
            return default;
        };
        client.Handlers.Add(new FunctionStep((context, next) => does(context, next)), PipelineStep.Initialize);
        var response = await client.CreateTokenAsync(Calls.CreateToken);
        Assert.Equal(("cached", 0, 0), (response.AccessToken, response.Metadata.Attempts, response.Metadata.StatusCode));

        does = (context, _) =>
        {
            context.Error = new SlowDownException("mine");
            return default;
        };
        Assert.Equal("mine", (await Assert.ThrowsAsync<SlowDownException>(() => client.CreateTokenAsync(Calls.CreateToken))).Message);

        does = (_, _) => default;
        Assert.Equal(new CreateTokenResponse(), await client.CreateTokenAsync(Calls.CreateToken));
        Assert.Empty(transport.Requests);
    }

    [Fact]
    public async Task A_response_of_another_operation_is_a_failed_task_and_no_surprise_at_the_call()
    {
        using var client = Clients.Create(new CapturingHandler());
        client.Handlers.Add(new FunctionStep((context, _) =>
        {
            context.Response = new RegisterClientResponse();
            return default;
        }));
        var task = client.CreateTokenAsync(Calls.CreateToken);
        await Assert.ThrowsAsync<InvalidCastException>(() => task);
    }

    [Fact]
    public async Task A_handler_sees_the_call_and_can_leave_notes_on_it()
    {
        using var client = Clients.Create(new CapturingHandler());
        var key = new ContextKey<string>("note");
        var other = new ContextKey<string>("note");
        client.Handlers.Add(new FunctionStep((context, next) =>
        {
            Assert.Same(Operations.CreateToken, context.Operation);
            Assert.IsType<CreateTokenRequest>(context.Request);
            Assert.False(context.IsLoose);
            Assert.Equal(["clientId", "clientSecret", "grantType", "refreshToken"], context.Parameters.Keys);
            Assert.Same(client.Config, context.Config);
            Assert.Equal(0, context.Attempts);
            context.Set(key, "here");
            return next.InvokeAsync(context);
        }), PipelineStep.Initialize);
        client.Handlers.Add(new FunctionStep((context, next) =>
        {
            Assert.Equal("here", context.Get(key));
            Assert.Null(context.Get(other));
            Assert.Equal(1, context.Attempts);
            Assert.Equal("https://oidc.us-west-2.amazonaws.com/token", context.HttpRequest.Uri?.ToString());
            return next.InvokeAsync(context);
        }), PipelineStep.Sign, 10);
        Assert.True((await client.CreateTokenAsync(Calls.CreateToken)).IsSuccessful);
        Assert.Equal("note", key.ToString());
    }

    [Fact]
    public async Task A_handler_may_change_uri_headers_and_body()
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport);
        client.Handlers.Add(new FunctionStep((context, next) =>
        {
            context.HttpRequest.Uri = new Uri("https://other.example/x");
            context.HttpRequest.Headers["X-Mine"] = "1";
            context.HttpRequest.Headers["content-type"] = "text/plain";
            context.HttpRequest.SetBody("mine"u8);
            return next.InvokeAsync(context);
        }), PipelineStep.Build, 10);
        await client.CreateTokenAsync(Calls.CreateToken);
        Assert.Equal(("https://other.example/x", "mine", "1", "text/plain"),
            (transport.Request.Uri.ToString(), transport.Request.Body, transport.Request["x-mine"], transport.Request["content-type"]));
    }

    [Fact]
    public async Task A_content_type_that_was_set_earlier_is_kept()
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport);
        client.Handlers.Add(new FunctionStep((context, next) =>
        {
            context.HttpRequest.Headers.Set("Content-Type", "application/x-amz-json-1.1");
            return next.InvokeAsync(context);
        }), PipelineStep.Initialize);
        await client.CreateTokenAsync(Calls.CreateToken);
        Assert.Equal("application/x-amz-json-1.1", transport.Request["content-type"]);
    }

    [Theory]
    [InlineData("a\r\nx-evil: 1")]
    [InlineData("a\n")]
    [InlineData("a\0b")]
    public async Task A_header_of_a_handler_with_a_control_character_is_refused_before_anything_is_sent(string value)
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport);
        client.Handlers.Add(new FunctionStep((context, next) =>
        {
            context.HttpRequest.Headers.Set("x-mine", value);
            return next.InvokeAsync(context);
        }));
        await Assert.ThrowsAsync<ArgumentException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.Empty(transport.Requests);
    }

    private static Dictionary<string, object?> Loose { get; } = new()
    {
        ["clientId"] = "c", ["clientSecret"] = "s", ["grantType"] = "g",
    };
}
