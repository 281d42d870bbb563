using System.Text.Json;
using System.Text.Json.Nodes;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Loose;

/// <summary>Loose calls beyond their basics: own options, JSON values, answers as JSON.</summary>
public sealed class LooseCallTests
{
    private static readonly Dictionary<string, object?> Valid = new() { ["clientId"] = "c", ["clientSecret"] = "s", ["grantType"] = "g" };

    [Fact]
    public async Task Options_of_the_call_count_before_those_of_the_client()
    {
        using var client = Clients.Stubbed();
        client.StubResponses(Operations.CreateToken, "SlowDownException");
        var response = await client.BuildRequest("CreateToken", Valid).SendAsync(new RequestOptions { RaiseResponseErrors = false });
        Assert.IsType<SlowDownException>(response.Error);
        Assert.Null(response.Data);
        Assert.Empty(response.ToDictionary());
        Assert.Equal("{}", response.ToJson());
        Assert.StartsWith("SlowDownException: ", response.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => { _ = client.BuildRequest("CreateToken", Valid).SendAsync((RequestOptions)null!); });
    }

    [Fact]
    public async Task An_answer_as_json_hides_secrets_unless_they_are_asked_for()
    {
        using var client = Clients.Stubbed();
        client.StubResponses(Operations.StartDeviceAuthorization, new StartDeviceAuthorizationResponse
        {
            DeviceCode = "d", UserCode = "u", VerificationUri = "https://host/", VerificationUriComplete = "https://host/?user_code=u", Interval = 5,
        });
        var parameters = new Dictionary<string, object?> { ["clientId"] = "c", ["clientSecret"] = "s", ["startUrl"] = "u" };
        var response = await client.BuildRequest("StartDeviceAuthorization", parameters).SendAsync();
        const string Hidden = """{"deviceCode":"[FILTERED]","userCode":"[FILTERED]","verificationUri":"https://host/","verificationUriComplete":"https://host/?[FILTERED]","interval":5}""";
        Assert.Equal(Hidden, response.ToJson());
        Assert.Equal(Hidden, response.ToString());
        Assert.Equal("""{"deviceCode":"d","userCode":"u","verificationUri":"https://host/","verificationUriComplete":"https://host/?user_code=u","interval":5}""", response.ToJson(includeSecrets: true));
        Assert.Equal("d", response.ToDictionary()["deviceCode"]);
    }

    [Fact]
    public async Task Parameters_may_be_read_from_json()
    {
        using var client = Clients.Stubbed();
        var json = JsonDocument.Parse("""{"clientName":"n","clientType":"t","scopes":["a",null,false],"grantTypes":null}""").RootElement;
        await client.BuildRequest("RegisterClient", json.EnumerateObject().ToDictionary(member => member.Name, object? (member) => member.Value)).SendAsync();
        await client.BuildRequest("RegisterClient", JsonNode.Parse(json.GetRawText())!.AsObject().ToDictionary(member => member.Key, object? (member) => member.Value)).SendAsync();
        Assert.All(client.ApiRequests, request =>
            Assert.Equal("""{"clientName":"n","clientType":"t","scopes":["a",null,false]}""", System.Text.Encoding.UTF8.GetString(request.Context.HttpRequest.CopyBody())));

        var number = new Dictionary<string, object?>(Valid) { ["code"] = JsonDocument.Parse("5").RootElement };
        var error = await Assert.ThrowsAsync<ParameterValidationException>(() => client.BuildRequest("CreateToken", number).SendAsync());
        Assert.Equal("expected code to be a String, got JSON Number instead", error.Message);
    }

    [Fact]
    public async Task Without_validation_values_are_sent_as_what_they_are_and_unknown_ones_not_at_all()
    {
        using var client = Clients.Stubbed(options => options.Parameters.Validate = false);
        await client.BuildRequest("CreateToken", new Dictionary<string, object?>
        {
            ["clientId"] = 5, ["clientSecret"] = 2.0, ["grantType"] = JsonDocument.Parse("{\"a\":[1.50]}").RootElement, ["code"] = JsonValue.Create(true), ["extra"] = 1,
        }).SendAsync();
        Assert.Equal("""{"clientId":5,"clientSecret":2.0,"grantType":{"a":[1.50]},"code":true}""", System.Text.Encoding.UTF8.GetString(client.ApiRequests[0].Context.HttpRequest.CopyBody()));
        await client.CreateTokenAsync(new());
        Assert.Equal("{}", System.Text.Encoding.UTF8.GetString(client.ApiRequests[1].Context.HttpRequest.CopyBody()));
    }

    [Fact]
    public async Task Enum_values_are_names_unless_they_have_none()
    {
        using var client = Clients.Stubbed();
        await client.BuildRequest("CreateToken", new Dictionary<string, object?>(Valid) { ["code"] = DayOfWeek.Monday }).SendAsync();
        Assert.Equal("Monday", client.ApiRequests[0].Parameters["code"]);
        var error = await Assert.ThrowsAsync<ParameterValidationException>(() => client.BuildRequest("CreateToken", new Dictionary<string, object?>(Valid) { ["code"] = (DayOfWeek)99 }).SendAsync());
        Assert.Equal("expected code to be a String, got DayOfWeek instead", error.Message);
    }

    [Fact]
    public async Task Types_that_have_no_name_of_their_own_are_told_by_what_they_are()
    {
        using var client = Clients.Stubbed(options => options.Parameters.Convert = false);
        var error = await Assert.ThrowsAsync<ParameterValidationException>(() => client.BuildRequest("CreateToken", new Dictionary<string, object?>(Valid)
        {
            ["scope"] = new[] { "a" }.Where(_ => true), ["code"] = Yields(), ["redirectUri"] = new HashSet<int>(),
        }).SendAsync());
        Assert.Equal(["IEnumerable", "IEnumerable", "HashSet"], error.Errors.Select(problem => problem.Got));

        static IEnumerable<string> Yields()
        {
            yield return "a";
        }
    }
}
