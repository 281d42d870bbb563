namespace SsoOidc;

/// <summary>A call that has ended, as <see cref="CallLogOptions.Formatter"/> sees it.</summary>
public sealed class FinishedCall
{
    internal FinishedCall(Operation operation, SsoOidcResponse response, TimeSpan duration)
    {
        Operation = operation;
        Response = response;
        Duration = duration;
    }

    /// <summary>Gets the operation.</summary>
    public Operation Operation { get; }

    /// <summary>Gets the response, with metadata, and with the error where the call failed, whether errors are raised or not.</summary>
    public SsoOidcResponse Response { get; }

    /// <summary>Gets how long the call took, all attempts and waits included.</summary>
    public TimeSpan Duration { get; }
}
