using System.Diagnostics.Tracing;
using Bench;
using Bench.Runner;

namespace SsoOidc.Benchmarks.Check;

/// <summary>
/// <c>--allocations memory|sockets OPERATION|SigV4 [SUBJECT] [CALLS]</c>: which types a call allocates, from the runtime's random samples. For
/// people who look for what to save; the exact sums are in the check.
/// </summary>
internal sealed class AllocationProfile : EventListener
{
    private const EventKeywords Sampling = (EventKeywords)0x80000000000;

    private readonly Dictionary<string, int> _samples = [];

    public static async Task<int> RunAsync(string[] args)
    {
        bool isOnSockets = args[0] == "sockets";
        var operation = args[1] == "SigV4"
            ? new Program.Op(args[1], static (subject, _) => new(subject.Sign()!))
            : Program.AllOps.Single(operation => operation.Name == args[1]);
        var factory = Subjects.All.Single(factory => factory.Name == (args.ElementAtOrDefault(2) ?? Subjects.Ours));
        int calls = int.Parse(args.ElementAtOrDefault(3) ?? (isOnSockets ? "100000" : "1000000"));
        using var server = isOnSockets ? ChildProcess.Start(processor: 1, ChildProcess.Server) : null;
        var endpoint = server is null ? null : new Uri((await server.StandardOutput.ReadLineAsync())!);
        using var subject = factory.Create(new SubjectOptions(server is null ? new StubTransport() : null, endpoint));
        await CallAsync(operation, subject, isOnSockets, calls / 10);

        long before = GC.GetTotalAllocatedBytes(true);
        using (var profile = new AllocationProfile())
        {
            await CallAsync(operation, subject, isOnSockets, calls);
            profile.Print((GC.GetTotalAllocatedBytes(true) - before) / (double)calls);
        }

        if (server is not null)
        {
            ChildProcess.End(server);
        }

        return 0;
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
        {
            EnableEvents(eventSource, EventLevel.Informational, Sampling);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName == "AllocationSampled" && eventData.Payload?[3] is string type)
        {
            lock (_samples)
            {
                _samples[type] = _samples.GetValueOrDefault(type) + 1;
            }
        }
    }

    // Sequential in memory, as the check is; on sockets eight callers.
    private static Task CallAsync(Program.Op operation, ISubject subject, bool isOnSockets, int calls) =>
        SocketRounds.CallAsync(subject, operation, callers: isOnSockets ? 8 : 1, calls);

    private void Print(double bytesPerCall)
    {
        lock (_samples)
        {
            double all = _samples.Values.Sum();
            Console.WriteLine($"{bytesPerCall:F0} bytes a call, {all:F0} samples");
            foreach (var (type, count) in _samples.OrderByDescending(static pair => pair.Value))
            {
                Console.WriteLine($"{count / all * bytesPerCall,8:F0}  {type}");
            }
        }
    }
}
