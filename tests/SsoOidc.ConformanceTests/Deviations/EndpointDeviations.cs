using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Deviations;

/// <summary>Deviations in <c>endpoints.json</c>.</summary>
internal static class EndpointDeviations
{
    public static DeviationRule[] Rules { get; } =
    [
        new("EndpointWithoutHost", static golden => golden.Text("endpoint") is { } endpoint && UnusableEndpoint.Is(endpoint), RefuseEndpoint),
    ];

    // The rule set hands any text through; the client does not.
    private static JsonObject RefuseEndpoint(GoldenCase golden)
    {
        var expected = (JsonObject)golden.Expected.DeepClone();
        if (expected["ruby_client"]?["exception"] is null)
        {
            expected["ruby_client"] = UnusableEndpoint.ConfigurationFailure();
        }

        return expected;
    }
}
