using System.Globalization;
using BenchmarkDotNet.Running;
using SsoOidc.Benchmarks.Check;
using SsoOidc.Benchmarks.Soak;

namespace SsoOidc.Benchmarks;

/// <summary>
/// <c>--check</c> measures and fails past the budgets; <c>--verify</c> checks that the subjects do the real work; <c>--soak</c>
/// makes millions of calls; anything else goes to BenchmarkDotNet, such as <c>--filter '*'</c>.
/// </summary>
internal static class EntryPoint
{
    private static async Task<int> Main(string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        switch (args.FirstOrDefault())
        {
            case "--check":
                return await CheckRun.RunAsync(args[1..]);
            case "--verify":
                return await Bench.Runner.Verify.RunAsync([.. Subjects.All]);
            case "--soak":
                return await SoakRun.RunAsync(args[1..]);
            case SoakRun.Server:
                return await SoakServer.RunAsync();
            case "--allocations":
                return await AllocationProfile.RunAsync(args[1..]);
            case ChildProcess.Server:
                return await Bench.Runner.Server.RunAsync();
            case ChildProcess.Sockets:
                return await SocketRounds.RunAsChildAsync(args[1]);
            default:
                BenchmarkSwitcher.FromAssembly(typeof(EntryPoint).Assembly).Run(args);
                return 0;
        }
    }
}
