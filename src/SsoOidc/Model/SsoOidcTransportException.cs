using Amazon.Runtime;

namespace SsoOidc;

/// <summary>What went wrong between the client and the service.</summary>
public enum TransportErrorKind
{
    /// <summary>Something else; the inner exception tells.</summary>
    Other,

    /// <summary>The connection was refused: nothing listens there.</summary>
    Refused,

    /// <summary>The host name could not be resolved.</summary>
    NameResolution,

    /// <summary>The TLS handshake failed: certificate, host name or protocol.</summary>
    Tls,

    /// <summary>Connecting took longer than <see cref="HttpOptions.ConnectTimeout"/>.</summary>
    ConnectTimeout,

    /// <summary>The answer took longer than <see cref="HttpOptions.ReadTimeout"/>, or than the timeout of the caller's own transport.</summary>
    ReadTimeout,

    /// <summary>The connection ended before the answer's headers were complete.</summary>
    CutOff,

    /// <summary>The connection ended before the answer's body was complete.</summary>
    TruncatedBody,

    /// <summary>The proxy refused or failed.</summary>
    Proxy,

    /// <summary>
    /// The call, with all its attempts and the waits between them, took longer than <see cref="SsoOidcClientOptions.CallTimeout"/>
    /// or <see cref="RequestOptions.CallTimeout"/>. The last attempt's failure is the inner exception.
    /// </summary>
    CallTimeout,
}

/// <summary>The request could not be sent, or its answer did not arrive.</summary>
public sealed class SsoOidcTransportException : SsoOidcException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="kind">What went wrong.</param>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The transport's own exception.</param>
    public SsoOidcTransportException(TransportErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException, $"Transport{kind}", ErrorType.Unknown, 0, null)
    {
        Kind = kind;
        MayHaveReachedService = IsLateKind(kind);
    }

    /// <summary>Gets what went wrong.</summary>
    public TransportErrorKind Kind { get; }

    /// <summary>
    /// Gets a value indicating whether the service may have received and carried out the request, in this attempt or in one before.
    /// False only where that is impossible: nothing of a body was ever sent.
    /// </summary>
    public bool MayHaveReachedService { get; internal set; }

    /// <summary>Whether a failure of the kind may come after the request was sent.</summary>
    internal static bool IsLateKind(TransportErrorKind kind) => kind is not (TransportErrorKind.Refused
        or TransportErrorKind.NameResolution or TransportErrorKind.Tls or TransportErrorKind.ConnectTimeout or TransportErrorKind.Proxy);
}
