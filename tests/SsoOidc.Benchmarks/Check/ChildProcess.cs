using System.Diagnostics;

namespace SsoOidc.Benchmarks.Check;

/// <summary>This program again, in a process of its own, bound to one processor where the system can do that.</summary>
internal static class ChildProcess
{
    public const string Server = "--server";
    public const string Sockets = "--sockets";

    private const string Pinner = "/usr/bin/taskset";

    public static bool CanPin { get; } = File.Exists(Pinner) && Environment.ProcessorCount > 1;

    public static Process Start(int processor, params string[] arguments)
    {
        string[] command = ["dotnet", typeof(ChildProcess).Assembly.Location, .. arguments];
        if (CanPin)
        {
            command = [Pinner, "-c", processor.ToString(), .. command];
        }

        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true };

        // With one processor the runtime waits ten times as long before it compiles hot methods again, which is then done within the rounds.
        start.Environment["DOTNET_TC_DelaySingleProcMultiplier"] = "1";
        return Process.Start(start)!;
    }

    /// <summary>Both the server and the measuring process end when their input does.</summary>
    public static void End(Process process)
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(5000))
        {
            process.Kill();
        }
    }
}
