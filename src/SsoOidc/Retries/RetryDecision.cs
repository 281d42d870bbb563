namespace SsoOidc;

/// <summary>What <see cref="RetryOptions.Decide"/> says about a failed attempt.</summary>
public sealed class RetryDecision
{
    private RetryDecision(bool? retries, TimeSpan? delay = null)
    {
        Retries = retries;
        Delay = delay;
    }

    /// <summary>Gets the decision to do as the client would by itself.</summary>
    public static RetryDecision Default { get; } = new(null);

    /// <summary>Gets the decision to end the call with this failure.</summary>
    public static RetryDecision Stop { get; } = new(false);

    /// <summary>Gets the decision to try again after the mode's own wait.</summary>
    public static RetryDecision Retry { get; } = new(true);

    internal bool? Retries { get; }

    internal TimeSpan? Delay { get; }

    /// <summary>Makes the decision to try again after the given wait.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The wait is negative.</exception>
    public static RetryDecision RetryAfter(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return new(true, delay);
    }
}
