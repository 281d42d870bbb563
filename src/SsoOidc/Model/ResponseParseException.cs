using System.Net;
using Amazon.Runtime;

namespace SsoOidc;

/// <summary>The service answered with success, but the answer cannot be read. The message never repeats a value.</summary>
public sealed class ResponseParseException : SsoOidcException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The reader's own exception.</param>
    public ResponseParseException(string message, Exception? innerException = null)
        : this(message, null, 0, null, innerException)
    {
    }

    internal ResponseParseException(string message, string? member, int statusCode, string? requestId, Exception? innerException)
        : base(message, innerException, nameof(ResponseParseException), ErrorType.Unknown, (HttpStatusCode)statusCode, requestId) =>
        Member = member;

    /// <summary>Gets the wire name of the member whose value has the wrong type or range; null where the whole answer cannot be read.</summary>
    public string? Member { get; }
}
