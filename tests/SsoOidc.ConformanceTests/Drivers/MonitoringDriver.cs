using Amazon.Runtime;
using SsoOidc.ConformanceTests.Calls;
using SsoOidc.ConformanceTests.Observation;
using SsoOidc.ConformanceTests.Runner;
using SsoOidc.ConformanceTests.Stubs;

namespace SsoOidc.ConformanceTests.Drivers;

/// <summary><c>csm.json</c>: the monitoring records of a call.</summary>
internal sealed class MonitoringDriver : GoldenDriver
{
    private const string NetworkingError = "Seahorse::Client::NetworkingError";
    private const int LongestMessage = 512;
    private const int LongestUserAgent = 256;

    public override string Name => "csm";

    public override async Task<CaseOutcome> RunAsync(GoldenCase golden, JsonObject expected)
    {
        var differences = new Differences();
        differences.Add("loose", await RunAsync(golden, expected, isLoose: true));
        if (!ObservedCall.CanBeTyped(golden))
        {
            return new(differences, CasePaths.LooseOnly);
        }

        differences.Add("typed", await RunAsync(golden, expected, isLoose: false));
        return new(differences, CasePaths.TypedAndLoose);
    }

    private static async Task<Differences> RunAsync(GoldenCase golden, JsonObject expected, bool isLoose)
    {
        var differences = new Differences();
        var events = expected["events"] as JsonArray ?? throw new GoldenFormatException("the expectation has no events");
        var published = new List<IReadOnlyList<string>>();
        using var call = new ObservedCall(golden, options =>
        {
            options.Monitoring.Enabled ??= true;
            options.Monitoring.Publisher = published.Add;
            options.Credentials = Credentials(golden, events) ?? options.Credentials;
        });
        var outcome = await call.SendAsync(golden, isLoose);
        CompareOutcome(differences, expected, outcome);
        var records = published.SelectMany(static batch => batch).Select(static text => (JsonObject)JsonNode.Parse(text)!).ToArray();
        differences.Same("calls published", events.Count == 0 ? 0 : 1, published.Count);
        differences.Same("records", events.Count, records.Length);
        foreach (var (recorded, record) in events.Zip(records))
        {
            CompareRecord(differences, (JsonObject)recorded!, record, call.UserAgents.LastOrDefault(), outcome.Error);
        }

        return differences;
    }

    // The key id of these credentials is no input of the case; it stands in what was recorded.
    private static SessionAWSCredentials? Credentials(GoldenCase golden, JsonArray events) =>
        golden.Text("session_token") is { } token && events[^1]!["event"]!["AccessKey"] is { } key
            ? new SessionAWSCredentials(key.GetValue<string>(), ClientSetup.SecretAccessKey, token)
            : null;

    private static void CompareOutcome(Differences differences, JsonObject expected, CallOutcome outcome)
    {
        bool isRaised = outcome.Error is not null && outcome.Data is null;
        if (expected["raised"]?.GetValue<string>() is not { } raised)
        {
            return;
        }

        differences.True($"{raised} expected, got {outcome.Error?.GetType().Name}", isRaised && NameMap.ExceptionOf(raised).IsInstanceOfType(outcome.Error));
    }

    private static void CompareRecord(Differences differences, JsonObject recorded, JsonObject record, string? userAgent, Exception? error)
    {
        var expected = (JsonObject)recorded["event"]!;
        string type = expected["Type"]!.GetValue<string>();
        differences.Same($"{type}: order of members", recorded["key_order"], new JsonArray([.. record.Select(static pair => JsonValue.Create(pair.Key))]));
        foreach (string name in expected.Select(static pair => pair.Key).Union(record.Select(static pair => pair.Key)))
        {
            string what = $"{type}.{name}";
            switch (name)
            {
                case "UserAgent":
                    CompareUserAgent(differences, what, recorded, record["UserAgent"]?.GetValue<string>(), userAgent);
                    break;
                case var _ when name.EndsWith("Exception", StringComparison.Ordinal):
                    differences.Same(what, OurName(expected[name]?.GetValue<string>(), error), record[name]);
                    break;
                case var _ when name.EndsWith("ExceptionMessage", StringComparison.Ordinal):
                    CompareMessage(differences, what, expected, name, record[name]?.GetValue<string>(), error);
                    break;
                default:
                    differences.Same(what, expected[name], record[name]);
                    break;
            }
        }
    }

    private static void CompareUserAgent(Differences differences, string what, JsonObject recorded, string? actual, string? sent)
    {
        string? expected = recorded["event"]!["UserAgent"]?.GetValue<string>();
        differences.Same($"{what} is the one that was sent", expected is null || sent is null ? null : sent[..Math.Min(sent.Length, LongestUserAgent)], actual);
        string? normalised = UserAgentText.Normalised(actual);
        if (recorded["user_agent_length"]?.GetValue<int>() >= LongestUserAgent || actual?.Length >= LongestUserAgent)
        {
            // Cut at other places, since the parts in front are not equally long.
            int common = Math.Min(expected?.Length ?? 0, normalised?.Length ?? 0);
            (expected, normalised) = (expected?[..common], normalised?[..common]);
        }

        differences.Same(what, expected, normalised);
    }

    private static string? OurName(string? recorded, Exception? error) => recorded switch
    {
        null => null,
        NetworkingError => nameof(SsoOidcTransportException),

        // One Ruby class stands for several of ours.
        "ArgumentError" when error is ArgumentException => error.GetType().Name,
        _ => recorded,
    };

    private static void CompareMessage(Differences differences, string what, JsonObject expected, string name, string? actual, Exception? error)
    {
        string? recorded = expected[name]?.GetValue<string>();
        string kind = expected[name[..^"Message".Length]]?.GetValue<string>() ?? string.Empty;
        if (error is ParameterValidationException invalid)
        {
            // The text is this library's own; what it says is compared.
            differences.Same(what, Cut(invalid.Message), actual);
            if (recorded is { Length: < LongestMessage })
            {
                differences.Same($"{what}: problems", RubyText.WithoutClasses(recorded), RubyText.Of(invalid.Errors));
            }

            return;
        }

        if (kind == NetworkingError)
        {
            // Its text is this library's own. That of an attempt which another one followed has reached nobody else.
            bool isFinal = name.StartsWith("Final", StringComparison.Ordinal);
            differences.True($"{what} is a text", actual is { Length: > 0 and <= LongestMessage });
            differences.Same(what, isFinal ? Cut(error!.Message) : actual, actual);
            return;
        }

        differences.Same(what, recorded is null ? null : NameMap.Message(recorded), actual);
    }

    private static string Cut(string message) => message[..Math.Min(message.Length, LongestMessage)];
}
