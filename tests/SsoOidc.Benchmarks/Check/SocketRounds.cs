using System.Runtime;
using System.Text.Json;
using Bench;
using Bench.Runner;

namespace SsoOidc.Benchmarks.Check;

/// <summary>
/// Calls over loopback HTTP. The client runs in a process of its own on one processor and the server on another: what the
/// client costs is then the client's.
/// </summary>
internal static class SocketRounds
{
    private const int CallsPerCell = 3000;
    private const int WarmCalls = 3000;
    private const int MaxWarmPasses = 12;
    private const int FewMethods = 10;

    private static readonly int[] Callers = [8, 64];

    public static string PathOf(string operation, int callers) => $"{operation}, loopback, {callers} callers";

    public static async Task<List<Row>> RunAsync(int rounds)
    {
        using var server = ChildProcess.Start(processor: 1, ChildProcess.Server);
        using var client = ChildProcess.Start(processor: 0, ChildProcess.Sockets, $"{rounds} {await server.StandardOutput.ReadLineAsync()}");
        var rows = new List<Row>();
        while (await client.StandardOutput.ReadLineAsync() is { } line)
        {
            rows.Add(JsonSerializer.Deserialize<Row>(line)!);
        }

        ChildProcess.End(client);
        ChildProcess.End(server);
        return client.ExitCode == 0 ? rows : throw new InvalidOperationException("The process that measures sockets has failed.");
    }

    /// <summary>The measuring process: prints its rows, one a line.</summary>
    public static async Task<int> RunAsChildAsync(string roundsAndEndpoint)
    {
        string[] parts = roundsAndEndpoint.Split(' ');
        int rounds = int.Parse(parts[0]);
        (string Name, ISubject Subject)[] Create() => [.. Subjects.All.Select(f => (f.Name, f.Create(new SubjectOptions(null, new Uri(parts[1])))))];

        // All operations, twice, before any of them counts: they share most of the code, and the first must not pay for the others.
        foreach (var operation in Program.AllOps.Concat(Program.AllOps))
        {
            var subjects = Create();
            await WarmAsync(operation, subjects);
            End(subjects);
        }

        foreach (var operation in Program.AllOps)
        {
            var subjects = Create();
            await WarmAsync(operation, subjects);
            foreach (int callers in Callers)
            {
                Contestant[] contestants =
                    [.. subjects.Select(s => new Contestant(s.Name, calls => CallAsync(s.Subject, operation, callers, calls)))];
                var cells = await Rounds.InterleaveAsync(rounds, contestants, [.. contestants.Select(static _ => CallsPerCell)]);
                foreach (var row in Rounds.Summarize(PathOf(operation.Name, callers), contestants, cells))
                {
                    Console.WriteLine(JsonSerializer.Serialize(row));
                }
            }

            End(subjects);
        }

        return 0;
    }

    private static void End((string Name, ISubject Subject)[] subjects)
    {
        foreach (var (_, subject) in subjects)
        {
            subject.Dispose();
        }
    }

    // On one processor compiling takes its time, and it is not what is measured: the rounds begin when it has calmed down.
    private static async Task WarmAsync(Program.Op operation, (string Name, ISubject Subject)[] subjects)
    {
        long compiled;
        int passes = 0;
        do
        {
            compiled = JitInfo.GetCompiledMethodCount();
            foreach (var (_, subject) in subjects)
            {
                await CallAsync(subject, operation, callers: 8, WarmCalls);
                await CallAsync(subject, operation, callers: 64, WarmCalls);
            }

            await Task.Delay(200);
        }
        while (++passes < 3 || (passes < MaxWarmPasses && JitInfo.GetCompiledMethodCount() - compiled > FewMethods));
    }

    public static async Task CallAsync(ISubject subject, Program.Op operation, int callers, int calls)
    {
        int next = -1;
        async Task CallInTurnAsync()
        {
            await Task.Yield();
            while (Interlocked.Increment(ref next) < calls)
            {
                await operation.Call(subject, default).ConfigureAwait(false);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => CallInTurnAsync()));
    }
}
