namespace SsoOidc;

/// <summary>Why there are no credentials.</summary>
public enum MissingCredentialsReason
{
    /// <summary>No source has any.</summary>
    NoSource,

    /// <summary>The source that is configured failed: a service refused, a process or file gave nothing usable.</summary>
    SourceFailed,

    /// <summary>A person must sign in to IAM Identity Center first.</summary>
    SignInRequired,
}

/// <summary>An operation must be signed and there are no credentials to sign it with. Nothing was sent.</summary>
public sealed class MissingCredentialsException : InvalidOperationException
{
    /// <summary>Initializes the exception.</summary>
    public MissingCredentialsException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Initializes the exception.</summary>
    public MissingCredentialsException(string message, MissingCredentialsReason reason, Exception? innerException = null)
        : base(message, innerException)
    {
        Reason = reason;
    }

    /// <summary>Gets why there are none.</summary>
    public MissingCredentialsReason Reason { get; }
}
