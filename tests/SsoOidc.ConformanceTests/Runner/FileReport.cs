using System.Globalization;

namespace SsoOidc.ConformanceTests.Runner;

/// <summary>How one golden file went.</summary>
internal sealed class FileReport(string name)
{
    public string Name { get; } = name;

    public int Total { get; set; }

    public int Passed { get; set; }

    /// <summary>The number of deviating cases, by row of the design's parity table.</summary>
    public SortedDictionary<int, int> Rows { get; } = [];

    public int Deviating => Rows.Values.Sum();

    public Dictionary<CasePaths, int> Paths { get; } = [];

    public List<FailedCase> Failures { get; } = [];

    /// <summary>What is wrong with the file as a whole.</summary>
    public List<string> Problems { get; } = [];

    public bool IsGood => Failures.Count == 0 && Problems.Count == 0;

    public string Headline => string.Create(CultureInfo.InvariantCulture, $"{Name}: {Passed} of {Total} passed, {Deviating} deviate");

    /// <summary>
    /// Deviations are exceptions: more than a quarter of a file is too many, unless one row alone has more than the others leave room for.
    /// </summary>
    public void CheckShareOfDeviations()
    {
        int biggest = Rows.Count == 0 ? 0 : Rows.Values.Max();
        if (Deviating * 4 > Total && (Deviating - biggest) * 4 > Total)
        {
            Problems.Add($"{Deviating} of {Total} cases deviate, which is more than a quarter, and no row alone explains it");
        }
    }

    /// <summary>Everything that went wrong, for people.</summary>
    public IEnumerable<string> Complaints()
    {
        foreach (string problem in Problems)
        {
            yield return $"FAIL {Name}: {problem}";
        }

        foreach (var failure in Failures)
        {
            yield return $"FAIL {Name}: {failure.Case}";
            foreach (string difference in failure.Differences)
            {
                yield return "     " + difference;
            }
        }
    }
}

/// <summary>A case that did not go as expected.</summary>
internal sealed record FailedCase(string Case, IReadOnlyList<string> Differences);

/// <summary>Which ways into the client a case took.</summary>
internal enum CasePaths
{
    /// <summary>The typed method and <c>BuildRequest</c>.</summary>
    TypedAndLoose,

    /// <summary>Only the typed method can express the case.</summary>
    TypedOnly,

    /// <summary>Only <c>BuildRequest</c> can express the case.</summary>
    LooseOnly,

    /// <summary>The case is about a part that is called without an operation.</summary>
    NoCall,
}
