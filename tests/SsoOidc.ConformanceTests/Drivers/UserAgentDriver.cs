using SsoOidc.ConformanceTests.Observation;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Drivers;

/// <summary><c>user_agent.json</c>: the User-Agent of each attempt.</summary>
internal sealed class UserAgentDriver : GoldenDriver
{
    public override string Name => "user_agent";

    public override async Task<CaseOutcome> RunAsync(GoldenCase golden, JsonObject expected)
    {
        var differences = new Differences();
        foreach (bool isLoose in new[] { true, false })
        {
            using var call = new ObservedCall(golden);
            await call.SendAsync(golden, isLoose);
            differences.Same(
                isLoose ? "loose" : "typed",
                expected["normalised"],
                new JsonArray([.. call.UserAgents.Select(static text => JsonValue.Create(UserAgentText.Normalised(text)))]));
        }

        return new(differences, CasePaths.TypedAndLoose);
    }
}
