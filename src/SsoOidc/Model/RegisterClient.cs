using SsoOidc.Shapes;

namespace SsoOidc;

/// <summary>The request of RegisterClient. Equal when all members are equal; printed with its secrets hidden.</summary>
public sealed class RegisterClientRequest
{
    internal static readonly StructureShape<RegisterClientRequest> Table = new(
        "RegisterClientRequest",
        static () => new(),
        new StringMember<RegisterClientRequest>("clientName", "ClientName", static o => o.ClientName, static (o, v) => o.ClientName = v, required: true),
        new StringMember<RegisterClientRequest>("clientType", "ClientType", static o => o.ClientType, static (o, v) => o.ClientType = v, required: true),
        new StringListMember<RegisterClientRequest>("scopes", "Scopes", static o => o.Scopes!, static (o, v) => o.Scopes = v!),
        new StringListMember<RegisterClientRequest>("redirectUris", "RedirectUris", static o => o.RedirectUris!, static (o, v) => o.RedirectUris = v!, secrecy: Secrecy.Url),
        new StringListMember<RegisterClientRequest>("grantTypes", "GrantTypes", static o => o.GrantTypes!, static (o, v) => o.GrantTypes = v!),
        new StringMember<RegisterClientRequest>("issuerUrl", "URI", static o => o.IssuerUrl, static (o, v) => o.IssuerUrl = v, secrecy: Secrecy.Url),
        new StringMember<RegisterClientRequest>("entitledApplicationArn", "ArnType", static o => o.EntitledApplicationArn, static (o, v) => o.EntitledApplicationArn = v));

    /// <summary>Gets or sets the name that users see on the consent page. Required.</summary>
    public string? ClientName { get; set; }

    /// <summary>Gets or sets the client type; the service takes <see cref="ClientTypes.Public"/> only. Required.</summary>
    public string? ClientType { get; set; }

    /// <summary>Gets or sets the scopes of the client, at most 25. Without <c>sso:account:access</c> there is no refresh token.</summary>
    public IList<string>? Scopes { get; set; }

    /// <summary>Gets or sets the redirect URIs for <see cref="GrantTypes.AuthorizationCode"/>; a loopback URI is registered without its port (RFC 8252 section 7.3).</summary>
    public IList<string>? RedirectUris { get; set; }

    /// <summary>Gets or sets the grant types that the client will use, of <see cref="SsoOidc.GrantTypes"/>.</summary>
    public IList<string>? GrantTypes { get; set; }

    /// <summary>Gets or sets the start URL or issuer URL of the Identity Center instance; for <see cref="GrantTypes.AuthorizationCode"/>.</summary>
    public string? IssuerUrl { get; set; }

    /// <summary>Gets or sets the ARN of the application that the tokens are for, where it is not the instance's own.</summary>
    public string? EntitledApplicationArn { get; set; }

    /// <summary>Returns whether all members are equal.</summary>
    public override bool Equals(object? obj) => obj is RegisterClientRequest other && Table.ValueEquals(this, other);

    /// <summary>Returns a hash of all members; it changes when a member changes.</summary>
    public override int GetHashCode() => Table.GetHashCode(this);

    /// <summary>Returns the members that are set, secrets hidden.</summary>
    public override string ToString() => Table.Print(this);
}

/// <summary>The answer of RegisterClient. Equal when all members are equal; printed with its secrets hidden.</summary>
public sealed class RegisterClientResponse : SsoOidcResponse
{
    internal static readonly StructureShape<RegisterClientResponse> Table = new(
        "RegisterClientResponse",
        static () => new(),
        new StringMember<RegisterClientResponse>("clientId", "ClientId", static o => o.ClientId, static (o, v) => o.ClientId = v),
        new StringMember<RegisterClientResponse>("clientSecret", "ClientSecret", static o => o.ClientSecret, static (o, v) => o.ClientSecret = v, secrecy: Secrecy.Sensitive),
        new LongMember<RegisterClientResponse>("clientIdIssuedAt", "LongTimeStampType", static o => o.ClientIdIssuedAt, static (o, v) => o.ClientIdIssuedAt = v),
        new LongMember<RegisterClientResponse>("clientSecretExpiresAt", "LongTimeStampType", static o => o.ClientSecretExpiresAt, static (o, v) => o.ClientSecretExpiresAt = v),
        new StringMember<RegisterClientResponse>("authorizationEndpoint", "URI", static o => o.AuthorizationEndpoint, static (o, v) => o.AuthorizationEndpoint = v, secrecy: Secrecy.Url),
        new StringMember<RegisterClientResponse>("tokenEndpoint", "URI", static o => o.TokenEndpoint, static (o, v) => o.TokenEndpoint = v, secrecy: Secrecy.Url));

    /// <summary>Gets or sets the client id for the other operations.</summary>
    public string? ClientId { get; set; }

    /// <summary>Gets or sets the client secret for the other operations. Sensitive.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Gets or sets when the client was registered, in seconds since 1970-01-01T00:00:00Z.</summary>
    public long? ClientIdIssuedAt { get; set; }

    /// <summary>Gets or sets when client id and secret end to be valid, in seconds since 1970-01-01T00:00:00Z.</summary>
    public long? ClientSecretExpiresAt { get; set; }

    /// <summary>Gets or sets the authorization endpoint; the service leaves it empty.</summary>
    public string? AuthorizationEndpoint { get; set; }

    /// <summary>Gets or sets the token endpoint; the service leaves it empty.</summary>
    public string? TokenEndpoint { get; set; }

    /// <summary>Returns whether all members are equal.</summary>
    public override bool Equals(object? obj) => obj is RegisterClientResponse other && Table.ValueEquals(this, other);

    /// <summary>Returns a hash of all members; it changes when a member changes.</summary>
    public override int GetHashCode() => Table.GetHashCode(this);

    /// <summary>Returns the members that are set, secrets hidden.</summary>
    public override string ToString() => Table.Print(this);
}
