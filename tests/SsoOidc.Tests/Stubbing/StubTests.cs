using SsoOidc.Tests.Model;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Stubbing;

public sealed class StubTests
{
    [Theory]
    [MemberData(nameof(Calls.Names), MemberType = typeof(Calls))]
    public async Task By_default_each_member_is_its_own_shapes_name(string name)
    {
        using var client = Clients.Stubbed();
        var response = await client.SendAsync(name);
        Assert.Equal(Operations.Find(name).CreateStub(), response);
        Assert.Equal((200, "stubbed-request-id"), (response.Metadata.StatusCode, response.Metadata.RequestId));
        Assert.True(response.IsSuccessful);
    }

    [Fact]
    public async Task Only_the_network_is_replaced()
    {
        using var client = Clients.Stubbed();
        Assert.Equal("us-stubbed-1", client.Config.Region);
        await Assert.ThrowsAsync<ParameterValidationException>(() => client.CreateTokenAsync(new()));
        await client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam);
        var request = Assert.Single(client.ApiRequests).Context.HttpRequest;
        Assert.Equal("https://oidc.us-stubbed-1.amazonaws.com/token?aws_iam=t", request.Uri?.ToString());
        Assert.Contains("Credential=stubbed-akid/", request.Headers["authorization"], StringComparison.Ordinal);
        Assert.Null(request.Headers["amz-sdk-request"]);
        Assert.DoesNotContain(" m/", request.Headers["user-agent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Region_and_credentials_of_the_machine_do_not_matter_but_those_of_the_code_do()
    {
        var environment = new TestEnvironment { ["AWS_REGION"] = "eu-env-1", ["AWS_ACCESS_KEY_ID"] = "env", ["AWS_SECRET_ACCESS_KEY"] = "env" };
        using var client = Clients.Stubbed(environment: environment);
        await client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam);
        Assert.Contains("Credential=stubbed-akid/", client.ApiRequests[0].Context.HttpRequest.Headers["authorization"], StringComparison.Ordinal);
        Assert.Equal("us-stubbed-1", client.Config.Region);

        using var own = Clients.Stubbed(options =>
        {
            options.Region = "eu-west-1";
            options.Credentials = new Amazon.Runtime.AnonymousAWSCredentials();
        });
        Assert.Equal("eu-west-1", own.Config.Region);
        await Assert.ThrowsAsync<MissingCredentialsException>(() => own.CreateTokenWithIamAsync(Calls.CreateTokenWithIam));
    }

    [Fact]
    public async Task Stubs_are_used_in_order_and_the_last_one_for_ever()
    {
        using var client = Clients.Stubbed();
        client.StubResponses(
            Operations.CreateToken,
            "AuthorizationPendingException",
            new SlowDownException("mine"),
            StubbedResponse.Http(503, [new("x-amzn-requestid", "id-503")], "busy"),
            new TimeZoneNotFoundException("mine"),
            new CreateTokenResponse { AccessToken = "t" });
        var pending = await Assert.ThrowsAsync<AuthorizationPendingException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.Equal(("stubbed-response-error-message", 400), (pending.Message, (int)pending.StatusCode));
        Assert.Equal("mine", (await Assert.ThrowsAsync<SlowDownException>(() => client.CreateTokenAsync(Calls.CreateToken))).Message);
        var busy = await Assert.ThrowsAsync<SsoOidcServiceException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.Equal(("Http503Error", "id-503", 1), (busy.Code, busy.RequestId, busy.Attempts));
        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => client.CreateTokenAsync(Calls.CreateToken));
        for (int i = 0; i < 3; i++)
        {
            var response = await client.CreateTokenAsync(Calls.CreateToken);
            Assert.Equal(new CreateTokenResponse { AccessToken = "t" }, response);
            Assert.Equal((200, "stubbed-request-id", true), (response.Metadata.StatusCode, response.Metadata.RequestId, response.IsSuccessful));
        }

        // Other operations keep their default, and no stubs bring it back.
        Assert.Equal("ClientId", (await client.RegisterClientAsync(Calls.RegisterClient)).ClientId);
        client.StubResponses(Operations.CreateToken);
        Assert.Equal("AccessToken", (await client.CreateTokenAsync(Calls.CreateToken)).AccessToken);
    }

    [Fact]
    public async Task Errors_of_stubs_stand_in_the_response_where_they_are_not_raised()
    {
        using var client = Clients.Stubbed(options => options.RaiseResponseErrors = false);
        client.StubResponses(Operations.CreateToken, "ThrottlingException", new InvalidGrantException("mine"));
        var first = await client.CreateTokenAsync(Calls.CreateToken);
        Assert.True(first.Error is SsoOidcServiceException { Code: "ThrottlingException", IsThrottling: true });
        var second = await client.CreateTokenAsync(Calls.CreateToken);
        Assert.IsType<InvalidGrantException>(second.Error);
        Assert.Equal(0, second.Metadata.StatusCode);
    }

    [Fact]
    public async Task A_function_decides_on_each_call()
    {
        using var client = Clients.Stubbed();
        int calls = 0;
        client.StubResponses(Operations.CreateToken, StubbedResponse.Dynamic(context =>
            ++calls == 1 ? "SlowDownException" : (StubbedResponse)new CreateTokenResponse { TokenType = ((CreateTokenRequest)context.Request!).ClientId }));
        await Assert.ThrowsAsync<SlowDownException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.Equal("client", (await client.CreateTokenAsync(Calls.CreateToken)).TokenType);

        using var cancellation = new CancellationTokenSource();
        client.StubResponses(Operations.CreateToken, StubbedResponse.DynamicAsync(async (context, token) =>
        {
            Assert.Equal(cancellation.Token, token);
            await Task.Yield();
            return StubbedResponse.Http(200, body: """{"tokenType":"async"}""");
        }));
        Assert.Equal("async", (await client.CreateTokenAsync(Calls.CreateToken, cancellation.Token)).TokenType);

        client.StubResponses(Operations.CreateToken, StubbedResponse.Dynamic(_ => throw new NotSupportedException("mine")));
        await Assert.ThrowsAsync<NotSupportedException>(() => client.CreateTokenAsync(Calls.CreateToken));
        client.StubResponses(Operations.CreateToken, StubbedResponse.Dynamic(_ => null!));
        var nothing = await Assert.ThrowsAsync<InvalidOperationException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.Contains("returned no stub", nothing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stubs_given_at_construction_turn_stubbing_on()
    {
        using var client = new SsoOidcClient(new SsoOidcClientOptions
        {
            Stubs =
            {
                OperationStubs.For(Operations.CreateToken, "ExpiredTokenException"),
                OperationStubs.For(Operations.RegisterClient, new RegisterClientResponse { ClientId = "c" }),
            },
            Seams = new TestEnvironment().Seams,
        });
        Assert.True(client.Config.StubResponses);
        await Assert.ThrowsAsync<ExpiredTokenException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.Equal("c", (await client.RegisterClientAsync(Calls.RegisterClient)).ClientId);
    }

    [Fact]
    public void Stub_data_is_the_default_with_members_in_place_on_any_client()
    {
        using var client = Clients.Create(new CapturingHandler());
        var data = client.StubData(Operations.CreateTokenWithIam, new Dictionary<string, object?>
        {
            ["expiresIn"] = 60, ["idToken"] = null, ["scope"] = new[] { "a" }, ["awsAdditionalDetails"] = new Dictionary<string, object?> { ["identityContext"] = "i" },
        });
        var expected = (CreateTokenWithIamResponse)Operations.CreateTokenWithIam.CreateStub();
        (expected.ExpiresIn, expected.IdToken, expected.Scope, expected.AwsAdditionalDetails) = (60, null, ["a"], new() { IdentityContext = "i" });
        Assert.Equal(expected, data);
        Assert.Equal(Operations.CreateToken.CreateStub(), client.StubData(Operations.CreateToken));
    }

    [Theory]
    [InlineData("unknown", "x", "unexpected value at unknown")]
    [InlineData("expiresIn", "60", "expected expiresIn to be an Integer, got String instead")]
    [InlineData("expiresIn", 5_000_000_000, "expected expiresIn to be a whole number of 32 bits, got a value that it cannot hold instead")]
    [InlineData("accessToken", 5, "expected accessToken to be a String, got Int32 instead")]
    public void Stub_data_that_does_not_fit_is_refused(string member, object value, string expected)
    {
        using var client = Clients.Stubbed();
        var error = Assert.Throws<ParameterValidationException>(() => client.StubData(Operations.CreateToken, new Dictionary<string, object?> { [member] = value }));
        Assert.Equal(expected, error.Message);
    }

    [Fact]
    public async Task A_stub_that_cannot_be_sent_as_json_is_refused_when_it_is_set_and_not_cut()
    {
        using var client = Clients.Stubbed();
        var error = Assert.Throws<ParameterValidationException>(() => client.StubResponses(
            Operations.CreateTokenWithIam, new CreateTokenWithIamResponse { AccessToken = "a\ud800b", Scope = ["a", "\udc00"] }));
        Assert.Equal([(ParameterErrorKind.Text, "accessToken"), (ParameterErrorKind.Text, "scope[1]")], error.Errors.Select(problem => (problem.Kind, problem.Path)));
        Assert.Equal("AccessToken", (await client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam)).AccessToken);
        Assert.Throws<ArgumentException>(() => StubbedResponse.Error("A\ud800"));
        Assert.ThrowsAny<ArgumentException>(() => StubbedResponse.Http(200, body: "\ud800"));
        client.StubResponses(Operations.CreateToken, StubbedResponse.Dynamic(_ => new CreateTokenResponse { IdToken = "\ud800" }));
        await Assert.ThrowsAsync<ParameterValidationException>(() => client.CreateTokenAsync(Calls.CreateToken));
    }

    [Fact]
    public async Task Requests_are_recorded_after_validation_with_what_they_held()
    {
        using var client = Clients.Stubbed();
        await Assert.ThrowsAsync<ParameterValidationException>(() => client.CreateTokenAsync(new()));
        Assert.Empty(client.ApiRequests);
        client.StubResponses(Operations.CreateToken, "InvalidGrantException");
        await Assert.ThrowsAsync<InvalidGrantException>(() => client.CreateTokenAsync(Calls.CreateToken));
        await client.BuildRequest("RegisterClient", new Dictionary<string, object?> { ["clientName"] = "n", ["clientType"] = "t" }).SendAsync();
        var requests = client.ApiRequests;
        Assert.Equal(["CreateToken", "RegisterClient"], requests.Select(request => request.OperationName));
        Assert.Equal(Calls.CreateToken.RefreshToken, requests[0].Parameters["refreshToken"]);
        Assert.Equal("n", requests[1].Parameters["clientName"]);
        Assert.Equal("""{"clientName":"n","clientType":"t"}""", System.Text.Encoding.UTF8.GetString(requests[1].Context.HttpRequest.CopyBody()));
        Assert.Equal("CreateToken", requests[0].ToString());

        client.ClearApiRequests();
        Assert.Empty(client.ApiRequests);
        Assert.Equal(2, requests.Count);
    }

    [Fact]
    public async Task Without_stubbing_its_doors_are_closed()
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport);
        Action[] doors =
        [
            () => client.StubResponses(Operations.CreateToken, "x"), () => _ = client.ApiRequests, client.ClearApiRequests,
        ];
        Assert.All(doors, door => Assert.Contains("StubResponses = true", Assert.Throws<InvalidOperationException>(door).Message, StringComparison.Ordinal));
        await client.CreateTokenAsync(Calls.CreateToken);
        Assert.Single(transport.Requests);
    }

    [Fact]
    public void Empty_stubs_are_refused()
    {
        using var client = Clients.Stubbed();
        Assert.Throws<ArgumentException>(() => StubbedResponse.Error(string.Empty));
        Assert.Throws<ArgumentNullException>(() => StubbedResponse.FromException(null!));
        Assert.Throws<ArgumentNullException>(() => StubbedResponse.FromSsoOidcResponse(null!));
        Assert.Throws<ArgumentNullException>(() => StubbedResponse.Dynamic(null!));
        Assert.Throws<ArgumentNullException>(() => StubbedResponse.DynamicAsync(null!));
        Assert.Throws<ArgumentException>(() => client.StubResponses(Operations.CreateToken, default(StubbedResponse<CreateTokenResponse>)));
    }

    [Fact]
    public async Task Every_member_of_a_stub_arrives()
    {
        using var client = Clients.Stubbed();
        var data = (RegisterClientResponse)ModelTypes.Filled(typeof(RegisterClientResponse));
        client.StubResponses(Operations.RegisterClient, data);
        var response = await client.RegisterClientAsync(Calls.RegisterClient);
        Assert.Equal(data, response);
        Assert.NotSame(data, response);
    }

    [Fact]
    public async Task Stubs_serve_many_callers_at_once()
    {
        using var client = Clients.Stubbed();
        client.StubResponses(Operations.CreateToken, [.. Enumerable.Range(0, 1000).Select(i => (StubbedResponse<CreateTokenResponse>)new CreateTokenResponse { ExpiresIn = i })]);
        var seen = new System.Collections.Concurrent.ConcurrentBag<int>();
        await Parallel.ForAsync(0, 1000, async (_, token) => seen.Add((await client.CreateTokenAsync(Calls.CreateToken, token)).ExpiresIn!.Value));
        Assert.Equal(Enumerable.Range(0, 1000), seen.Order());
        Assert.Equal(1000, client.ApiRequests.Count);
    }

    [Fact]
    public async Task A_cancelled_call_of_a_stubbed_client_is_cancelled()
    {
        using var client = Clients.Stubbed();
        var task = client.CreateTokenAsync(Calls.CreateToken, new CancellationToken(canceled: true));
        Assert.True(task.IsCanceled);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
    }
}
