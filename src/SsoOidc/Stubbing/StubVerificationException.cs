namespace SsoOidc;

/// <summary>A stub was not used as it was meant: a call did not have the parameters that it expects, or no call came.</summary>
public sealed class StubVerificationException : Exception
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="message">What was expected.</param>
    /// <param name="differences">What was found instead, one entry per difference; values of secret members are hidden.</param>
    public StubVerificationException(string message, params IReadOnlyList<string> differences)
        : base(string.Concat(message, string.Concat(differences.Select(static difference => "\n  - " + difference)))) =>
        Differences = differences;

    /// <summary>Gets what was found instead, one entry per difference; values of secret members are hidden.</summary>
    public IReadOnlyList<string> Differences { get; }
}
