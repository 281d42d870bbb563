namespace SsoOidc.Benchmarks.Soak;

/// <summary>How the process stands after a tenth of the calls, and how many of them failed for good.</summary>
internal sealed record SoakTenth(double CpuMicroseconds, long Heap, long WorkingSet, int Sockets, int Succeeded, int Failed)
{
    // One answer in four hundred is an error that nothing repeats.
    private const double MostFailed = 0.005;

    public static SoakTenth Take(double cpuMicroseconds, int succeeded, int failed) =>
        new(cpuMicroseconds, GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet, CountSockets(), succeeded, failed);

    /// <summary>What has grown from the first tenth to the last, or was not the work it should be; null where nothing has.</summary>
    public static string? Compare(IReadOnlyList<SoakTenth> tenths)
    {
        var (first, last) = (tenths[0], tenths[^1]);
        if (tenths.FirstOrDefault(static tenth => tenth.Failed > (tenth.Succeeded + tenth.Failed) * MostFailed) is { } failed)
        {
            return $"{failed.Failed:N0} calls of a tenth have failed and {failed.Succeeded:N0} succeeded";
        }

        if (tenths.Sum(static tenth => tenth.Failed) == 0)
        {
            return "no call has failed, so there were no errors";
        }

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

        // The first tenth may still be compiling, and would excuse whatever comes later.
        double early = tenths.Take(5).Select(static tenth => tenth.CpuMicroseconds).Order().ElementAt(2);
        return last.CpuMicroseconds > early * 1.2
            ? $"a call costs {last.CpuMicroseconds:F2} µs of CPU time instead of {early:F2}"
            : null;
    }

    private static int CountSockets() => !Directory.Exists("/proc/self/fd") ? 0 : Directory.EnumerateFiles("/proc/self/fd")
        .Count(static file => File.ResolveLinkTarget(file, returnFinalTarget: false)?.Name.StartsWith("socket:", StringComparison.Ordinal) == true);
}
