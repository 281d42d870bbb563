namespace SsoOidc;

/// <summary>What all responses have: how the call went, and the error where errors are not raised.</summary>
public abstract class SsoOidcResponse
{
    private protected SsoOidcResponse()
    {
    }

    /// <summary>Gets the request id, status, headers and number of attempts. Empty for a response that no call made.</summary>
    public SsoOidcResponseMetadata Metadata { get; internal set; } = SsoOidcResponseMetadata.Empty;

    /// <summary>Gets the error of the call; set only where <see cref="SsoOidcClientOptions.RaiseResponseErrors"/> is off.</summary>
    public SsoOidcException? Error { get; internal set; }

    /// <summary>Gets a value indicating whether the service answered with success (200 to 299) and the answer could be read.</summary>
    public bool IsSuccessful => Error is null;
}
