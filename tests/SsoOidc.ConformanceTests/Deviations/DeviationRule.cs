using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Deviations;

/// <summary>
/// Says of which inputs a deviation is, and how the expectation follows from the inputs. Neither looks at a case's name or at
/// what the library answers.
/// </summary>
/// <param name="Name">The name by which <c>deviations.json</c> refers to the rule.</param>
/// <param name="Fits">Whether the inputs are of this kind.</param>
/// <param name="Derive">The expectation, in the form of the recorded one.</param>
internal sealed record DeviationRule(string Name, Func<GoldenCase, bool> Fits, Func<GoldenCase, JsonObject> Derive)
{
    /// <summary>All rules.</summary>
    public static IReadOnlyList<DeviationRule> All { get; } =
        [.. RequestDeviations.Rules, .. ResponseDeviations.Rules, .. ErrorDeviations.Rules, .. EndpointDeviations.Rules,
            .. RetryDeviations.Rules, .. AttemptDeviations.Rules, .. StubDeviations.Rules, .. LoggingDeviations.Rules, .. MonitoringDeviations.Rules];
}
