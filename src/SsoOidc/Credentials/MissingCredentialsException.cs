namespace SsoOidc;

/// <summary>An operation must be signed and there are no credentials to sign it with. Nothing was sent.</summary>
public sealed class MissingCredentialsException : InvalidOperationException
{
    /// <summary>Initializes the exception.</summary>
    public MissingCredentialsException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
