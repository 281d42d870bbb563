using System.Diagnostics;
using System.Runtime.InteropServices;
using Bench.Runner;

namespace SsoOidc.Benchmarks.Check;

/// <summary>Whole processes: start, one call, end.</summary>
internal static partial class ColdStart
{
    public static void Measure(Report report, List<ColdProgram> programs, int rounds)
    {
        if (!OperatingSystem.IsLinux())
        {
            report.Note("cold start, size of the native programs: skipped: the CPU time of ended processes is read on Linux only");
            return;
        }

        foreach (var path in programs.GroupBy(static program => program.Path))
        {
            report.Add(Measure([.. path], rounds), Budgets.Of);
        }

        foreach (var program in programs.Where(static program => program.Binary is not null))
        {
            long? limit = program.Subject switch
            {
                Subjects.Ours => Budgets.TrimmedSize,
                Subjects.OursWithChain => Budgets.FullSize,
                _ => null,
            };
            report.Add($"native program of {program.Subject}, bytes", new FileInfo(program.Binary!).Length, limit);
        }
    }

    private static List<Row> Measure(ColdProgram[] programs, int rounds)
    {
        foreach (var program in programs)
        {
            Run(program);
            Run(program);
        }

        var cells = new Cell[rounds][];
        for (int round = 0; round < rounds; round++)
        {
            cells[round] = new Cell[programs.Length];
            for (int i = 0; i < programs.Length; i++)
            {
                int turn = Rounds.Turn(i, round, programs.Length);
                cells[round][turn] = new Cell(Run(programs[turn]), 0, 0, 0);
            }
        }

        Contestant[] contestants = [.. programs.Select(static program => new Contestant(program.Subject, static _ => Task.CompletedTask))];
        return Rounds.Summarize(programs[0].Path, contestants, cells);
    }

    /// <summary>The CPU time of the process, in nanoseconds.</summary>
    private static double Run(ColdProgram program)
    {
        double before = ChildrenCpuNs();
        using var process = Process.Start(new ProcessStartInfo(program.Command[0], program.Command[1..]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 && output.Trim() == "ok"
            ? ChildrenCpuNs() - before
            : throw new InvalidOperationException($"{program.Command[^1]} ended with {process.ExitCode} and said '{output}'.");
    }

    private static double ChildrenCpuNs()
    {
        const int Children = -1;
        return getrusage(Children, out var usage) == 0
            ? ((usage.UserSeconds + usage.SystemSeconds) * 1e9) + ((usage.UserMicroseconds + usage.SystemMicroseconds) * 1e3)
            : throw new InvalidOperationException("getrusage has failed.");
    }

    [LibraryImport("libc")]
    private static partial int getrusage(int who, out Usage usage);

    /// <summary>struct rusage: two times, then fourteen numbers that are not looked at.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 144)]
    private struct Usage
    {
        public long UserSeconds;
        public long UserMicroseconds;
        public long SystemSeconds;
        public long SystemMicroseconds;
    }
}
