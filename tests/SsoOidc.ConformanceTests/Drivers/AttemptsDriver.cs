using SsoOidc.ConformanceTests.Retries;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Drivers;

/// <summary><c>errors.json</c>, the retry part: how many attempts are made when every answer is the recorded one.</summary>
internal sealed class AttemptsDriver : GoldenDriver
{
    public const string Static = "attempts";

    public const string Refreshable = "attempts_with_refreshable_credentials";

    public override string Name => "errors-attempts";

    public override string File => "errors";

    public override bool IsSame(JsonObject recorded, JsonObject derived) =>
        JsonNode.DeepEquals(recorded[Static], derived[Static]) && JsonNode.DeepEquals(recorded[Refreshable], derived[Refreshable]);

    public override async Task<CaseOutcome> RunAsync(GoldenCase golden, JsonObject expected)
    {
        var differences = new Differences();
        foreach (var (mode, attempts) in Modes(expected, Static))
        {
            var count = await AttemptCount.OfAsync(golden, mode, isRefreshable: false);
            differences.Same($"attempts in mode {mode}", attempts, count.Attempts);
            CompareFlag(differences, mode, count);
        }

        foreach (var (mode, both) in Modes(expected, Refreshable))
        {
            var count = await AttemptCount.OfAsync(golden, mode, isRefreshable: true);
            differences.Same($"attempts in mode {mode} with refreshable credentials", both?["attempts"], count.Attempts);
            differences.Same($"refreshes in mode {mode}", both?["refreshes"], count.Refreshes);
            CompareFlag(differences, mode, count);
        }

        return new(differences, CasePaths.LooseOnly);
    }

    private static JsonObject Modes(JsonObject expected, string name) =>
        expected[name] as JsonObject ?? throw new GoldenFormatException($"the expectation has no '{name}'");

    // What is retried says so, and nothing else does.
    private static void CompareFlag(Differences differences, string mode, AttemptCount count)
    {
        differences.Same($"IsRetryable in mode {mode}", count.Attempts > 1, count.Error.IsRetryable);
        differences.Same($"attempts on the exception in mode {mode}", count.Attempts, count.Error.Attempts);
    }
}
