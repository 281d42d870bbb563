using System.Collections;
using System.Collections.ObjectModel;
using System.Text;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Loose;

/// <summary>Values that no request can hold: what they become, and what is sent where nothing is validated.</summary>
public sealed class UncheckedLooseCallTests
{
    public static TheoryData<object> Maps =>
    [
        new Dictionary<string, string> { ["a"] = "b" }, new Dictionary<string, object?> { ["a"] = "b" }, new Hashtable { ["a"] = "b" },
        new SortedList<string, string> { ["a"] = "b" }, new ReadOnlyDictionary<string, object?>(new Dictionary<string, object?> { ["a"] = "b" }),
    ];

    [Theory]
    [MemberData(nameof(Maps))]
    public async Task A_map_for_a_list_is_a_list_of_pairs(object map)
    {
        foreach (bool convert in new[] { true, false })
        {
            using var client = Clients.Stubbed(options => (options.Parameters.Convert, options.Parameters.Validate) = (convert, false));
            await client.BuildRequest("CreateToken", new Dictionary<string, object?> { ["scope"] = map }).SendAsync();
            Assert.Equal("""{"scope":[["a","b"]]}""", Body(client));
        }

        using var validating = Clients.Stubbed();
        var error = await Assert.ThrowsAsync<ParameterValidationException>(() => validating.BuildRequest(
            "RegisterClient", new Dictionary<string, object?> { ["clientName"] = "n", ["clientType"] = "t", ["scopes"] = map }).SendAsync());
        Assert.Equal("expected scopes[0] to be a String, got List instead", error.Message);
    }

    [Fact]
    public async Task A_map_for_a_text_is_sent_as_a_map()
    {
        using var client = Clients.Stubbed(options => options.Parameters.Validate = false);
        await client.BuildRequest("CreateToken", new Dictionary<string, object?> { ["code"] = new Dictionary<string, int> { ["a"] = 1 } }).SendAsync();
        Assert.Equal("""{"code":{"a":1}}""", Body(client));
    }

    [Fact]
    public async Task A_time_is_sent_as_the_reference_prints_it()
    {
        var time = new DateTimeOffset(2024, 2, 1, 13, 5, 6, TimeSpan.Zero);
        foreach (var (value, expected) in new (object, string)[]
        {
            (time, "2024-02-01 13:05:06 UTC"),
            (time.UtcDateTime, "2024-02-01 13:05:06 UTC"),
            (time.ToOffset(new TimeSpan(-3, -30, 0)), "2024-02-01 09:35:06 -0330"),
            (new DateTime(2024, 2, 1, 13, 5, 6), "2024-02-01 13:05:06"),
            (new DateOnly(2024, 2, 1), "2024-02-01"),
        })
        {
            using var client = Clients.Stubbed(options => options.Parameters.Validate = false);
            await client.BuildRequest("CreateToken", new Dictionary<string, object?> { ["code"] = value }).SendAsync();
            Assert.Equal($$"""{"code":"{{expected}}"}""", Body(client));
        }
    }

    [Fact]
    public async Task A_record_does_not_change_with_the_callers_collections()
    {
        using var client = Clients.Stubbed(options => (options.Parameters.Convert, options.Parameters.Validate) = (false, false));
        foreach (var (collection, change) in new (object, Action)[] { Changing(new HashSet<string> { "a" }, set => set.Clear()), Changing(new Queue<string>(["a"]), queue => queue.Clear()), Changing(new List<string> { "a" }, list => list.Clear()) })
        {
            await client.BuildRequest("CreateToken", new Dictionary<string, object?> { ["scope"] = collection }).SendAsync();
            var recorded = client.ApiRequests[^1].Parameters["scope"];
            change();
            Assert.Equal(["a"], Assert.IsAssignableFrom<IEnumerable>(recorded).Cast<object?>());
        }
    }

    [Fact]
    public async Task A_record_does_not_change_with_the_callers_map()
    {
        using var client = Clients.Stubbed(options => (options.Parameters.Convert, options.Parameters.Validate) = (false, false));
        var map = new Dictionary<string, List<string>> { ["a"] = ["b"] };
        await client.BuildRequest("CreateToken", new Dictionary<string, object?> { ["code"] = map }).SendAsync();
        map["a"].Add("c");
        map.Add("d", []);
        var entry = Assert.Single(Assert.IsAssignableFrom<IDictionary>(client.ApiRequests[0].Parameters["code"]).Cast<KeyValuePair<object, object?>>());
        Assert.Equal(("a", "b"), (entry.Key, Assert.Single(Assert.IsType<List<object?>>(entry.Value))));
    }

    private static (object Collection, Action Change) Changing<T>(T collection, Action<T> change)
        where T : notnull => (collection, () => change(collection));

    private static string Body(SsoOidcClient client) => Encoding.UTF8.GetString(client.ApiRequests[^1].Context.HttpRequest.CopyBody());
}
