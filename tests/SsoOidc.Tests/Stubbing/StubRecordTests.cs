using System.Text;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Stubbing;

/// <summary>The record of a stubbed client's requests.</summary>
public sealed class StubRecordTests
{
    [Fact]
    public async Task A_record_is_a_copy_that_neither_caller_nor_later_calls_change()
    {
        using var client = Clients.Stubbed();
        var request = Calls.RegisterClient;
        await client.RegisterClientAsync(request);
        var snapshot = client.ApiRequests;
        request.ClientName = "changed";
        request.Scopes!.Add("changed");
        await client.RegisterClientAsync(request);
        Assert.Single(snapshot);
        Assert.Equal("tool", snapshot[0].Parameters["clientName"]);
        Assert.Equal(new List<object?> { "a", "b" }, snapshot[0].Parameters["scopes"]);
        Assert.Equal(Calls.RegisterClient, snapshot[0].Request);
        Assert.Equal(2, client.ApiRequests.Count);
    }

    [Fact]
    public async Task A_loose_call_is_recorded_typed_too_and_after_conversion()
    {
        using var client = Clients.Stubbed();
        var scopes = new HashSet<string> { "a" };
        var parameters = new Dictionary<string, object?> { ["clientName"] = ClientTypes.Public, ["clientType"] = StringComparison.Ordinal, ["scopes"] = scopes };
        await client.BuildRequest("RegisterClient", parameters).SendAsync();
        scopes.Add("b");
        parameters["clientName"] = "changed";
        var record = Assert.Single(client.ApiRequests);
        Assert.Equal(new RegisterClientRequest { ClientName = "public", ClientType = "Ordinal", Scopes = ["a"] }, record.Request);
        Assert.Equal(new List<object?> { "a" }, record.Parameters["scopes"]);
        Assert.Equal("RegisterClient", record.ToString());
    }

    [Fact]
    public async Task What_no_request_can_hold_is_recorded_by_wire_name_only()
    {
        using var client = Clients.Stubbed(options => (options.Parameters.Validate, options.Parameters.Convert) = (false, false));
        var inner = new List<object?> { 1 };
        await client.BuildRequest("CreateToken", new Dictionary<string, object?> { ["clientId"] = 5, ["scope"] = inner, ["extra"] = "x" }).SendAsync();
        inner.Add(2);
        var record = Assert.Single(client.ApiRequests);
        Assert.Null(record.Request);
        Assert.Equal(5, record.Parameters["clientId"]);
        Assert.Equal(new List<object?> { 1 }, record.Parameters["scope"]);
        Assert.Equal("""{"clientId":5,"scope":[1]}""", Encoding.UTF8.GetString(record.Context.HttpRequest.CopyBody()));
    }

    [Fact]
    public async Task A_record_stands_before_the_signature_and_has_it_afterwards()
    {
        using var client = Clients.Stubbed();
        string? authorization = "none yet";
        client.Handlers.HandleRequest(context => authorization = client.ApiRequests[^1].Context.HttpRequest.Headers["authorization"], PipelineStep.Sign, 60);
        await client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam);
        Assert.Null(authorization);
        Assert.NotNull(client.ApiRequests[0].Context.HttpRequest.Headers["authorization"]);
        Assert.Equal(200, client.ApiRequests[0].Context.HttpResponse?.StatusCode);
    }

    [Fact]
    public async Task The_body_of_a_handler_is_in_the_record_too()
    {
        using var client = Clients.Stubbed();
        client.Handlers.HandleRequest(context => context.HttpRequest.SetBody("mine"u8), PipelineStep.Build, 10);
        for (int i = 0; i < 2; i++)
        {
            await client.CreateTokenAsync(Calls.CreateToken);
        }

        Assert.All(client.ApiRequests, request => Assert.Equal("mine"u8, request.Context.HttpRequest.CopyBody()));
    }

    [Fact]
    public async Task Clearing_leaves_snapshots_as_they_are()
    {
        using var client = Clients.Stubbed();
        for (int i = 0; i < 20; i++)
        {
            await client.CreateTokenAsync(Calls.CreateToken);
        }

        var snapshot = client.ApiRequests;
        client.ClearApiRequests();
        await client.RegisterClientAsync(Calls.RegisterClient);
        Assert.Equal(Enumerable.Repeat("CreateToken", 20), snapshot.Select(request => request.OperationName));
        Assert.Equal("RegisterClient", Assert.Single(client.ApiRequests).OperationName);
        Assert.Throws<NotSupportedException>(() => ((IList<ApiRequest>)snapshot)[0] = client.ApiRequests[0]);
    }
}
