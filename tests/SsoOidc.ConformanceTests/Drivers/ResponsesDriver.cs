using System.Text.Json;
using SsoOidc.ConformanceTests.Calls;
using SsoOidc.ConformanceTests.Expectations;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Drivers;

/// <summary><c>responses.json</c>: how an answer with success becomes data.</summary>
internal sealed class ResponsesDriver : GoldenDriver
{
    private const int ShortestTellingText = 4;

    public override string Name => "responses";

    // Where the reference broke, failing in a clean way is no deviation.
    public override bool IsSame(JsonObject recorded, JsonObject derived) =>
        (IsFailure(recorded) && IsFailure(derived)) || base.IsSame(recorded, derived);

    public override Task<CaseOutcome> RunAsync(GoldenCase golden, JsonObject expected)
    {
        if (golden.Json["config"] is JsonObject { Count: > 0 })
        {
            throw new UnsupportedOptionException("unsupported option: responses have no config");
        }

        return AnsweredCall.RunAsync(
            golden,
            new JsonObject { ["region"] = "us-west-2" },
            (outcome, raises, response) => IsFailure(expected)
                ? CompareFailure(expected, outcome, raises, response)
                : CompareSuccess(golden, expected, outcome));
    }

    private static bool IsFailure(JsonObject expected) => expected["outcome"]!.GetValue<string>() switch
    {
        "raised" => true,
        "success" => false,
        var other => throw new GoldenFormatException($"the outcome '{other}' is not known"),
    };

    private static Differences CompareSuccess(GoldenCase golden, JsonObject expected, CallOutcome outcome)
    {
        var differences = new Differences();
        if (outcome.Error is { } error)
        {
            differences.Add($"success expected, got {error}");
            return differences;
        }

        var data = (JsonObject)(expected["data"]?.DeepClone() ?? new JsonObject());

        // A member that the older model of the reference does not have: the other oracle tells.
        foreach (string newer in ServiceModel.Nested.Keys)
        {
            if (golden.Expected["botocore"]?["data"]?[newer] is { } details)
            {
                data[newer] = details.DeepClone();
            }
        }

        differences.Same("data", data, outcome.Data);
        differences.Same("http_status", expected["http_status"], outcome.Metadata?.StatusCode);
        differences.Same("request_id", expected["request_id"], outcome.Metadata?.RequestId);
        if (expected["data_class"]?.GetValue<string>() is { } dataClass)
        {
            differences.Same("data_class", NameMap.Shape(dataClass), Operations.Find(golden.Text("operation")!).Output.Name);
        }

        return differences;
    }

    private static Differences CompareFailure(JsonObject expected, CallOutcome outcome, bool raises, ScriptedResponse response)
    {
        var differences = new Differences();
        if (outcome.Error is not ResponseParseException error)
        {
            differences.Add($"ResponseParseException expected, got {outcome.Error?.ToString() ?? "success"}");
            return differences;
        }

        differences.Same("data", null, outcome.Data);
        differences.Same("http_status", response.Status, (int)error.StatusCode);
        differences.Same("request_id", response.Header("x-amz-request-id") ?? response.Header("x-amzn-requestid"), error.RequestId);
        differences.True("the error was expected as a value", raises || outcome.Metadata?.StatusCode == response.Status);
        if (expected["members"] is JsonArray members)
        {
            string[] names = [.. members.Select(static name => name!.GetValue<string>())];
            bool isUnreadableText = error.Member is null && names.Any(name => IsUnreadableText(response.Body, name));
            differences.True(
                $"the exception names the member '{error.Member}', one of {string.Join(", ", names)} expected", isUnreadableText || names.Contains(error.Member));
            differences.True($"the message does not name the member: {error.Message}", isUnreadableText || names.Any(error.Message.Contains));
        }

        foreach (string secret in Texts(response.Body))
        {
            differences.True("the exception repeats a value", !error.ToString().Contains(secret, StringComparison.Ordinal));
        }

        return differences;
    }

    // Text that is not valid Unicode makes the whole answer unreadable, as any other flaw of the JSON does.
    private static bool IsUnreadableText(byte[] body, string name) => new RecordedBody(body).Member(name) is { } value
        && (value.ValueKind == JsonValueKind.String || (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().Any(static item =>
            item.ValueKind == JsonValueKind.String && RecordedBody.TextOf(item) is null)));

    // Member values long enough to be told from other text.
    private static IEnumerable<string> Texts(byte[] body)
    {
        var read = new RecordedBody(body);
        return read.Kind != BodyKind.Object
            ? []
            : read.Root.EnumerateObject().Select(static member => RecordedBody.TextOf(member.Value)).OfType<string>().Where(static text => text.Length >= ShortestTellingText);
    }
}
