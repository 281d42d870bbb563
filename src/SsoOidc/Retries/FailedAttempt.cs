namespace SsoOidc;

/// <summary>An attempt that failed, as <see cref="RetryOptions.Decide"/> and <see cref="RetryOptions.Backoff"/> see it.</summary>
public sealed class FailedAttempt
{
    internal FailedAttempt(Operation operation, int attempts, RetryReasons reasons, SsoOidcException error)
    {
        Operation = operation;
        Attempts = attempts;
        Reasons = reasons;
        Error = error;
    }

    /// <summary>Gets the operation.</summary>
    public Operation Operation { get; }

    /// <summary>Gets how many attempts of the call were made, this one included.</summary>
    public int Attempts { get; }

    /// <summary>Gets why the client would try again; none where it would not.</summary>
    public RetryReasons Reasons { get; }

    /// <summary>Gets the failure. The headers of the answer stand in its <see cref="SsoOidcException.Metadata"/>.</summary>
    public SsoOidcException Error { get; }
}
