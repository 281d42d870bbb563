using SsoOidc.ConformanceTests.Deviations;
using SsoOidc.ConformanceTests.Drivers;

namespace SsoOidc.ConformanceTests.Runner;

/// <summary>Drives the client over golden files and says how it went.</summary>
internal static class ConformanceRunner
{
    /// <summary>The files that have a driver, in the order in which they run.</summary>
    public static IReadOnlyList<GoldenDriver> Drivers { get; } =
    [
        new RequestsDriver(), new ResponsesDriver(), new ErrorsDriver(), new EndpointsDriver(), new SigV4Driver(), new RetriesDriver(), new AttemptsDriver(),
        new ValidationDriver(), new ConversionDriver(), new StubsDriver(), new LoggingDriver(), new UserAgentDriver(), new MonitoringDriver(),
    ];

    /// <summary>Runs the named files, or all that have a driver; returns the exit code.</summary>
    public static Task<int> RunAsync(IReadOnlyList<string> names, GoldenFolder folder, TextWriter output) =>
        RunAsync(names, folder, DeviationCatalog.Own, output);

    public static async Task<int> RunAsync(IReadOnlyList<string> names, GoldenFolder folder, DeviationCatalog catalog, TextWriter output)
    {
        bool good = true;
        var reports = new List<FileReport>();
        foreach (string name in names.Count == 0 ? Drivers.Select(static driver => driver.File).Distinct() : names)
        {
            var drivers = Drivers.Where(driver => driver.Name == name || driver.File == name).ToArray();
            if (drivers.Length == 0)
            {
                await output.WriteLineAsync(folder.Has(name)
                    ? $"{name}: not driven yet"
                    : $"{name}: no such golden file in {folder.Path}; driven are {string.Join(", ", Drivers.Select(static driver => driver.Name))}");
                good = false;
                continue;
            }

            foreach (var driver in drivers)
            {
                var report = await RunFileAsync(driver, folder, catalog);
                reports.Add(report);
                good &= report.IsGood;
                await output.WriteLineAsync(report.Headline);
                foreach (string complaint in report.Complaints())
                {
                    await output.WriteLineAsync(complaint);
                }
            }
        }

        await WriteSummaryAsync(reports, output);
        return good ? 0 : 1;
    }

    public static async Task<FileReport> RunFileAsync(GoldenDriver driver, GoldenFolder folder, DeviationCatalog catalog)
    {
        var report = new FileReport(driver.Name);
        IReadOnlyList<GoldenCase> cases;
        try
        {
            cases = folder.Read(driver.File);
        }
        catch (GoldenFormatException e)
        {
            report.Problems.Add(e.Message);
            return report;
        }

        report.Total = cases.Count;
        foreach (var golden in cases)
        {
            await RunCaseAsync(driver, golden, catalog, report);
        }

        report.CheckShareOfDeviations();
        return report;
    }

    private static async Task RunCaseAsync(GoldenDriver driver, GoldenCase golden, DeviationCatalog catalog, FileReport report)
    {
        IReadOnlyList<string> differences;
        try
        {
            var deviation = catalog.Find(golden, driver);
            if (deviation is { Differs: true })
            {
                report.Rows[deviation.Row] = report.Rows.GetValueOrDefault(deviation.Row) + 1;
            }

            var outcome = await driver.RunAsync(golden, deviation?.Expected ?? golden.Expected);
            report.Paths[outcome.Paths] = report.Paths.GetValueOrDefault(outcome.Paths) + 1;
            differences = outcome.Differences.Found;
        }
#pragma warning disable CA1031 // whatever a case throws is that case's failure, and the others still run
        catch (Exception e)
#pragma warning restore CA1031
        {
            differences = [e is GoldenFormatException or UnsupportedOptionException or DeviationConflictException ? e.Message : e.ToString()];
        }

        if (differences.Count == 0)
        {
            report.Passed++;
        }
        else
        {
            report.Failures.Add(new FailedCase(golden.Name, differences));
        }
    }

    private static async Task WriteSummaryAsync(List<FileReport> reports, TextWriter output)
    {
        foreach (var row in reports.SelectMany(static report => report.Rows).GroupBy(static row => row.Key).OrderBy(static group => group.Key))
        {
            await output.WriteLineAsync($"row {row.Key}: {row.Sum(static item => item.Value)} cases deviate");
        }

        int Count(CasePaths paths) => reports.Sum(report => report.Paths.GetValueOrDefault(paths));
        await output.WriteLineAsync(
            $"paths: {Count(CasePaths.TypedAndLoose)} cases typed and loose, {Count(CasePaths.TypedOnly)} typed only, {Count(CasePaths.LooseOnly)} loose only, {Count(CasePaths.NoCall)} without a call");
    }
}
