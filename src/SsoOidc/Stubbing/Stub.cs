namespace SsoOidc.Stubbing;

/// <summary>An answer, when it comes, and to which call.</summary>
internal sealed record Stub(StubAnswer Answer)
{
    public TimeSpan Latency { get; init; }

    public StubExpectation? Expected { get; init; }

    /// <summary>Checks what can be checked before any call.</summary>
    /// <exception cref="ArgumentException">The stub is not one for this operation.</exception>
    public Stub For(Operation operation)
    {
        Answer.Check(operation);
        return Expected is null ? this : this with { Expected = Expected.For(operation) };
    }
}
