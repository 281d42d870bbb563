using System.Buffers.Binary;

namespace SsoOidc.ConformanceTests.Calls;

/// <summary>Gives the invocation ids of a case: the recorded first one, then counting up. Any other number is always the same.</summary>
/// <param name="number">That number.</param>
internal sealed class PinnedInvocationIds(double number = 0) : Random
{
    private ulong _last = 0x8e9f_001122334455;

    public override double NextDouble() => number;

    public override void NextBytes(Span<byte> buffer)
    {
        BinaryPrimitives.WriteUInt64BigEndian(buffer, 0x5d1f3a52_0a1b_4c3d);
        BinaryPrimitives.WriteUInt64BigEndian(buffer[8..], _last++);
    }

    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());
}
