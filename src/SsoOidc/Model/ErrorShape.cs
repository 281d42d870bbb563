using SsoOidc.Model;

namespace SsoOidc;

/// <summary>A modelled error: its code, its members and the exception that it becomes.</summary>
public sealed class ErrorShape : Shape
{
    internal ErrorShape(
        string code, int statusCode, string? oauthError, Func<ErrorDetails, SsoOidcServiceException> create, params ShapeMember[] members)
        : base(code)
    {
        StatusCode = statusCode;
        OAuthError = oauthError;
        Create = create;
        Members = members;
    }

    /// <summary>Gets the error's code, such as <c>InvalidGrantException</c>; the name of the exception type is the same.</summary>
    public string Code => Name;

    /// <summary>Gets the HTTP status that the service model gives for the error.</summary>
    public int StatusCode { get; }

    /// <summary>Gets the OAuth 2.0 error code that stands for the same error, such as <c>invalid_grant</c>; null where there is none.</summary>
    public string? OAuthError { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<ShapeMember> Members { get; }

    internal Func<ErrorDetails, SsoOidcServiceException> Create { get; }
}
