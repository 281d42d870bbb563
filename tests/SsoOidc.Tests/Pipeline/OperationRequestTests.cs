using System.Text.Json;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Pipeline;

/// <summary>Loose calls: by name and wire names.</summary>
public sealed class OperationRequestTests
{
    private enum Words
    {
        Refresh,
    }

    [Fact]
    public void A_built_request_can_be_looked_at_and_nothing_is_checked_yet()
    {
        using var client = Clients.Create(new CapturingHandler());
        var parameters = new Dictionary<string, object?> { ["nonsense"] = 1 };
        var request = client.BuildRequest("createtoken", parameters);
        Assert.Same(Operations.CreateToken, request.Operation);
        Assert.Same(parameters, request.Parameters);
        Assert.Empty(client.BuildRequest("CreateToken").Parameters);
        Assert.Throws<ArgumentException>(() => client.BuildRequest("Nope"));
    }

    [Fact]
    public async Task Values_are_converted_and_written_in_model_order()
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport);
        await client.BuildRequest("CreateToken", new Dictionary<string, object?>
        {
            ["scope"] = new HashSet<string> { "a", "b" },
            ["grantType"] = Words.Refresh,
            ["clientSecret"] = JsonDocument.Parse("\"s\"").RootElement,
            ["clientId"] = "c",
            ["code"] = null,
        }).SendAsync();
        Assert.Equal("""{"clientId":"c","clientSecret":"s","grantType":"Refresh","scope":["a","b"]}""", transport.Request.Body);
    }

    [Fact]
    public async Task Without_conversion_the_same_values_are_refused()
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport, options => options.Parameters.Convert = false);
        var error = await Assert.ThrowsAsync<ParameterValidationException>(() => client.BuildRequest("CreateToken", new Dictionary<string, object?>
        {
            ["clientId"] = "c", ["clientSecret"] = "s", ["grantType"] = Words.Refresh, ["scope"] = new HashSet<string>(),
        }).SendAsync());
        Assert.Equal(["grantType", "scope"], error.Errors.Select(problem => problem.Path));
        Assert.Empty(transport.Requests);
    }

    [Fact]
    public async Task Without_validation_anything_is_sent_but_text_that_cannot_be()
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport, options => options.Parameters.Validate = false);
        await client.BuildRequest("CreateToken", new Dictionary<string, object?> { ["unknown"] = 1, ["clientId"] = 5, ["scope"] = "text" }).SendAsync();
        Assert.Equal("""{"clientId":5,"scope":"text"}""", transport.Request.Body);
        await client.BuildRequest("CreateToken").SendAsync();
        Assert.Equal("{}", transport.Requests[1].Body);

        var error = await Assert.ThrowsAsync<ParameterValidationException>(() =>
            client.BuildRequest("CreateToken", new Dictionary<string, object?> { ["scope"] = new List<object?> { "a", "\ud800" } }).SendAsync());
        Assert.Equal(ParameterErrorKind.Text, Assert.Single(error.Errors).Kind);
        Assert.Equal("scope[1]", error.Errors[0].Path);
        await Assert.ThrowsAsync<ParameterValidationException>(() => client.CreateTokenAsync(new() { ClientId = "\udc00" }));
        Assert.Equal(2, transport.Requests.Count);
    }

    [Fact]
    public async Task It_is_sent_once()
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport);
        var request = client.BuildRequest("RegisterClient", Parameters);
        await request.SendAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => request.SendAsync());

        // Also when the first time failed.
        var bad = client.BuildRequest("RegisterClient");
        await Assert.ThrowsAsync<ParameterValidationException>(() => bad.SendAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad.SendAsync());
        Assert.Single(transport.Requests);
    }

    [Fact]
    public async Task It_may_have_handlers_of_its_own_which_the_client_does_not_get()
    {
        using var client = Clients.Stubbed();
        var trace = new List<string>();
        client.Handlers.Add(new TraceHandler("client", trace));
        var request = client.BuildRequest("RegisterClient", Parameters);
        request.Handlers.Add(new TraceHandler("own", trace));
        client.Handlers.Add(new TraceHandler("late", trace));
        await request.SendAsync();
        Assert.Equal(["client", "own", "/own", "/client"], trace);
        trace.Clear();
        await client.BuildRequest("RegisterClient", Parameters).SendAsync();
        Assert.Equal(["client", "late", "/late", "/client"], trace);
    }

    [Fact]
    public void Its_handlers_are_described_with_those_that_only_loose_calls_have()
    {
        using var client = Clients.Stubbed();
        var request = client.BuildRequest("RegisterClient", Parameters);
        request.Handlers.HandleRequest(_ => { }, PipelineStep.Initialize, 99, name: "own");
        Assert.StartsWith("Initialize 99 TelemetryHandler\nInitialize 99 own\nInitialize 50 ParameterConversionHandler\n", request.Handlers.Describe(request.Operation), StringComparison.Ordinal);
        Assert.DoesNotContain("own", client.Handlers.Describe(request.Operation), StringComparison.Ordinal);
        Assert.DoesNotContain("ParameterConversion", client.Handlers.Describe(request.Operation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_are_raised_as_the_client_says()
    {
        using var raising = Clients.Create(new CapturingHandler(400, """{"error":"invalid_request","error_description":"d"}"""));
        await Assert.ThrowsAsync<InvalidRequestException>(() => raising.BuildRequest("RegisterClient", Parameters).SendAsync());

        using var returning = Clients.Create(
            new CapturingHandler(400, """{"error":"invalid_request","error_description":"d"}"""), options => options.RaiseResponseErrors = false);
        var response = await returning.BuildRequest("RegisterClient", Parameters).SendAsync();
        Assert.IsType<InvalidRequestException>(response.Error);
        Assert.Null(response.Data);
        Assert.False(response.IsSuccessful);
        Assert.Empty(response.ToDictionary());
        Assert.Equal("{}", response.ToJson(includeSecrets: true));
        Assert.Equal("InvalidRequestException: d", response.ToString());
        Assert.Equal(400, response.Metadata.StatusCode);
    }

    [Fact]
    public async Task The_outcome_is_data_by_wire_name_and_json_hides_secrets()
    {
        using var client = Clients.Create(new CapturingHandler(
            200, """{"tokenType":"Bearer","accessToken":"secret-1","expiresIn":60,"scope":["a",null],"awsAdditionalDetails":{"identityContext":"secret-2"}}"""));
        var response = await client.BuildRequest("CreateTokenWithIAM", new Dictionary<string, object?> { ["clientId"] = "c", ["grantType"] = "g" }).SendAsync();
        Assert.True(response.IsSuccessful);
        Assert.Equal(["accessToken", "tokenType", "expiresIn", "scope", "awsAdditionalDetails"], response.Data!.Keys);
        Assert.Equal(60, response.Data["expiresIn"]);
        Assert.Equal("secret-2", ((IReadOnlyDictionary<string, object?>)response.Data["awsAdditionalDetails"]!)["identityContext"]);

        const string Hidden = """{"accessToken":"[FILTERED]","tokenType":"Bearer","expiresIn":60,"scope":["a",null],"awsAdditionalDetails":{"identityContext":"[FILTERED]"}}""";
        Assert.Equal(Hidden, response.ToJson());
        Assert.Equal(Hidden, response.ToString());
        Assert.Equal(
            """{"accessToken":"secret-1","tokenType":"Bearer","expiresIn":60,"scope":["a",null],"awsAdditionalDetails":{"identityContext":"secret-2"}}""",
            response.ToJson(includeSecrets: true));

        var copy = response.ToDictionary();
        copy.Clear();
        Assert.Equal(5, response.Data.Count);
    }

    private static Dictionary<string, object?> Parameters { get; } = new() { ["clientName"] = "n", ["clientType"] = "public" };
}
