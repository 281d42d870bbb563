using System.Text.Json;
using SsoOidc.ConformanceTests.Drivers;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Deviations;

/// <summary>One entry of <c>deviations.json</c>.</summary>
/// <param name="Row">The row of the design's parity table.</param>
/// <param name="File">The driver of the golden file.</param>
/// <param name="Rule">The name of the <see cref="DeviationRule"/>.</param>
/// <param name="When">Which inputs it is about, in words.</param>
/// <param name="Instead">What is expected instead, in words.</param>
internal sealed record DeviationEntry(int Row, string File, string Rule, string When, string Instead);

/// <summary>A deviation that fits a case: the row, what is expected instead, and whether that differs from what was recorded.</summary>
internal sealed record FittingDeviation(int Row, JsonObject Expected, bool Differs);

/// <summary>A case fits two entries, so that nobody knows which expectation counts.</summary>
internal sealed class DeviationConflictException(string message) : Exception(message);

/// <summary>The deviations that count, each with its rule.</summary>
internal sealed class DeviationCatalog
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly (DeviationEntry Entry, DeviationRule Rule)[] _items;

    public DeviationCatalog(IEnumerable<DeviationEntry> entries, IReadOnlyCollection<DeviationRule> rules)
    {
        _items = [.. entries.Select(entry => (entry, rules.SingleOrDefault(rule => rule.Name == entry.Rule)
            ?? throw new GoldenFormatException($"deviations.json names the rule '{entry.Rule}', which does not exist")))];
        if (rules.FirstOrDefault(rule => !_items.Any(item => item.Rule == rule)) is { } unused)
        {
            throw new GoldenFormatException($"no entry of deviations.json uses the rule '{unused.Name}'");
        }
    }

    /// <summary>The catalog of this project.</summary>
    public static DeviationCatalog Own { get; } = new(ReadOwn(), DeviationRule.All);

    public IEnumerable<DeviationEntry> Entries => _items.Select(static item => item.Entry);

    /// <exception cref="DeviationConflictException">The case fits more than one entry.</exception>
    public FittingDeviation? Find(GoldenCase golden, GoldenDriver driver)
    {
        var fitting = _items.Where(item => item.Entry.File == driver.Name && item.Rule.Fits(golden)).ToArray();
        if (fitting.Length > 1)
        {
            throw new DeviationConflictException(
                $"the case fits two deviations: {string.Join(", ", fitting.Select(static item => $"row {item.Entry.Row} ({item.Entry.Rule})"))}");
        }

        if (fitting.Length == 0)
        {
            return null;
        }

        var expected = fitting[0].Rule.Derive(golden);
        return new(fitting[0].Entry.Row, expected, !driver.IsSame(golden.Expected, expected));
    }

    private static DeviationEntry[] ReadOwn() =>
        JsonSerializer.Deserialize<DeviationEntry[]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "deviations.json")), Web)!;
}
