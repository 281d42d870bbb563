using Bench;
using Bench.Floor;
using Bench.Runner;

namespace SsoOidc.Benchmarks.Check;

/// <summary>Who is measured. The floor comes first: ratios are to it.</summary>
internal static class Subjects
{
    public const string Floor = "floor";
    public const string Peer = "awssdk";
    public const string Ours = "ours";

    /// <summary>In cold starts our client is there twice: without and with its default credential chain.</summary>
    public const string OursWithChain = "ours, with chain";

    public static ISubjectFactory[] All { get; } = [new FloorFactory(), new AwsSdkFactory(), new OursFactory()];
}
