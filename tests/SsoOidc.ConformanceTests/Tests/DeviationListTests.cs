using SsoOidc.ConformanceTests.Deviations;

namespace SsoOidc.ConformanceTests.Tests;

public sealed class DeviationListTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "deviations.md"));

    [Fact]
    public void The_document_has_a_line_for_every_entry_and_no_other()
    {
        string[] expected = [.. DeviationCatalog.Own.Entries.Select(static entry => $"| {entry.Row} | `{entry.File}` | {entry.When} | {entry.Instead} |")];
        string[] lines = [.. Document.Split('\n').Where(static line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsDigit(line[2]))];

        Assert.Equal(expected.Order(), lines.Order());
    }

    [Fact]
    public void The_document_explains_every_row_that_occurs() => Assert.All(
        DeviationCatalog.Own.Entries.Select(static entry => entry.Row).Distinct(),
        static row => Assert.Contains($"\n## Row {row}: ", Document));

    [Fact]
    public void Entries_are_about_rows_of_the_parity_table() =>
        Assert.All(DeviationCatalog.Own.Entries, static entry => Assert.InRange(entry.Row, 1, 23));
}
