using SsoOidc.ConformanceTests.Deviations;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Tests;

public sealed class GoldenFileTests
{
    public static TheoryData<string> Files { get; } = [.. ConformanceRunner.Drivers.Select(static driver => driver.Name)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_case_passes_or_deviates_as_listed(string name)
    {
        var driver = ConformanceRunner.Drivers.Single(driver => driver.Name == name);
        var report = await ConformanceRunner.RunFileAsync(driver, GoldenFolder.FromEnvironment(), DeviationCatalog.Own);
        Assert.True(report.IsGood, $"{report.Headline}\n{string.Join('\n', report.Complaints())}");
        Assert.Equal(report.Total, report.Passed);
    }
}
