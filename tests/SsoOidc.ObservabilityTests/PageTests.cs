using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using SsoOidc.ObservabilityTests.Support;

namespace SsoOidc.ObservabilityTests;

/// <summary>The tables of docs/observability.md say what the code says.</summary>
public sealed class PageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(
        typeof(PageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static item => item.Key == "RepositoryRoot").Value!, "docs", "observability.md")).ReplaceLineEndings("\n");

    [Fact]
    public void Every_event_is_in_the_table_with_its_id_category_level_and_text()
    {
        var events =
            from type in typeof(SsoOidcClient).Assembly.GetTypes()
            from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            let attribute = method.GetCustomAttribute<LoggerMessageAttribute>()
            where attribute is not null
            let category = (string)type.GetField("Category", BindingFlags.Static | BindingFlags.Public)!.GetRawConstantValue()!
            let level = attribute.Level == LogLevel.None ? "`CallLog.Level`" : attribute.Level.ToString()
            orderby attribute.EventId
            select $"| {attribute.EventId} | `{category}` | {level} | {attribute.Message.Replace("\n", "\\n", StringComparison.Ordinal)} |";
        Assert.Equal(events, Rows("events"));
        Assert.Equal(Rows("events").Length, Rows("events").Select(static row => row.Split('|')[1]).Distinct().Count());
    }

    [Fact]
    public async Task Every_span_and_attribute_is_in_the_table()
    {
        var seen = new Dictionary<string, (ActivityKind Kind, HashSet<string> Tags)>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "SsoOidc",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                var tags = seen.TryGetValue(span.OperationName, out var known) ? known.Tags : [];
                tags.UnionWith(span.TagObjects.Select(static tag => tag.Key));
                seen[span.OperationName] = (span.Kind, tags);
            },
        };
        ActivitySource.AddActivityListener(listener);
        foreach (bool isStubbed in new[] { false, true })
        {
            foreach (var operation in Operations.All)
            {
                using var client = new SsoOidcClient(Watched.Options(options =>
                {
                    options.StubResponses = isStubbed;
                    options.Http.Handler = isStubbed ? null : new Answers(
                        static () => Watched.Answer(500, string.Empty),
                        static () => Watched.Answer(400, "{}", ("x-amzn-requestid", "r"), ("content-length", "2")));
                }));
                if (isStubbed)
                {
                    client.StubResponses(operation.Name, StubbedResponse.Http(400, new Dictionary<string, string> { ["x-amzn-requestid"] = "r", ["content-length"] = "2" }, "{}"));
                }

                await client.BuildRequest(operation.Name, operation.Input.Members.Where(static member => member.IsRequired).ToDictionary(static member => member.Name, static _ => (object?)"x")).SendAsync();
            }
        }

        var rows = Rows("spans").Select(static row => row.Split('|', StringSplitOptions.TrimEntries)).ToDictionary(static cells => cells[1].Trim('`'));
        Assert.Equal(seen.Keys.Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
        Assert.All(seen, pair => Assert.Equal(pair.Value.Kind.ToString(), rows[pair.Key][2]));
        string[] call = Names(rows["SSOOIDC.CreateToken"][4]);
        string[] attempt = Names(rows["Handler.NetHttp"][4]);
        string[] withoutPeer = [.. attempt.Where(static name => !name.StartsWith("net.peer.", StringComparison.Ordinal) && !name.StartsWith("server.", StringComparison.Ordinal)
            && name is not ("url.full" or "http.request.resend_count"))];
        Assert.All(Operations.All, operation => Assert.Equal(call.Order(StringComparer.Ordinal), seen["SSOOIDC." + operation.Name].Tags.Order(StringComparer.Ordinal)));
        Assert.Equal(attempt.Order(StringComparer.Ordinal), seen["Handler.NetHttp"].Tags.Order(StringComparer.Ordinal));
        Assert.Equal(withoutPeer.Order(StringComparer.Ordinal), seen["Handler.StubResponses"].Tags.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_instrument_is_in_the_table()
    {
        var instruments = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter is { Name: "SsoOidc", Scope: null })
                {
                    instruments.Add($"| `{instrument.Name}` | {instrument.GetType().Name.Split('`')[0]} | `{instrument.Unit}` |");
                }
            },
        };
        using var client = Watched.Client(new Answers(200, "{}"));
        listener.Start();
        Assert.Equal(
            instruments.Distinct().Order(StringComparer.Ordinal),
            Rows("metrics").Select(static row => string.Join('|', row.Split('|')[..4]) + "|").Order(StringComparer.Ordinal));
    }

    private static string[] Names(string cell) => [.. Regex.Matches(cell, "`([^`]+)`").Select(static match => match.Groups[1].Value)];

    private static string[] Rows(string table)
    {
        int start = Page.IndexOf($"<!-- table: {table} -->\n", StringComparison.Ordinal);
        Assert.True(start >= 0, table);
        return [.. Page[start..].Split('\n').Skip(3).TakeWhile(static line => line.StartsWith('|'))];
    }
}
