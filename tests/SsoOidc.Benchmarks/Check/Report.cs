using Bench.Runner;

namespace SsoOidc.Benchmarks.Check;

/// <summary>The table of a run, and the verdict on each row of our client.</summary>
internal sealed class Report
{
    private readonly List<Row> _rows = [];
    private readonly Table _table = new(
        "path", "subject", "CPU µs per call: median (min–max)", "to floor", "to peer", "bytes", "to floor", "budget (CPU, bytes)", "verdict");

    private readonly List<string> _notes = [];
    private readonly List<string> _misses = [];
    private readonly List<string> _skipped = [];

    public bool IsWithinBudgets => _misses.Count == 0;

    /// <summary>Adds the rows of one path or more; those of our client are judged where there is a budget.</summary>
    public void Add(IReadOnlyList<Row> rows, Func<string, Budget>? budgetOf = null)
    {
        foreach (var row in rows)
        {
            _rows.Add(row);
            var floor = rows.FirstOrDefault(other => other.Subject == Subjects.Floor && other.Path == row.Path);
            double? bytes = floor is { Bytes: > 0 } && row.Bytes > 0 ? row.Bytes / floor.Bytes : null;
            var budget = row.Subject.StartsWith(Subjects.Ours, StringComparison.Ordinal) ? budgetOf?.Invoke(row.Path) : null;
            string verdict = budget is null ? string.Empty : Judge(row, bytes, budget);
            _table.Row(
                row.Path,
                row.Subject,
                row.CpuMicroseconds.Show("F2"),
                floor is null ? string.Empty : row.ToFloor.Show("F2"),
                row.ToPeer?.Median.ToString("F2") ?? string.Empty,
                row.Bytes > 0 ? row.Bytes.ToString("F0") : string.Empty,
                bytes?.ToString("F3") ?? string.Empty,
                budget is null ? string.Empty : $"{budget.Cpu:F2} + {budget.Noise:P0}, {budget.Bytes?.ToString("F2") ?? "–"}",
                verdict);
            Console.WriteLine($"  {row.Path}: {row.Subject} {row.CpuMicroseconds.Median:F2} µs ({row.ToFloor.Median:F2}), {row.Bytes:F0} bytes {verdict}");
        }
    }

    /// <summary>Judges a single figure, such as the size of a program.</summary>
    public void Add(string what, long value, long? limit)
    {
        bool isMissed = value > limit;
        _notes.Add($"{what}: {value:N0}{(limit is null ? string.Empty : $" of {limit:N0}: {(isMissed ? "MISSED" : "met")}")}");
        if (isMissed)
        {
            _misses.Add($"{what}: {value:N0} is more than {limit:N0}");
        }
    }

    /// <summary>Notes something that was not done; a skipped part is not a missed budget, but it is no met one either.</summary>
    public void Note(string note) => _skipped.Add(note);

    /// <summary>What is wrong with the floor; null where it allocates what it should.</summary>
    public string? FindFalseFloor()
    {
        foreach (var (path, expected) in Budgets.FloorBytes)
        {
            double bytes = _rows.Single(row => row.Path == path && row.Subject == Subjects.Floor).Bytes;
            if (Math.Abs(bytes - expected) > expected * 0.01)
            {
                return $"the floor allocates {bytes:F0} bytes for {path}; it should be {expected} (± 1 %).";
            }
        }

        return null;
    }

    public void Print()
    {
        Console.WriteLine();
        _table.Print();
        foreach (string note in _notes)
        {
            Console.WriteLine(note);
        }

        foreach (string miss in _misses)
        {
            Console.WriteLine($"MISSED {miss}");
        }

        foreach (string skipped in _skipped)
        {
            Console.WriteLine($"NOT JUDGED {skipped}");
        }

        string all = _skipped.Count == 0 ? "All budgets are met." : "All budgets that were judged are met; not all were.";
        Console.WriteLine(IsWithinBudgets ? all : $"{_misses.Count} budgets are missed.");
    }

    private string Judge(Row row, double? bytes, Budget budget)
    {
        int before = _misses.Count;
        // What is no number is not met.
        if (budget.Cpu is { } cpu && !(row.ToFloor.Median <= cpu * (1 + budget.Noise)))
        {
            _misses.Add($"{row.Path} ({row.Subject}): CPU {row.ToFloor.Median:F3} of the floor is more than {cpu:F2} + {budget.Noise:P0}");
        }

        if (budget.Bytes is { } most && !(bytes <= most))
        {
            _misses.Add($"{row.Path} ({row.Subject}): bytes {bytes:F4} of the floor are more than {most:F2}");
        }

        return _misses.Count == before ? "met" : "MISSED";
    }
}
