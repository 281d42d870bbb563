using SsoOidc.Model;

namespace SsoOidc;

/// <summary>A required parameter is missing, unknown or malformed.</summary>
public sealed class InvalidRequestException : SsoOidcServiceException
{
    /// <summary>Initializes the error for use in tests.</summary>
    public InvalidRequestException(string message)
        : base(message, nameof(InvalidRequestException), 400)
    {
    }

    internal InvalidRequestException(ErrorDetails details)
        : base(details)
    {
        Reason = details.Body.Reason;
    }

    /// <summary>Gets the service's reason, such as <c>KMS_NotFoundException</c>.</summary>
    public string? Reason { get; }
}

/// <summary>The client id or secret is wrong, or the registration has expired.</summary>
public sealed class InvalidClientException : SsoOidcServiceException
{
    /// <summary>Initializes the error for use in tests.</summary>
    public InvalidClientException(string message)
        : base(message, nameof(InvalidClientException), 401)
    {
    }

    internal InvalidClientException(ErrorDetails details)
        : base(details)
    {
    }
}

/// <summary>The code or refresh token is invalid, used, revoked or not this client's.</summary>
public sealed class InvalidGrantException : SsoOidcServiceException
{
    /// <summary>Initializes the error for use in tests.</summary>
    public InvalidGrantException(string message)
        : base(message, nameof(InvalidGrantException), 400)
    {
    }

    internal InvalidGrantException(ErrorDetails details)
        : base(details)
    {
    }
}

/// <summary>The client may not use this grant type or operation.</summary>
public sealed class UnauthorizedClientException : SsoOidcServiceException
{
    /// <summary>Initializes the error for use in tests.</summary>
    public UnauthorizedClientException(string message)
        : base(message, nameof(UnauthorizedClientException), 400)
    {
    }

    internal UnauthorizedClientException(ErrorDetails details)
        : base(details)
    {
    }
}

/// <summary>The service does not know the grant type.</summary>
public sealed class UnsupportedGrantTypeException : SsoOidcServiceException
{
    /// <summary>Initializes the error for use in tests.</summary>
    public UnsupportedGrantTypeException(string message)
        : base(message, nameof(UnsupportedGrantTypeException), 400)
    {
    }

    internal UnsupportedGrantTypeException(ErrorDetails details)
        : base(details)
    {
    }
}

/// <summary>A scope is unknown, malformed or not allowed.</summary>
public sealed class InvalidScopeException : SsoOidcServiceException
{
    /// <summary>Initializes the error for use in tests.</summary>
    public InvalidScopeException(string message)
        : base(message, nameof(InvalidScopeException), 400)
    {
    }

    internal InvalidScopeException(ErrorDetails details)
        : base(details)
    {
    }
}

/// <summary>The user has not decided yet: poll again after the interval (RFC 8628 section 3.5).</summary>
public sealed class AuthorizationPendingException : SsoOidcServiceException
{
    /// <summary>Initializes the error for use in tests.</summary>
    public AuthorizationPendingException(string message)
        : base(message, nameof(AuthorizationPendingException), 400)
    {
    }

    internal AuthorizationPendingException(ErrorDetails details)
        : base(details)
    {
    }
}

/// <summary>The client polls too fast: add 5 seconds to the interval (RFC 8628 section 3.5).</summary>
public sealed class SlowDownException : SsoOidcServiceException
{
    /// <summary>Initializes the error for use in tests.</summary>
    public SlowDownException(string message)
        : base(message, nameof(SlowDownException), 400)
    {
    }

    internal SlowDownException(ErrorDetails details)
        : base(details)
    {
    }
}

/// <summary>The user or a policy refused.</summary>
public sealed class AccessDeniedException : SsoOidcServiceException
{
    /// <summary>Initializes the error for use in tests.</summary>
    public AccessDeniedException(string message)
        : base(message, nameof(AccessDeniedException), 400)
    {
    }

    internal AccessDeniedException(ErrorDetails details)
        : base(details)
    {
        Reason = details.Body.Reason;
    }

    /// <summary>Gets the service's reason, such as <c>KMS_AccessDeniedException</c>.</summary>
    public string? Reason { get; }
}

/// <summary>The device code, authorization code or token has expired: start again.</summary>
public sealed class ExpiredTokenException : SsoOidcServiceException
{
    /// <summary>Initializes the error for use in tests.</summary>
    public ExpiredTokenException(string message)
        : base(message, nameof(ExpiredTokenException), 400)
    {
    }

    internal ExpiredTokenException(ErrorDetails details)
        : base(details)
    {
    }
}

/// <summary>The service failed: send the request again.</summary>
public sealed class InternalServerException : SsoOidcServiceException
{
    /// <summary>Initializes the error for use in tests.</summary>
    public InternalServerException(string message)
        : base(message, nameof(InternalServerException), 500)
    {
    }

    internal InternalServerException(ErrorDetails details)
        : base(details)
    {
    }
}

/// <summary>The request went to the wrong region; <see cref="Region"/> says where to.</summary>
public sealed class InvalidRequestRegionException : SsoOidcServiceException
{
    /// <summary>Initializes the error for use in tests.</summary>
    public InvalidRequestRegionException(string message)
        : base(message, nameof(InvalidRequestRegionException), 400)
    {
    }

    internal InvalidRequestRegionException(ErrorDetails details)
        : base(details)
    {
        Endpoint = details.Body.Endpoint;
        Region = details.Body.Region;
    }

    /// <summary>Gets the endpoint of the right region. A server's text: check it before you connect to it.</summary>
    public string? Endpoint { get; }

    /// <summary>Gets the right region.</summary>
    public string? Region { get; }
}

/// <summary>A registration's metadata is refused (RFC 7591 section 3.2.2).</summary>
public sealed class InvalidClientMetadataException : SsoOidcServiceException
{
    /// <summary>Initializes the error for use in tests.</summary>
    public InvalidClientMetadataException(string message)
        : base(message, nameof(InvalidClientMetadataException), 400)
    {
    }

    internal InvalidClientMetadataException(ErrorDetails details)
        : base(details)
    {
    }
}

/// <summary>A registration's redirect URI is refused (RFC 7591 section 3.2.2).</summary>
public sealed class InvalidRedirectUriException : SsoOidcServiceException
{
    /// <summary>Initializes the error for use in tests.</summary>
    public InvalidRedirectUriException(string message)
        : base(message, nameof(InvalidRedirectUriException), 400)
    {
    }

    internal InvalidRedirectUriException(ErrorDetails details)
        : base(details)
    {
    }
}
