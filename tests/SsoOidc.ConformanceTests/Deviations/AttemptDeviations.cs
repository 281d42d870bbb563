using System.Globalization;
using SsoOidc.ConformanceTests.Calls;
using SsoOidc.ConformanceTests.Drivers;
using SsoOidc.ConformanceTests.Expectations;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Deviations;

/// <summary>
/// Deviations in the number of attempts. Each rule is about the first cause: a status that the reference takes for no error, a body
/// that breaks it, another code, and only then what row 6 says of expired credentials. All are derived by all rows.
/// </summary>
internal static class AttemptDeviations
{
    public static DeviationRule[] Rules { get; } =
    [
        new("AttemptsBeyondErrors", static golden => Answer(golden).Status >= 600, Derive),
        new("AttemptsOfMalformedBody", static golden => Answer(golden) is { Status: < 600, ReferenceCode: null }, Derive),
        new("AttemptsOfOtherCode", static golden => Answer(golden) is { Status: < 600, ReferenceCode: { } code } answer && code != answer.Code, Derive),
        new("ExpiredCodesAreFinal", static golden => Answer(golden) is { Status: < 600 } answer && answer.ReferenceCode == answer.Code && RetryClasses.IsExpired(answer.Code), Derive),
    ];

    private static ErrorAnswer Answer(GoldenCase golden) => new(new ScriptedResponse(golden.Object("response")));

    private static JsonObject Derive(GoldenCase golden)
    {
        var response = new ScriptedResponse(golden.Object("response"));
        var answer = new ErrorAnswer(response);
        bool always = RetryClasses.Of(answer.Code, answer.Status).Any(static pair => pair.Value!.GetValue<bool>()) || IsSkewed(answer.Code, response);
        bool refreshes = golden.Text("operation") == "CreateTokenWithIAM" && RetryClasses.IsExpired(answer.Code) && string.IsNullOrEmpty(answer.Body.Text("error"));
        var expected = (JsonObject)golden.Expected.DeepClone();
        foreach (var (mode, _) in golden.Expected[AttemptsDriver.Static]!.AsObject())
        {
            expected[AttemptsDriver.Static]![mode] = always ? Most(mode) : 1;
        }

        foreach (var (mode, _) in golden.Expected[AttemptsDriver.Refreshable]!.AsObject())
        {
            int attempts = always || refreshes ? Most(mode) : 1;
            expected[AttemptsDriver.Refreshable]![mode] = new JsonObject { ["attempts"] = attempts, ["refreshes"] = refreshes ? attempts - 1 : 0 };
        }

        return expected;
    }

    private static int Most(string mode) => mode == "legacy" ? 4 : 3;

    private static bool IsSkewed(string code, ScriptedResponse response) => RetryClasses.IsAboutTime(code)
        && DateTimeOffset.TryParse(response.Header("date"), CultureInfo.InvariantCulture, out var date)
        && (date - ClientSetup.Now).Duration() > TimeSpan.FromMinutes(5);
}
