using System.Collections;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Loose;

/// <summary>Values that cannot be read, or are another text once they were printed.</summary>
public sealed class LooseOddityTests
{
    public static TheoryData<bool, bool> Switches => new() { { true, true }, { true, false }, { false, true }, { false, false } };

    [Theory]
    [MemberData(nameof(Switches))]
    public async Task A_sequence_that_cannot_be_read_is_a_problem_like_any_other(bool convert, bool validate)
    {
        using var client = Clients.Stubbed(options => (options.Parameters.Convert, options.Parameters.Validate) = (convert, validate));
        foreach (object sequence in new object[] { default(ImmutableArray<string>), default(ArraySegment<string>), Fails(), Endless() })
        {
            var error = await Assert.ThrowsAsync<ParameterValidationException>(() => client.BuildRequest("CreateToken", Parameters("scope", sequence)).SendAsync());
            var problem = Assert.Single(error.Errors);
            Assert.Equal((ParameterErrorKind.Type, "scope"), (problem.Kind, problem.Path));
            Assert.DoesNotContain("S3CR3T", error.ToString(), StringComparison.Ordinal);

            // Where a member does not exist, its value is nobody's business: without validation it is not sent.
            var unknown = client.BuildRequest("CreateToken", Parameters("unknown", sequence));
            if (validate)
            {
                await Assert.ThrowsAsync<ParameterValidationException>(() => unknown.SendAsync());
            }
            else
            {
                await unknown.SendAsync();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Switches))]
    public async Task What_cannot_be_read_any_more_is_a_problem_at_every_depth(bool convert, bool validate)
    {
        using var client = Clients.Stubbed(options => (options.Parameters.Convert, options.Parameters.Validate) = (convert, validate));
        JsonElement disposed;
        using (var document = JsonDocument.Parse("[\"S3CR3T\"]"))
        {
            disposed = document.RootElement;
        }

        foreach (object value in new object[] { disposed, new FailingMap(), new List<object?> { disposed }, new Dictionary<string, object?> { ["a"] = new FailingMap() } })
        {
            foreach (string member in new[] { "code", "scope" })
            {
                var error = await Assert.ThrowsAsync<ParameterValidationException>(() => client.BuildRequest("CreateToken", Parameters(member, value)).SendAsync());
                Assert.StartsWith(member, Assert.Single(error.Errors).Path, StringComparison.Ordinal);
                Assert.DoesNotContain("S3CR3T", error.ToString(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task What_a_sequence_threw_is_told_by_its_type()
    {
        using var client = Clients.Stubbed();
        var parameters = Parameters("scope", Fails());
        parameters["code"] = 5;
        var error = await Assert.ThrowsAsync<ParameterValidationException>(() => client.BuildRequest("CreateToken", parameters).SendAsync());
        Assert.Equal(
            ["expected scope to be an Array, got IEnumerable that threw TimeZoneNotFoundException instead", "expected code to be a String, got Int32 instead"],
            error.Errors.Select(problem => problem.ToString()));
    }

    [Theory]
    [MemberData(nameof(Switches))]
    public async Task Json_nodes_with_text_that_cannot_be_sent_are_refused_and_not_sent_as_other_text(bool convert, bool validate)
    {
        using var client = Clients.Stubbed(options => (options.Parameters.Convert, options.Parameters.Validate) = (convert, validate));
        foreach (var (name, node) in new (string, JsonNode)[]
        {
            ("code", JsonValue.Create("a\ud800b")!), ("code", JsonNode.Parse("\"\\ud800\"")!), ("scope", new JsonArray("ok", "\udc00")), ("scope", JsonNode.Parse("[\"\\udc00\"]")!),
        })
        {
            await Assert.ThrowsAsync<ParameterValidationException>(() => client.BuildRequest("CreateToken", Parameters(name, node)).SendAsync());
        }

        Assert.Empty(client.ApiRequests);
    }

    [Fact]
    public async Task Json_nodes_are_text_and_lists_of_text()
    {
        using var client = Clients.Stubbed();
        var parameters = Parameters("scope", new JsonArray("a", JsonNode.Parse("\"b\"")));
        parameters["code"] = JsonValue.Create('c');
        await client.BuildRequest("CreateToken", parameters).SendAsync();
        Assert.Equal(
            """{"clientId":"c","clientSecret":"s","grantType":"g","code":"c","scope":["a","b"]}""",
            Encoding.UTF8.GetString(client.ApiRequests[0].Context.HttpRequest.CopyBody()));
    }

    [Fact]
    public async Task A_cancelled_sequence_cancels_the_call()
    {
        using var client = Clients.Stubbed();
        var sequence = Enumerable.Range(0, 3).Select(string (_) => throw new OperationCanceledException());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.BuildRequest("CreateToken", Parameters("scope", sequence)).SendAsync());
    }

    [Fact]
    public async Task An_answer_that_a_handler_spoilt_is_still_whole_json()
    {
        using var client = Clients.Stubbed();
        client.Handlers.Handle((context, _) =>
        {
            context.Response = new CreateTokenWithIamResponse { TokenType = "a\ud800", Scope = ["\udc00"], ExpiresIn = 5, IdToken = "S3CR3T" };
            return default;
        });
        var response = await client.BuildRequest("CreateTokenWithIAM", new Dictionary<string, object?> { ["clientId"] = "c", ["grantType"] = "g" }).SendAsync();
        var json = JsonNode.Parse(response.ToJson())!;
        Assert.Equal(("a\ufffd", "\ufffd", 5, "[FILTERED]"), ((string?)json["tokenType"], (string?)json["scope"]![0], (int)json["expiresIn"]!, (string?)json["idToken"]));
        Assert.Equal("S3CR3T", (string?)JsonNode.Parse(response.ToJson(includeSecrets: true))!["idToken"]);
    }

    [Fact]
    public async Task A_record_of_what_no_request_can_hold_has_none_and_does_not_throw()
    {
        using var client = Clients.Stubbed(options => options.Parameters.Validate = false);
        client.Handlers.Remove(StandardHandler.JsonRequest);
        var cycle = new List<object?>();
        cycle.Add(cycle);
        foreach (object value in new object[] { "\ud800", cycle, 5 })
        {
            await client.BuildRequest("CreateToken", new Dictionary<string, object?> { ["clientId"] = value }).SendAsync();
            Assert.Null(client.ApiRequests[^1].Request);
        }
    }

    private static Dictionary<string, object?> Parameters(string name, object value) =>
        new() { ["clientId"] = "c", ["clientSecret"] = "s", ["grantType"] = "g", [name] = value };

    private static IEnumerable<string> Fails()
    {
        yield return "a";
        throw new TimeZoneNotFoundException("S3CR3T");
    }

    private sealed class FailingMap : Hashtable
    {
        public override IDictionaryEnumerator GetEnumerator() => throw new TimeZoneNotFoundException("S3CR3T");
    }

    private static IEnumerable Endless()
    {
        while (true)
        {
            yield return "a";
        }
    }
}
