using System.Net;
using Amazon.Runtime;
using SsoOidc.Model;

namespace SsoOidc;

/// <summary>
/// An error that the service answered. Modelled errors have a type of their own, such as <see cref="InvalidGrantException"/>;
/// any other code arrives as this type.
/// </summary>
public class SsoOidcServiceException : SsoOidcException
{
    /// <summary>Initializes an error for use in tests.</summary>
    /// <param name="message">The message.</param>
    /// <param name="code">The error code; the name of the exception type where null.</param>
    public SsoOidcServiceException(string message, string? code = null)
        : base(message, null, code ?? nameof(SsoOidcServiceException), ErrorType.Unknown, 0, null)
    {
    }

    private protected SsoOidcServiceException(string message, string code, int statusCode)
        : base(message, null, code, TypeOf(statusCode), (HttpStatusCode)statusCode, null)
    {
    }

    internal SsoOidcServiceException(ErrorDetails details)
        : base(details.Message, null, details.Code, TypeOf(details.StatusCode), (HttpStatusCode)details.StatusCode, details.RequestId)
    {
        Error = details.Body.Error;
        ErrorDescription = details.Body.ErrorDescription;
        Body = details.Body;
    }

    /// <summary>Gets the OAuth 2.0 error code of the answer, such as <c>invalid_grant</c> (RFC 6749 section 5.2).</summary>
    public string? Error { get; }

    /// <summary>Gets the service's description of the error.</summary>
    public string? ErrorDescription { get; }

    internal ErrorBody? Body { get; }

    private static ErrorType TypeOf(int statusCode) => statusCode switch
    {
        >= 500 => ErrorType.Receiver,
        >= 300 => ErrorType.Sender,
        _ => ErrorType.Unknown,
    };
}
