namespace SsoOidc;

/// <summary>Options of one call; what is null is as the client has it.</summary>
public sealed class RequestOptions
{
    /// <summary>Gets or sets a value indicating whether an error of this call is thrown or stands in <see cref="SsoOidcResponse.Error"/>.</summary>
    public bool? RaiseResponseErrors { get; set; }
}
