using System.Diagnostics;
using Bench;
using Bench.Runner;
using SsoOidc.Benchmarks.Check;

namespace SsoOidc.Benchmarks.Soak;

/// <summary>
/// <c>--soak [memory calls] [loopback calls]</c>: millions of calls of all four operations in adaptive mode, one answer in a hundred an
/// error, credentials refreshed. Nothing else may fail, memory and sockets must stay flat, and the last tenth may not be slower than those
/// of the first half. Ends with 0 or 1.
/// </summary>
internal static class SoakRun
{
    public const string Server = "--soak-server";

    private const int Callers = 64;

    public static async Task<int> RunAsync(string[] args)
    {
        int inMemory = int.Parse(args.ElementAtOrDefault(0) ?? "5000000");
        int onLoopback = int.Parse(args.ElementAtOrDefault(1) ?? "200000");
        var clock = new SoakClock();
        bool isFlat = await SoakAsync("in memory", inMemory, callers: 1, options =>
        {
            options.Http.Handler = new SoakTransport(clock);
            options.TimeProvider = clock;
        });

        using var server = ChildProcess.Start(processor: 1, Server);
        string url = (await server.StandardOutput.ReadLineAsync())!;
        isFlat &= await SoakAsync("loopback", onLoopback, Callers, options => options.Endpoint.Url = url);
        ChildProcess.End(server);
        return isFlat ? 0 : 1;
    }

    private static async Task<bool> SoakAsync(string where, int calls, int callers, Action<SsoOidcClientOptions> configure)
    {
        var credentials = new SoakCredentials();
        var options = new SsoOidcClientOptions { Region = Inputs.Region, Credentials = credentials };
        options.Retry.Mode = RetryMode.Adaptive;
        configure(options);
        using var client = new SsoOidcClient(options);
        var counts = new SoakCounts();
        await CallAsync(client, calls / 20, callers, counts);

        var tenths = new List<SoakTenth>();
        var table = new Table("tenth", "CPU µs per call", "calls per second", "heap KB", "working set MB", "sockets", "succeeded", "failed");
        for (int i = 1; i <= 10; i++)
        {
            counts = new SoakCounts();
            long cpu = Measure.CpuNs();
            long start = Stopwatch.GetTimestamp();
            await CallAsync(client, calls / 10, callers, counts);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            double perCall = (Measure.CpuNs() - cpu) / 1000.0 / (calls / 10);
            var tenth = SoakTenth.Take(perCall, counts.Succeeded, counts.Failed);
            tenths.Add(tenth);
            table.Row(
                i.ToString(), perCall.ToString("F2"), (calls / 10 / seconds).ToString("F0"), (tenth.Heap / 1024).ToString(),
                (tenth.WorkingSet / 1048576).ToString(), tenth.Sockets.ToString(), tenth.Succeeded.ToString(), tenth.Failed.ToString());
        }

        string? problem = credentials.Refreshes == 0 ? "no credentials were refreshed" : SoakTenth.Compare(tenths);
        Console.WriteLine($"{calls:N0} calls {where}, {callers} callers, {credentials.Refreshes:N0} refreshes of credentials\n");
        table.Print();
        Console.WriteLine(problem is null ? "Flat." : $"NOT FLAT: {problem}");
        return problem is null;
    }

    private static async Task CallAsync(SsoOidcClient client, int calls, int callers, SoakCounts counts)
    {
        int next = -1;
        async Task CallInTurnAsync()
        {
            await Task.Yield();
            int i;
            while ((i = Interlocked.Increment(ref next)) < calls)
            {
                try
                {
                    await SoakCalls.CallAsync(client, i).ConfigureAwait(false);
                    Interlocked.Increment(ref counts.Succeeded);
                }
                catch (SsoOidcException)
                {
                    Interlocked.Increment(ref counts.Failed);
                }
            }
        }

        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => CallInTurnAsync()));
    }

    private sealed class SoakCounts
    {
        public int Succeeded;
        public int Failed;
    }
}
