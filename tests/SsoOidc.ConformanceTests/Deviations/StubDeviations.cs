using SsoOidc.ConformanceTests.Calls;
using SsoOidc.ConformanceTests.Expectations;
using SsoOidc.ConformanceTests.Runner;
using SsoOidc.ConformanceTests.Stubs;

namespace SsoOidc.ConformanceTests.Deviations;

/// <summary>
/// Deviations in <c>stubs.json</c>. A case may have several causes; each rule is about the first of them in the order below, and all
/// of them are derived together.
/// </summary>
internal static class StubDeviations
{
    public static DeviationRule[] Rules { get; } =
    [
        new("StubForUnknownOperation", static golden => CauseOf(golden) == 23, static golden => Play(golden).Expected),
        new("StubWithoutStatus", static golden => CauseOf(golden) == 12, static golden => Play(golden).Expected),
        new("StubbedMemberType", static golden => CauseOf(golden) == 7, static golden => Play(golden).Expected),
        new("StubbedErrorCode", static golden => CauseOf(golden) == 3, static golden => Play(golden).Expected),
        new("StubbedErrorMessage", static golden => CauseOf(golden) == 1, static golden => Play(golden).Expected),
    ];

    private static int CauseOf(GoldenCase golden)
    {
        var causes = Play(golden).Causes;
        return new[] { 23, 12, 7, 3, 1 }.FirstOrDefault(causes.Contains);
    }

    /// <summary>Follows which stub answers which call, and says what is expected of those that we answer otherwise.</summary>
    private static (JsonObject Expected, HashSet<int> Causes) Play(GoldenCase golden)
    {
        var expected = (JsonObject)golden.Expected.DeepClone();
        var causes = new HashSet<int>();
        var queues = new Dictionary<string, Queue<JsonObject>>(StringComparer.Ordinal);
        foreach (var (operation, stubs) in golden.Object("constructor")["stub_responses"] as JsonObject ?? [])
        {
            queues[operation] = new(Flatten(stubs));
            if (!ServiceModel.Responses.ContainsKey(operation) && expected["constructor_raised"] is null)
            {
                causes.Add(23);
                return (new JsonObject { ["constructor_raised"] = UnknownOperation(operation) }, causes);
            }
        }

        if (expected["results"] is not JsonArray results)
        {
            return (expected, causes);
        }

        foreach (var (action, index) in ((JsonArray)golden.Json["actions"]!).Select(static (action, index) => ((JsonObject)action!, index)))
        {
            string operation = action["operation"]?.GetValue<string>() ?? string.Empty;
            var result = (JsonObject)results[index]!;
            switch (action["do"]?.GetValue<string>())
            {
                case "stub" when result["outcome"]?.GetValue<string>() == "ok" && !ServiceModel.Responses.ContainsKey(operation):
                    causes.Add(23);
                    results[index] = UnknownOperation(operation);
                    break;
                case "stub" when result["outcome"]?.GetValue<string>() == "ok" && Flatten(action["stubs"]).Any(static stub => stub["code"]?.GetValue<string>() is ""):
                    causes.Add(12);
                    expected["results"] = Until(results, index, Refused());
                    return (expected, causes);
                case "stub" when result["outcome"]?.GetValue<string>() == "ok" && Flatten(action["stubs"]).Any(stub => IsImpossible(operation, stub["data"])):
                    causes.Add(7);
                    expected["results"] = Until(results, index, Refused());
                    return (expected, causes);
                case "stub_data" when result["outcome"]?.GetValue<string>() == "ok" && IsImpossible(operation, action["data"]):
                    causes.Add(7);
                    results[index] = Refused();
                    break;
                case "stub" when result["outcome"]?.GetValue<string>() == "ok":
                    queues[operation] = new(Flatten(action["stubs"]));
                    break;
                case "call" when queues.TryGetValue(operation, out var queue) && queue.Count > 0 && !IsInvalid(queue.Peek(), result):
                    var stub = queue.Count > 1 ? queue.Dequeue() : queue.Peek();
                    if (stub["proc"]?.GetValue<string>() == "stubs_another_operation")
                    {
                        queues["RegisterClient"] = new([new JsonObject { ["data"] = new JsonObject { ["clientId"] = "set by proc" } }]);
                    }

                    if (Answer(operation, stub, result, causes) is { } answer)
                    {
                        results[index] = answer;
                    }

                    break;
            }
        }

        return (expected, causes);
    }

    // Parameters that are refused take no stub; data that a function answers and that is refused does.
    private static bool IsInvalid(JsonObject stub, JsonObject result) =>
        stub["proc"] is null && result["class"]?.GetValue<string>() == "ArgumentError" && result["message"]?.GetValue<string>().Contains("params[", StringComparison.Ordinal) == true;

    private static JsonObject? Answer(string operation, JsonObject stub, JsonObject recorded, HashSet<int> causes)
    {
        if (stub["proc"]?.GetValue<string>() == "returns_nil")
        {
            causes.Add(12);
            return new JsonObject { ["outcome"] = "raised", ["class"] = StubFailures.OwnInvalidOperation };
        }

        if (stub["error_class"]?.GetValue<string>() is { } name && ServiceModel.Errors.ContainsKey(name.Split("::")[^1]))
        {
            causes.Add(12);
            return new JsonObject
            {
                ["outcome"] = "raised",
                ["class"] = name,
                ["message"] = "stubbed-response-error-message",
                ["code"] = name.Split("::")[^1],
                ["http_status"] = 400,
                ["retries"] = 0,
                ["data"] = new JsonObject(),
            };
        }

        if (stub["http"] is not JsonObject http)
        {
            return null;
        }

        var response = new ScriptedResponse(new JsonObject
        {
            ["status"] = http["status_code"]!.DeepClone(), ["headers"] = http["headers"]?.DeepClone(), ["body"] = http["body"]?.GetValue<string>() ?? string.Empty,
        });
        return response.Status < 300 ? Success(operation, response, recorded, causes) : Error(response, recorded, causes);
    }

    private static JsonObject? Success(string operation, ScriptedResponse response, JsonObject recorded, HashSet<int> causes)
    {
        if (response.Status < 200 || !ResponseDeviations.NeedsStrictReading(operation, response))
        {
            return null;
        }

        causes.Add(7);
        var derived = ResponseDeviations.Derive(operation, response, recorded);
        if (derived["outcome"]?.GetValue<string>() == "raised")
        {
            derived["class"] = "Aws::Json::ParseError";
        }

        return derived;
    }

    private static JsonObject Error(ScriptedResponse response, JsonObject recorded, HashSet<int> causes)
    {
        var answer = new ErrorAnswer(response);
        var derived = (JsonObject)recorded.DeepClone();
        derived["outcome"] = "raised";
        derived["class"] = "Aws::SSOOIDC::Errors::" + answer.Code;
        derived["code"] = answer.Code;
        derived["message"] = answer.IsUnreadable ? recorded["message"]?.DeepClone() : answer.Message;
        derived["data"] = answer.Data;
        if (recorded["code"]?.GetValue<string>() != answer.Code)
        {
            causes.Add(3);
        }
        else if (NameMap.Message(recorded["message"]?.GetValue<string>() ?? string.Empty) != answer.Message)
        {
            causes.Add(1);
        }

        return derived;
    }

    // Data that the reference takes and no response can hold: the validation of lists does not look at false, numbers have any size.
    private static bool IsImpossible(string operation, JsonNode? data) => data is JsonObject members && members.Any(pair =>
        ServiceModel.Responses[operation].GetValueOrDefault(pair.Key) switch
        {
            MemberType.Int32 => LooseValues.Read(pair.Value) is long and (< int.MinValue or > int.MaxValue) or System.Numerics.BigInteger,
            MemberType.Int64 => LooseValues.Read(pair.Value) is System.Numerics.BigInteger,
            MemberType.TextList => pair.Value is JsonArray list && list.Any(static item => item?.GetValueKind() == System.Text.Json.JsonValueKind.False),
            _ => false,
        });

    private static JsonObject Refused() => new() { ["outcome"] = "raised", ["class"] = "ArgumentError" };

    // What comes after a stub that is refused here depends on it, and is not compared.
    private static JsonArray Until(JsonArray results, int index, JsonObject last) =>
        [.. results.Take(index).Select(static result => result?.DeepClone()), last];

    private static JsonObject UnknownOperation(string operation) =>
        new() { ["outcome"] = "raised", ["class"] = "ArgumentError", ["message"] = $"unknown operation :{operation}" };

    private static IEnumerable<JsonObject> Flatten(JsonNode? stubs) => stubs switch
    {
        JsonArray list => list.SelectMany(Flatten),
        JsonObject one when one["list"] is JsonArray nested => nested.SelectMany(Flatten),
        JsonObject one => [one],
        _ => [],
    };
}
