using SsoOidc.ConformanceTests.Expectations;
using SsoOidc.ConformanceTests.Observation;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Deviations;

/// <summary>Deviations in <c>logging.json</c>. Each rule is about the first cause; all are derived together.</summary>
internal static class LoggingDeviations
{
    public static DeviationRule[] Rules { get; } =
    [
        new("LoggedSecrets", static golden => CauseOf(golden) == 10, static golden => Derive(golden).Expected),
        new("LoggedErrorCode", static golden => CauseOf(golden) == 3, static golden => Derive(golden).Expected),
        new("LoggedErrorMessage", static golden => CauseOf(golden) == 1, static golden => Derive(golden).Expected),
    ];

    private static int CauseOf(GoldenCase golden)
    {
        var causes = Derive(golden).Causes;
        return new[] { 10, 3, 1 }.FirstOrDefault(causes.Contains);
    }

    private static (JsonObject Expected, HashSet<int> Causes) Derive(GoldenCase golden)
    {
        var expected = (JsonObject)golden.Expected.DeepClone();
        var causes = new HashSet<int>();
        foreach (var line in (JsonArray)expected["lines"]!)
        {
            string recorded = line!["text"]!.GetValue<string>();
            string shown = LogSecrets.Hide(golden, recorded);
            if (shown != recorded)
            {
                causes.Add(10);
            }

            line["text"] = ScriptedErrors.Of(golden).Aggregate(shown, (text, answer) => WithOurError(text, answer, causes));
        }

        return (expected, causes);
    }

    private static string WithOurError(string text, ErrorAnswer answer, HashSet<int> causes)
    {
        string theirs = ScriptedErrors.ClassPrefix + answer.ReferenceCode;
        int at = text.IndexOf(theirs, StringComparison.Ordinal);
        if (at < 0 || answer.IsUnreadable)
        {
            return text;
        }

        // Where there is no message the class stands for it once more.
        string message = answer.ReferenceMessage.Length > 0 ? answer.ReferenceMessage : theirs;
        int end = at + theirs.Length;
        int messageAt = text.IndexOf(message, end, StringComparison.Ordinal);
        if (answer.Code != answer.ReferenceCode)
        {
            causes.Add(3);
        }
        else if (messageAt >= 0 && NameMap.Message(message) != answer.Message)
        {
            causes.Add(1);
        }

        string rest = messageAt < 0 ? text[end..] : text[end..messageAt] + answer.Message + text[(messageAt + message.Length)..];
        return text[..at] + ScriptedErrors.ClassPrefix + answer.Code + rest;
    }
}
