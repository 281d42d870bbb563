namespace SsoOidc;

/// <summary>An endpoint asks for a bearer token and there is none. Nothing was sent.</summary>
public sealed class MissingTokenException : InvalidOperationException
{
    /// <summary>Initializes the exception.</summary>
    public MissingTokenException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
