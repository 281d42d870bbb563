namespace SsoOidc.RetryTests;

/// <summary>Always the same number; invocation ids count up.</summary>
internal sealed class PinnedRandom(double value) : Random
{
    private byte _last = 0x55;

    public override double NextDouble() => value;

    public override void NextBytes(Span<byte> buffer)
    {
        ReadOnlySpan<byte> id = [0x5d, 0x1f, 0x3a, 0x52, 0x0a, 0x1b, 0x4c, 0x3d, 0x8e, 0x9f, 0, 0x11, 0x22, 0x33, 0x44, _last++];
        id.CopyTo(buffer);
    }
}
