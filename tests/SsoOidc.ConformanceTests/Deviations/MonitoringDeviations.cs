using SsoOidc.ConformanceTests.Expectations;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Deviations;

/// <summary>Deviations in <c>csm.json</c>. Each rule is about the first cause; all are derived together.</summary>
internal static class MonitoringDeviations
{
    private const int LongestMessage = 512;

    private static readonly string[] Names = ["AwsException", "FinalAwsException"];

    public static DeviationRule[] Rules { get; } =
    [
        new("MonitoredSessionToken", static golden => CauseOf(golden) == 9, static golden => Derive(golden).Expected),
        new("MonitoredErrorCode", static golden => CauseOf(golden) == 3, static golden => Derive(golden).Expected),
        new("MonitoredErrorMessage", static golden => CauseOf(golden) == 1, static golden => Derive(golden).Expected),
    ];

    private static int CauseOf(GoldenCase golden)
    {
        var causes = Derive(golden).Causes;
        return new[] { 9, 3, 1 }.FirstOrDefault(causes.Contains);
    }

    private static (JsonObject Expected, HashSet<int> Causes) Derive(GoldenCase golden)
    {
        var expected = (JsonObject)golden.Expected.DeepClone();
        var causes = new HashSet<int>();
        foreach (var record in ((JsonArray)expected["events"]!).OfType<JsonObject>())
        {
            var fields = (JsonObject)record["event"]!;
            if (fields.Remove("SessionToken"))
            {
                causes.Add(9);
                record["key_order"] = new JsonArray([.. ((JsonArray)record["key_order"]!).Select(static key => key!.GetValue<string>())
                    .Where(static key => key != "SessionToken").Select(static key => JsonValue.Create(key))]);
            }

            foreach (var answer in ScriptedErrors.Of(golden).Where(static answer => !answer.IsUnreadable))
            {
                foreach (string name in Names.Where(name => fields[name]?.GetValue<string>() == answer.ReferenceCode))
                {
                    UseOurError(fields, name, answer, causes);
                }
            }
        }

        return (expected, causes);
    }

    private static void UseOurError(JsonObject fields, string name, ErrorAnswer answer, HashSet<int> causes)
    {
        string message = answer.Message[..Math.Min(answer.Message.Length, LongestMessage)];
        if (answer.Code != answer.ReferenceCode)
        {
            causes.Add(3);
        }
        else if (NameMap.Message(fields[name + "Message"]!.GetValue<string>()) != message)
        {
            causes.Add(1);
        }
        else
        {
            return;
        }

        fields[name] = answer.Code;
        fields[name + "Message"] = message;
    }
}
