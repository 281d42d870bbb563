namespace SsoOidc.Benchmarks.Soak;

/// <summary>How the process stands after a tenth of the calls.</summary>
internal sealed record SoakTenth(double CpuMicroseconds, long Heap, long WorkingSet, int Sockets)
{
    public static SoakTenth Take(double cpuMicroseconds) =>
        new(cpuMicroseconds, GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet, CountSockets());

    /// <summary>What has grown from the first tenth to the last; null where nothing has.</summary>
    public static string? Compare(SoakTenth first, SoakTenth last)
    {
        if (last.Heap > (first.Heap * 1.1) + 1_000_000)
        {
            return $"the heap has grown from {first.Heap:N0} to {last.Heap:N0} bytes";
        }

        if (last.WorkingSet > (first.WorkingSet * 1.2) + 16_000_000)
        {
            return $"the working set has grown from {first.WorkingSet:N0} to {last.WorkingSet:N0} bytes";
        }

        if (last.Sockets > first.Sockets + 2)
        {
            return $"sockets have grown from {first.Sockets} to {last.Sockets}";
        }

        return last.CpuMicroseconds > first.CpuMicroseconds * 1.2
            ? $"a call costs {last.CpuMicroseconds:F2} µs of CPU time instead of {first.CpuMicroseconds:F2}"
            : null;
    }

    private static int CountSockets() => !Directory.Exists("/proc/self/fd") ? 0 : Directory.EnumerateFiles("/proc/self/fd")
        .Count(static file => File.ResolveLinkTarget(file, returnFinalTarget: false)?.Name.StartsWith("socket:", StringComparison.Ordinal) == true);
}
