namespace SsoOidc.Stubbing;

/// <summary>An answer, when it comes, and to which call.</summary>
internal sealed record Stub(StubAnswer Answer)
{
    public TimeSpan Latency { get; init; }

    public StubExpectation? Expected { get; init; }

    /// <summary>Returns the stub as it stands now for the operation, checked as far as it can be before any call.</summary>
    /// <exception cref="ArgumentException">The stub is not one for this operation.</exception>
    public Stub For(Operation operation)
    {
        var answer = Answer.For(operation);
        var expected = Expected?.For(operation);
        return ReferenceEquals(answer, Answer) && expected is null ? this : this with { Answer = answer, Expected = expected };
    }
}
