using System.Text.Json;
using SsoOidc.ConformanceTests.Retries;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Drivers;

/// <summary><c>retries.json</c>: attempts, waits, quota, rate limiter and clock skew, by a clock that jumps.</summary>
internal sealed class RetriesDriver : GoldenDriver
{
    public override string Name => "retries";

    public override async Task<CaseOutcome> RunAsync(GoldenCase golden, JsonObject expected)
    {
        var json = (JsonObject)golden.Json.DeepClone();
        json["expected"] = expected.DeepClone();
        var @case = JsonSerializer.SerializeToElement(json);
        switch (golden.Kind)
        {
            case "limiter":
                return new(await LimiterCase.RunAsync(@case), CasePaths.NoCall);
            case "client":
                var differences = new Differences();
                foreach (bool isLoose in new[] { false, true })
                {
                    using var run = new RetryCase(@case, isLoose);
                    differences.Add(isLoose ? "loose" : "typed", await run.RunAsync());
                }

                return new(differences, CasePaths.TypedAndLoose);
            default:
                throw new GoldenFormatException($"the kind '{golden.Kind}' is not known");
        }
    }
}
