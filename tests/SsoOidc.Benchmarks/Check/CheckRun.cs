using System.Diagnostics;
using System.Runtime.InteropServices;
using Bench.Runner;

namespace SsoOidc.Benchmarks.Check;

/// <summary>One run of everything. Ends with 0 within the budgets, 1 past one of them, 2 for a wrong argument, 3 when the run is void.</summary>
internal static class CheckRun
{
    private const string Usage = """
        --check [--rounds N] [--socket-rounds N] [--only memory,sockets,cold,reported]
          --rounds N         interleaved rounds in memory and of cold starts (default and least for a verdict: 15)
          --socket-rounds N  interleaved rounds over loopback (default: 21; least for a verdict: 9)
          --only a,b         parts of it
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        if (CheckOptions.Parse(args) is not { } options)
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        long start = Stopwatch.GetTimestamp();
        Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors, "
            + $"{options.Rounds} rounds, {options.SocketRounds} on sockets{(ChildProcess.CanPin ? string.Empty : " (client and server not pinned: no taskset, or one processor)")}");
        if (await Verify.RunAsync([.. Subjects.All]) != 0)
        {
            Console.WriteLine("VOID: a subject does not do the work that is measured.");
            return 3;
        }

        var report = new Report();
        foreach (string part in options.LeftOut)
        {
            report.Note($"{part}: left out");
        }

        var programs = options.Cold ? ColdPrograms.Publish(report) : [];
        if (options.Memory)
        {
            await MeasureMemoryAsync(report, options.Rounds);
            if (report.FindFalseFloor() is { } problem)
            {
                Console.WriteLine($"VOID: {problem}");
                return 3;
            }
        }

        if (options.Sockets)
        {
            if (!ChildProcess.CanPin)
            {
                report.Note("sockets: measured, but client and server share their processors (no taskset, or one processor)");
            }

            report.Add(await SocketRounds.RunAsync(options.SocketRounds), static path => Budgets.OfSockets(int.Parse(path.Split(' ')[^2])));
        }

        if (options.Cold)
        {
            ColdStart.Measure(report, programs, options.Rounds);
        }

        if (options.Reported)
        {
            report.Add(await Rounds.RunAsync("stubbed call", options.Rounds, Paths.StubbedCall()));
            var construction = await Rounds.RunAsync("construction", options.Rounds, Paths.Construction());
            report.Add(construction);
            report.Add("construction of our client, ns", (long)(construction.Single(static row => row.Subject == Subjects.Ours).CpuMicroseconds.Median * 1000), Budgets.Construction);
            using var session = new SessionFile();
            report.Add(await Rounds.RunAsync("SSO session file read", options.Rounds, [new Contestant(Subjects.Ours, session.ReadAsync)]));
        }

        report.Print();
        Console.WriteLine($"{Stopwatch.GetElapsedTime(start).TotalSeconds:F0} seconds");
        if (!report.IsWithinBudgets)
        {
            return 1;
        }

        if (!options.HasEnoughRounds)
        {
            Console.WriteLine("VOID: too few rounds for a verdict.");
            return 3;
        }

        return 0;
    }

    private static async Task MeasureMemoryAsync(Report report, int rounds)
    {
        foreach (var operation in Program.AllOps)
        {
            report.Add(await Rounds.RunAsync(operation.Name, rounds, Paths.Operation(operation)), Budgets.Of);
        }

        report.Add(await Rounds.RunAsync(Budgets.SigV4, rounds, Paths.SigV4()), Budgets.Of);
        report.Add(await Rounds.RunAsync(Budgets.Error, rounds, Paths.Error()), Budgets.Of);
        report.Add(await Rounds.RunAsync(Budgets.Outcome, rounds, Paths.Outcome()), Budgets.Of);
        report.Add(await Rounds.RunAsync(Budgets.Retry, rounds, Paths.Retry()), Budgets.Of);
    }
}
