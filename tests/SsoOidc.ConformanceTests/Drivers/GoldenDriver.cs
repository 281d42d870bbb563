using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Drivers;

/// <summary>Drives the client over the cases of one golden file.</summary>
internal abstract class GoldenDriver
{
    /// <summary>The driver's name: the file's, unless several drivers look at one file.</summary>
    public abstract string Name { get; }

    /// <summary>The file's name without extension.</summary>
    public virtual string File => Name;

    /// <summary>Runs a case against an expectation: the recorded one, or the one that a deviation derives.</summary>
    public abstract Task<CaseOutcome> RunAsync(GoldenCase golden, JsonObject expected);

    /// <summary>Whether a derived expectation demands nothing else than the recorded one, so that the case does not deviate.</summary>
    public virtual bool IsSame(JsonObject recorded, JsonObject derived) => JsonNode.DeepEquals(recorded, derived);
}

/// <summary>What a case found, and which ways into the client it took.</summary>
internal sealed record CaseOutcome(Differences Differences, CasePaths Paths);
