using System.Reflection;
using System.Text.RegularExpressions;

namespace SsoOidc.ConfigurationTests.Docs;

/// <summary>The tables of <c>docs/options.md</c>, by their heading.</summary>
internal sealed partial class OptionsPage
{
    private readonly Dictionary<string, string[][]> _tables = [];

    public OptionsPage(string text)
    {
        string heading = string.Empty;
        foreach (string line in text.Split('\n'))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                heading = line[3..].Trim();
            }
            else if (line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| Reference ", StringComparison.Ordinal))
            {
                string[] cells = [.. line.Trim().Trim('|').Split('|').Select(static cell => cell.Trim())];
                _tables[heading] = [.. _tables.GetValueOrDefault(heading) ?? [], cells];
            }
        }
    }

    public static OptionsPage Own { get; } = new(File.ReadAllText(Path.Combine(
        typeof(OptionsPage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "RepositoryRoot").Value!, "docs", "options.md")));

    /// <summary>The names of the reference's page, checked in: what it lists, and nothing of how we map it.</summary>
    public static string[] ReferenceNames { get; } =
        File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Docs", "reference-page.txt"));

    public string[][] Table(string heading) => _tables[heading];

    /// <summary>What stands between backticks.</summary>
    public static string[] Quoted(string cell) => [.. Backticks().Matches(cell).Select(static match => match.Groups[1].Value)];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Backticks();
}
