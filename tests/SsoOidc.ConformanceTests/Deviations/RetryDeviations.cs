using SsoOidc.ConformanceTests.Calls;
using SsoOidc.ConformanceTests.Expectations;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Deviations;

/// <summary>
/// Deviations in <c>retries.json</c>. Where row 6 ends a call, clock, quota and keys are other ones for all that follows, so the whole case is
/// derived anew, attempts counted from one.
/// </summary>
internal static class RetryDeviations
{
    public static DeviationRule[] Rules { get; } =
    [
        new("RetriesCountFromOne", static golden => golden.Kind == "client" && !EndsEarly(golden), CountFromOne),
        new("ExpiredCodeEndsTheCall", static golden => golden.Kind == "client" && EndsEarly(golden), static golden => RetryModel.Derive(golden.Json)),
    ];

    private static bool EndsEarly(GoldenCase golden) => Calls(golden).Any(call => EndingStep(golden, call) is not null);

    private static IEnumerable<JsonObject> Calls(GoldenCase golden) => golden.Json["calls"]!.AsArray().Select(static call => call!.AsObject());

    /// <summary>The first step that the reference retries with a credential refresh, and that is final here; null where there is none.</summary>
    private static int? EndingStep(GoldenCase golden, JsonObject call)
    {
        if (golden.Text("credentials") != "refreshable")
        {
            return null;
        }

        var script = call["script"]!.AsArray();
        for (int i = 0; i < script.Count; i++)
        {
            if (script[i] is JsonObject step && step.ContainsKey("status") && step["status"]!.GetValue<int>() >= 300)
            {
                var answer = new ErrorAnswer(new ScriptedResponse(step));
                bool retried = RetryClasses.Of(answer.Code, answer.Status).Any(static pair => pair.Value!.GetValue<bool>());
                bool isOfCaller = call["operation"]!.GetValue<string>() != "CreateTokenWithIAM" || !string.IsNullOrEmpty(answer.Body.Text("error"));
                if (!retried && isOfCaller && RetryClasses.IsExpired(answer.Code))
                {
                    return i;
                }
            }
        }

        return null;
    }

    private static JsonObject CountFromOne(GoldenCase golden)
    {
        var expected = (JsonObject)golden.Expected.DeepClone();
        foreach (var call in expected["calls"]!.AsArray())
        {
            foreach (var send in call!["sends"]!.AsArray())
            {
                if (send!["amz_sdk_request"] is { } header)
                {
                    string[] parts = header.GetValue<string>().Split(';', 2);
                    int attempt = int.Parse(parts[0]["attempt=".Length..], System.Globalization.CultureInfo.InvariantCulture);
                    send["amz_sdk_request"] = $"attempt={attempt + 1};{parts[1]}";
                }
            }
        }

        return expected;
    }
}
