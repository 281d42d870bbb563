using System.Net;
using RichardSzalay.MockHttp;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests;

public sealed class SsoOidcClientTests
{
    [Theory]
    [MemberData(nameof(Calls.Names), MemberType = typeof(Calls))]
    public async Task A_call_is_a_post_of_json_to_its_address(string name)
    {
        var operation = Operations.Find(name);
        var transport = new CapturingHandler(200, "{}", ("x-amzn-requestid", "id-1"));
        using var client = Clients.Create(transport);
        var response = await client.SendAsync(name);
        Assert.Equal("POST", transport.Request.Method);
        Assert.Equal("https://oidc.us-west-2.amazonaws.com" + operation.RequestUri, transport.Request.Uri.ToString());
        Assert.Equal("application/json", transport.Request["content-type"]);
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", transport.Request["amz-sdk-invocation-id"]);
        Assert.Equal(operation.IsSigned, transport.Request.Headers.ContainsKey("authorization"));
        Assert.Equal(("id-1", 200, 1), (response.Metadata.RequestId, response.Metadata.StatusCode, response.Metadata.Attempts));
        Assert.True(response.IsSuccessful);
    }

    [Fact]
    public async Task Each_call_has_an_id_of_its_own()
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport);
        for (int i = 0; i < 20; i++)
        {
            await client.RegisterClientAsync(Calls.RegisterClient);
        }

        Assert.Equal(20, transport.Requests.Select(request => request["amz-sdk-invocation-id"]).Distinct().Count());
    }

    [Fact]
    public async Task Required_members_are_checked_before_anything_is_sent()
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport);
        var error = await Assert.ThrowsAsync<ParameterValidationException>(() => client.StartDeviceAuthorizationAsync(new()));
        Assert.Equal(["clientId", "clientSecret", "startUrl"], error.Errors.Select(problem => problem.Path));
        await Assert.ThrowsAsync<ParameterValidationException>(() => client.RegisterClientAsync(new() { ClientName = "n", ClientType = "t", Scopes = ["a", null!] }));
        await Assert.ThrowsAsync<ParameterValidationException>(() => client.RegisterClientAsync(new() { ClientName = "\ud800", ClientType = "t" }));
        Assert.Empty(transport.Requests);

        // An empty string is a value.
        await client.StartDeviceAuthorizationAsync(new() { ClientId = string.Empty, ClientSecret = string.Empty, StartUrl = string.Empty });
        Assert.Equal("""{"clientId":"","clientSecret":"","startUrl":""}""", transport.Request.Body);
    }

    [Fact]
    public async Task A_null_request_is_refused()
    {
        using var client = Clients.Create(new CapturingHandler());
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.CreateTokenAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.CreateTokenWithIamAsync(null!, new RequestOptions()));
    }

    [Theory]
    [MemberData(nameof(Calls.Names), MemberType = typeof(Calls))]
    public async Task After_disposal_every_call_says_so(string operation)
    {
        var client = Clients.Create(new CapturingHandler());
        var built = client.BuildRequest("RegisterClient");
        client.Dispose();
        client.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.SendAsync(operation));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => built.SendAsync());
        Assert.Throws<ObjectDisposedException>(() => client.BuildRequest(operation));
        Assert.Throws<ObjectDisposedException>(() => client.Config);
        Assert.Throws<ObjectDisposedException>(() => client.Handlers);
    }

    [Fact]
    public async Task A_handler_or_HttpClient_that_was_given_stays_the_callers()
    {
        var handler = new CapturingHandler();
        Clients.Create(handler).Dispose();
        Assert.False(handler.IsDisposed);

        using var http = new HttpClient(handler);
        using (var client = new SsoOidcClient(Clients.Options(options => options.Http.Client = http)))
        {
            await client.RegisterClientAsync(Calls.RegisterClient);
        }

        Assert.False(handler.IsDisposed);
        using var response = await http.GetAsync(new Uri("https://still.alive/"));
        Assert.Equal(2, handler.Requests.Count);
    }

    [Fact]
    public async Task A_mock_derives_from_the_client_and_overrides_what_is_called()
    {
        using SsoOidcClient mock = new MockClient();
        Assert.Equal("mocked", (await mock.CreateTokenAsync(Calls.CreateToken)).AccessToken);
        await Assert.ThrowsAsync<InvalidGrantException>(() => mock.CreateTokenAsync(Calls.CreateToken, new RequestOptions()));
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => mock.RegisterClientAsync(Calls.RegisterClient));
        Assert.Contains("override", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MockHttp_plugs_in_as_the_handler()
    {
        using var mock = new MockHttpMessageHandler();
        mock.Expect(HttpMethod.Post, "https://oidc.us-west-2.amazonaws.com/token")
            .WithPartialContent("\"grantType\":\"refresh_token\"")
            .Respond("application/json", """{"accessToken":"from mock"}""");
        mock.Expect(HttpMethod.Post, "https://oidc.us-west-2.amazonaws.com/token?aws_iam=t")
            .Respond(HttpStatusCode.BadRequest, "application/json", """{"error":"invalid_grant"}""");
        using var client = Clients.Create(mock);
        Assert.Equal("from mock", (await client.CreateTokenAsync(Calls.CreateToken)).AccessToken);
        await Assert.ThrowsAsync<InvalidGrantException>(() => client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam));
        mock.VerifyNoOutstandingExpectation();
    }

    [Fact]
    public async Task One_client_serves_many_callers_at_once()
    {
        // Each answer repeats what its own request said.
        using var client = Clients.Create(new FunctionHandler(async (request, cancellationToken) =>
        {
            string body = await request.Content!.ReadAsStringAsync(cancellationToken);
            await Task.Yield();
            string name = System.Text.Json.JsonDocument.Parse(body).RootElement.GetProperty("clientName").GetString()!;
            return CapturingHandler.Json(200, $$"""{"clientId":"{{name}}"}""", ("x-amzn-requestid", name));
        }));
        await Parallel.ForAsync(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, cancellationToken) =>
        {
            string name = new('x', i % 97);
            var response = await client.RegisterClientAsync(new() { ClientName = $"{i}{name}", ClientType = "public" }, cancellationToken);
            Assert.Equal($"{i}{name}", response.ClientId);
            Assert.Equal($"{i}{name}", response.Metadata.RequestId);
        });
    }

    [Fact]
    public async Task Headers_of_an_answer_stay_readable()
    {
        using var client = Clients.Create(new CapturingHandler(200, "{}", ("X-Extra", "1")));
        var response = await client.RegisterClientAsync(Calls.RegisterClient);
        Assert.Equal("1", response.Metadata.Headers["x-extra"]);
        Assert.Null(response.Metadata.RequestId);
        Assert.Equal("HTTP 200, request unknown, attempts 1", response.Metadata.ToString());
        Assert.Empty(new CreateTokenResponse().Metadata.Headers);
    }

    private sealed class MockClient : SsoOidcClient
    {
        public override Task<CreateTokenResponse> CreateTokenAsync(CreateTokenRequest request, CancellationToken cancellationToken = default) =>
            Task.FromResult(new CreateTokenResponse { AccessToken = "mocked" });

        public override Task<CreateTokenResponse> CreateTokenAsync(
            CreateTokenRequest request, RequestOptions options, CancellationToken cancellationToken = default) =>
            Task.FromException<CreateTokenResponse>(new InvalidGrantException("mocked"));
    }
}
