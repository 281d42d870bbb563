using System.Text.Json;
using SsoOidc.ConformanceTests.Calls;
using SsoOidc.ConformanceTests.Expectations;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Deviations;

/// <summary>Deviations in <c>responses.json</c>: what row 7 makes of a body.</summary>
internal static class ResponseDeviations
{
    public static DeviationRule[] Rules { get; } = [new("StrictResponseTypes", NeedsStrictReading, Derive)];

    // The reference takes all of these differently, or breaks on them; plain bodies are compared to the recording.
    private static bool NeedsStrictReading(GoldenCase golden) =>
        NeedsStrictReading(golden.Text("operation")!, new ScriptedResponse(golden.Object("response")));

    /// <summary>Whether the body of a success is one that row 7 is about.</summary>
    public static bool NeedsStrictReading(string operation, ScriptedResponse response)
    {
        var body = new RecordedBody(response.Body);
        return response.Status is >= 200 and <= 299 && body.Kind switch
        {
            BodyKind.Empty => false,
            BodyKind.Object => new StrictMembers(operation, body.Root).HasOddValue,
            _ => true,
        };
    }

    private static JsonObject Derive(GoldenCase golden) =>
        Derive(golden.Text("operation")!, new ScriptedResponse(golden.Object("response")), golden.Expected);

    /// <summary>What row 7 makes of a success, where the reference has made what was recorded.</summary>
    public static JsonObject Derive(string operation, ScriptedResponse response, JsonObject recorded)
    {
        var body = new RecordedBody(response.Body);
        if (body.Kind == BodyKind.NotJson || (body.Kind == BodyKind.NotObject && body.Root.ValueKind is not (JsonValueKind.Array or JsonValueKind.Null)))
        {
            return new JsonObject { ["outcome"] = "raised" };
        }

        var expected = (JsonObject)recorded.DeepClone();
        if (body.Kind == BodyKind.NotObject)
        {
            expected["data"] = new JsonObject();
            return expected;
        }

        var members = new StrictMembers(operation, body.Root);
        if (members.Refused.Count > 0)
        {
            return new JsonObject
            {
                ["outcome"] = "raised",
                ["members"] = new JsonArray([.. members.Refused.Select(static name => JsonValue.Create(name))]),
            };
        }

        expected["outcome"] = "success";
        expected["data"] = members.Data;
        return expected;
    }
}
