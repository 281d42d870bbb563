namespace SsoOidc.Benchmarks.Check;

/// <summary>What our client may cost, as ratios to the floor; null for no limit.</summary>
/// <param name="Cpu">CPU time.</param>
/// <param name="Bytes">Allocated bytes. They are exact, so nothing is allowed on top.</param>
/// <param name="Noise">What is allowed on top of the CPU time, as a share of it.</param>
internal sealed record Budget(double? Cpu, double? Bytes, double Noise);

/// <summary>The budgets of every path. A budget moves by a note in docs/decisions only.</summary>
internal static class Budgets
{
    public const string SigV4 = "SigV4 alone";
    public const string Error = "400 to exception";
    public const string Outcome = "400 as outcome";
    public const string Retry = "500, 500, 200";
    public const string ColdJit = "cold start, JIT";
    public const string ColdAot = "cold start, native AOT";

    /// <summary>The size of the native program, in bytes, without the default credential chain.</summary>
    public const long TrimmedSize = 7_200_000;

    /// <summary>The same with the default credential chain.</summary>
    public const long FullSize = 9_800_000;

    /// <summary>The CPU time of making one more client, in nanoseconds.</summary>
    public const long Construction = 50_000;

    /// <summary>What the floor allocates per call where it is the floor: otherwise the run says nothing.</summary>
    public static readonly Dictionary<string, long> FloorBytes = new()
    {
        ["CreateToken"] = 8040,
        ["RegisterClient"] = 7128,
        ["StartDeviceAuthorization"] = 3936,
        ["CreateTokenWithIAM"] = 10776,
    };

    private const double InMemory = 0.05;

    private static readonly Dictionary<string, Budget> ByPath = new()
    {
        ["CreateToken"] = new(1.0, 0.65, InMemory),
        ["RegisterClient"] = new(1.0, 0.65, InMemory),
        ["StartDeviceAuthorization"] = new(1.0, 0.65, InMemory),
        ["CreateTokenWithIAM"] = new(1.05, 0.65, InMemory),
        [SigV4] = new(1.15, 1.2, InMemory),
        [Error] = new(1.0, 0.8, InMemory),
        [Outcome] = new(0.25, 0.6, InMemory),
        [Retry] = new(1.35, 0.7, InMemory),
        [ColdJit] = new(1.15, null, 0.20),
        [ColdAot] = new(1.15, null, 0.20),
    };

    public static Budget Of(string path) => ByPath[path];

    public static Budget OfSockets(int callers) => new(1.05, 0.65, callers <= 8 ? 0.10 : 0.20);
}
