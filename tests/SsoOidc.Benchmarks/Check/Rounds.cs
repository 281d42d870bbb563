using System.Diagnostics;
using Bench.Runner;

namespace SsoOidc.Benchmarks.Check;

/// <summary>Something to measure: the batch makes so many calls.</summary>
internal sealed record Contestant(string Name, Func<int, Task> Batch);

/// <summary>
/// What one contestant cost on one path, over all rounds. Ratios of CPU time are taken round by round: the machine's pace
/// changes, the ratio holds.
/// </summary>
internal sealed record Row(string Path, string Subject, Spread CpuMicroseconds, Spread ToFloor, Spread? ToPeer, double Bytes);

/// <summary>Interleaved rounds: each contestant has its turn in every round, and goes first in its turn.</summary>
internal static class Rounds
{
    private const int CellMilliseconds = 80;

    public static async Task<List<Row>> RunAsync(string path, int rounds, IReadOnlyList<Contestant> contestants)
    {
        await WarmAsync(contestants);
        var calls = new int[contestants.Count];
        for (int i = 0; i < contestants.Count; i++)
        {
            calls[i] = 500;
            for (int pass = 0; pass < 3; pass++)
            {
                var cell = await Measure.RunAsync(contestants[i].Batch, calls[i]);
                calls[i] = Math.Clamp((int)(CellMilliseconds * 1e6 / cell.CpuNs), 100, 500_000);
            }
        }

        return Summarize(path, contestants, await InterleaveAsync(rounds, contestants, calls));
    }

    public static async Task<Cell[][]> InterleaveAsync(int rounds, IReadOnlyList<Contestant> contestants, int[] calls)
    {
        var cells = new Cell[rounds][];
        for (int round = 0; round < rounds; round++)
        {
            cells[round] = new Cell[contestants.Count];
            for (int i = 0; i < contestants.Count; i++)
            {
                int turn = Turn(i, round, contestants.Count);
                cells[round][turn] = await Measure.RunAsync(contestants[turn].Batch, calls[turn]);
            }
        }

        return cells;
    }

    // Every second round is the one before it backwards: what a contestant leaves behind, threads and garbage, must not always be borne by
    // the same other.
    public static int Turn(int i, int round, int count) => ((round / 2) + (round % 2 == 0 ? i : count - 1 - i)) % count;

    public static List<Row> Summarize(string path, IReadOnlyList<Contestant> contestants, Cell[][] cells)
    {
        int floor = IndexOf(contestants, Subjects.Floor);
        int peer = IndexOf(contestants, Subjects.Peer);
        return [.. contestants.Select((contestant, k) => new Row(
            path,
            contestant.Name,
            Spread.Of(cells.Select(c => c[k].CpuNs / 1000)),
            Spread.Of(cells.Select(c => c[k].CpuNs / c[floor < 0 ? k : floor].CpuNs)),
            peer < 0 ? null : Spread.Of(cells.Select(c => c[k].CpuNs / c[peer].CpuNs)),
            Spread.Of(cells.Select(c => c[k].Bytes)).Median))];
    }

    // Everything is compiled, and compiled again, before the first round that counts.
    private static async Task WarmAsync(IReadOnlyList<Contestant> contestants)
    {
        for (int pass = 0; pass < 4; pass++)
        {
            foreach (var contestant in contestants)
            {
                long start = Stopwatch.GetTimestamp();
                while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < 500)
                {
                    await contestant.Batch(200);
                }
            }

            await Task.Delay(200);
        }
    }

    private static int IndexOf(IReadOnlyList<Contestant> contestants, string name) =>
        contestants.Select((contestant, i) => contestant.Name == name ? i : -1).Max();
}
