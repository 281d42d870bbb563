namespace SsoOidc;

/// <summary>
/// The client sends faster than the service takes, and <see cref="RetryOptions.AdaptiveWaitToFill"/> says not to wait. The
/// attempt was not sent; what came before stands in <see cref="Exception.InnerException"/>.
/// </summary>
public sealed class RetryCapacityNotAvailableException : Exception
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="attempts">How many attempts were sent before.</param>
    /// <param name="innerException">The failure of the last attempt; null where this would have been the first.</param>
    public RetryCapacityNotAvailableException(int attempts = 0, Exception? innerException = null)
        : base("Insufficient client side capacity available to retry request.", innerException) => Attempts = attempts;

    /// <summary>Gets how many attempts were sent before.</summary>
    public int Attempts { get; }
}
