using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Stubbing;

/// <summary>The forms of a stub: members, exception types, bytes, names of operations.</summary>
public sealed class StubFormsTests
{
    [Fact]
    public async Task Members_by_wire_name_answer_those_members_and_no_others()
    {
        using var client = Clients.Stubbed();
        var members = new Dictionary<string, object?> { ["expiresIn"] = 60, ["accessToken"] = null, ["tokenType"] = "Bearer" };
        client.StubResponses(Operations.CreateToken, StubbedResponse.Data(members));
        members["expiresIn"] = 61;
        var response = await client.CreateTokenAsync(Calls.CreateToken);
        Assert.Equal(new CreateTokenResponse { ExpiresIn = 60, TokenType = "Bearer" }, response);
        Assert.Equal("stubbed-request-id", response.Metadata.RequestId);
    }

    [Fact]
    public async Task Members_that_are_not_the_operations_are_refused_when_they_are_set_and_what_stood_there_stays()
    {
        using var client = Clients.Stubbed();
        client.StubResponses(Operations.CreateTokenWithIam, new CreateTokenWithIamResponse { TokenType = "old" });
        var error = Assert.Throws<ParameterValidationException>(() => client.StubResponses(
            Operations.CreateTokenWithIam,
            "SlowDownException",
            StubbedResponse.Data(new Dictionary<string, object?> { ["scope"] = "a", ["expiresIn"] = "x", ["nope"] = true, ["tokenType"] = null })));
        Assert.Equal(["scope", "expiresIn", "nope"], error.Errors.Select(problem => problem.Path));
        Assert.Throws<ParameterValidationException>(() => client.StubResponses(
            Operations.CreateToken, StubbedResponse.Data(new Dictionary<string, object?> { ["expiresIn"] = long.MaxValue })));
        Assert.Equal("old", (await client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam)).TokenType);
    }

    [Fact]
    public void Bad_members_at_construction_fail_the_construction() => Assert.Throws<ParameterValidationException>(() => Clients.Stubbed(options =>
        options.Stubs.Add(OperationStubs.For("CreateToken", StubbedResponse.Data(new Dictionary<string, object?> { ["nope"] = 1 })))));

    [Fact]
    public async Task A_nested_structure_may_be_typed_or_a_dictionary()
    {
        using var client = Clients.Stubbed();
        var details = new AwsAdditionalDetails { IdentityContext = "i" };
        client.StubResponses(
            Operations.CreateTokenWithIam,
            StubbedResponse.Data(new Dictionary<string, object?> { ["awsAdditionalDetails"] = details }),
            StubbedResponse.Data(new Dictionary<string, object?> { ["awsAdditionalDetails"] = new Dictionary<string, object?> { ["identityContext"] = "i" } }));
        Assert.Equal(details, (await client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam)).AwsAdditionalDetails);
        Assert.Equal(details, (await client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam)).AwsAdditionalDetails);
    }

    [Fact]
    public async Task An_exception_type_is_created_anew_for_each_call()
    {
        using var client = Clients.Stubbed();
        client.StubResponses(Operations.CreateToken, StubbedResponse.Exception<TimeoutException>());
        var first = await Assert.ThrowsAsync<TimeoutException>(() => client.CreateTokenAsync(Calls.CreateToken));
        var second = await Assert.ThrowsAsync<TimeoutException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.NotSame(first, second);
    }

    [Fact]
    public async Task The_type_of_a_modelled_error_is_the_answer_with_its_code()
    {
        using var client = Clients.Stubbed();
        client.StubResponses(Operations.CreateToken, StubbedResponse.Exception<InvalidGrantException>());
        var error = await Assert.ThrowsAsync<InvalidGrantException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.Equal(("InvalidGrantException", "stubbed-response-error-message", 400), (error.Code, error.Message, error.Metadata.StatusCode));
    }

    [Fact]
    public void An_exception_that_cannot_be_created_is_refused_at_once()
    {
        Assert.Contains("give an instance", Assert.Throws<ArgumentException>(StubbedResponse.Exception<SsoOidcTransportException>).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(StubbedResponse.Exception<SsoOidcServiceException>);
        Assert.Throws<ArgumentException>(StubbedResponse.Exception<SsoOidcException>);
    }

    [Fact]
    public async Task An_http_answer_may_be_bytes_and_is_answered_each_time_as_it_was_given()
    {
        using var client = Clients.Stubbed();
        byte[] body = """{"tokenType":"a"}"""u8.ToArray();
        client.StubResponses(Operations.CreateToken, StubbedResponse.HttpBytes(200, body, [new("x-amzn-requestid", "id"), new("content-type", "application/json")]));
        body.AsSpan().Clear();
        for (int i = 0; i < 2; i++)
        {
            var response = await client.CreateTokenAsync(Calls.CreateToken);
            Assert.Equal(("a", "id", "application/json"), (response.TokenType, response.Metadata.RequestId, response.Metadata.Headers["Content-Type"]));
        }
    }

    [Theory]
    [InlineData(99, "x", "y")]
    [InlineData(1000, "x", "y")]
    [InlineData(200, "", "y")]
    [InlineData(200, "x y", "z")]
    [InlineData(200, "x", "y\r\nz: 1")]
    public void An_http_answer_that_no_server_could_send_is_refused(int status, string name, string value) =>
        Assert.ThrowsAny<ArgumentException>(() => StubbedResponse.Http(status, [new(name, value)]));

    [Theory]
    [InlineData(200, null)]
    [InlineData(199, "Http199Error")]
    [InlineData(302, "MovedTemporarily")]
    [InlineData(600, "Http600Error")]
    public async Task Every_status_is_read_as_if_the_service_had_sent_it(int status, string? code)
    {
        using var client = Clients.Stubbed(options => options.RaiseResponseErrors = false);
        client.StubResponses(Operations.CreateToken, StubbedResponse.Http(status));
        var response = await client.CreateTokenAsync(Calls.CreateToken);
        Assert.Equal((code, status), (response.Error?.Code, response.Metadata.StatusCode));
    }

    [Fact]
    public async Task Operations_can_be_named()
    {
        using var client = Clients.Stubbed(options => options.Stubs.Add(OperationStubs.For("registerclient", new RegisterClientResponse { ClientId = "c" })));
        Assert.Equal("c", (await client.RegisterClientAsync(Calls.RegisterClient)).ClientId);
        client.StubResponses("CreateToken", "SlowDownException", new CreateTokenResponse { TokenType = "t" });
        await Assert.ThrowsAsync<SlowDownException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.Equal("t", (await client.CreateTokenAsync(Calls.CreateToken)).TokenType);
        client.StubResponses("CreateToken");
        Assert.Equal("TokenType", (await client.CreateTokenAsync(Calls.CreateToken)).TokenType);
        Assert.Equal(new RegisterClientResponse { ClientId = "x" }.ClientId, ((RegisterClientResponse)client.StubData("RegisterClient", new Dictionary<string, object?> { ["clientId"] = "x" })).ClientId);
    }

    [Fact]
    public void A_name_or_response_that_does_not_belong_is_refused()
    {
        using var client = Clients.Stubbed();
        Assert.Contains("CreateTokenWithIAM", Assert.Throws<ArgumentException>(() => client.StubResponses("DeleteEverything", "X")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => client.StubData("DeleteEverything"));
        Assert.Throws<ArgumentException>(() => OperationStubs.For("DeleteEverything", "X"));
        Assert.Contains("CreateTokenResponse is no answer of RegisterClient", Assert.Throws<ArgumentException>(() => client.StubResponses("RegisterClient", new CreateTokenResponse())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => client.StubResponses("RegisterClient", "X", null!));
    }

    [Fact]
    public async Task What_a_function_returns_is_checked_like_any_stub()
    {
        using var client = Clients.Stubbed();
        client.StubResponses(
            Operations.CreateToken,
            StubbedResponse.Dynamic(_ => StubbedResponse.Data(new Dictionary<string, object?> { ["nope"] = 1 })),
            StubbedResponse.Dynamic(_ => new RegisterClientResponse()),
            StubbedResponse.Dynamic(_ => StubbedResponse.Dynamic(_ => "SlowDownException")));
        await Assert.ThrowsAsync<ParameterValidationException>(() => client.CreateTokenAsync(Calls.CreateToken));
        await Assert.ThrowsAsync<ArgumentException>(() => client.CreateTokenAsync(Calls.CreateToken));
        await Assert.ThrowsAsync<SlowDownException>(() => client.CreateTokenAsync(Calls.CreateToken));
    }

    [Fact]
    public async Task A_function_may_set_stubs_itself()
    {
        using var client = Clients.Stubbed();
        client.StubResponses(Operations.CreateToken, StubbedResponse.Dynamic(_ =>
        {
            client.StubResponses(Operations.RegisterClient, new RegisterClientResponse { ClientId = "set" });
            return new CreateTokenResponse { TokenType = "outer" };
        }));
        Assert.Equal("outer", (await client.CreateTokenAsync(Calls.CreateToken)).TokenType);
        Assert.Equal("set", (await client.RegisterClientAsync(Calls.RegisterClient)).ClientId);
    }
}
