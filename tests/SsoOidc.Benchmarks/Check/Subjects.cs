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

    public static ISubjectFactory[] All { get; } = [new FloorFactory(), new AwsSdkFactory(), new OursFactory()];
}
