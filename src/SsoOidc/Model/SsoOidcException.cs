using System.Net;
using Amazon.Runtime;

namespace SsoOidc;

/// <summary>
/// Everything that can go wrong between the request and its answer, and so can stand in <see cref="SsoOidcResponse.Error"/>:
/// an error that the service answered, a failure on the way, an answer that cannot be read.
/// </summary>
public abstract class SsoOidcException : AmazonServiceException
{
    private protected SsoOidcException(
        string message, Exception? innerException, string code, ErrorType type, HttpStatusCode statusCode, string? requestId)
        : base(message, innerException!, type, code, requestId!, statusCode)
    {
    }

    /// <summary>Gets the error's code, such as <c>InvalidGrantException</c>; the same as <see cref="AmazonServiceException.ErrorCode"/>.</summary>
    public string Code => ErrorCode;

    /// <summary>Gets how many attempts were made, the first included.</summary>
    public int Attempts => Metadata.Attempts;

    /// <summary>Gets a value indicating whether the same request may succeed when it is sent again.</summary>
    public bool IsRetryable { get; internal set; }

    /// <summary>Gets a value indicating whether the service asked to send less.</summary>
    public bool IsThrottling { get; internal set; }

    /// <summary>Gets what AWS SDK code reads; it agrees with <see cref="IsRetryable"/> and <see cref="IsThrottling"/>.</summary>
    public override RetryableDetails? Retryable => IsRetryable ? new RetryableDetails(IsThrottling) : null;

    /// <summary>Gets the status, request id, headers and number of attempts of the call.</summary>
    public SsoOidcResponseMetadata Metadata { get; internal set; } = SsoOidcResponseMetadata.Empty;
}
