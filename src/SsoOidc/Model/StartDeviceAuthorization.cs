using SsoOidc.Shapes;

namespace SsoOidc;

/// <summary>The request of StartDeviceAuthorization (RFC 8628 section 3.1). Equal when all members are equal; printed with its secrets hidden.</summary>
public sealed class StartDeviceAuthorizationRequest
{
    internal static readonly StructureShape<StartDeviceAuthorizationRequest> Table = new(
        "StartDeviceAuthorizationRequest",
        static () => new(),
        new StringMember<StartDeviceAuthorizationRequest>("clientId", "ClientId", static o => o.ClientId, static (o, v) => o.ClientId = v, required: true),
        new StringMember<StartDeviceAuthorizationRequest>("clientSecret", "ClientSecret", static o => o.ClientSecret, static (o, v) => o.ClientSecret = v, required: true, secrecy: Secrecy.Sensitive),
        new StringMember<StartDeviceAuthorizationRequest>("startUrl", "URI", static o => o.StartUrl, static (o, v) => o.StartUrl = v, required: true, secrecy: Secrecy.Url));

    /// <summary>Gets or sets the client id that <see cref="SsoOidcClient.RegisterClientAsync(RegisterClientRequest, CancellationToken)"/> returned. Required.</summary>
    public string? ClientId { get; set; }

    /// <summary>Gets or sets the client secret that belongs to <see cref="ClientId"/>. Sensitive. Required.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Gets or sets the start URL of the AWS access portal, such as <c>https://d-1234567890.awsapps.com/start</c>. Required.</summary>
    public string? StartUrl { get; set; }

    /// <summary>Returns whether all members are equal.</summary>
    public override bool Equals(object? obj) => obj is StartDeviceAuthorizationRequest other && Table.ValueEquals(this, other);

    /// <summary>Returns a hash of all members; it changes when a member changes.</summary>
    public override int GetHashCode() => Table.GetHashCode(this);

    /// <summary>Returns the members that are set, secrets hidden.</summary>
    public override string ToString() => Table.Print(this);
}

/// <summary>The answer of StartDeviceAuthorization (RFC 8628 section 3.2). Equal when all members are equal; printed with its secrets hidden.</summary>
public sealed class StartDeviceAuthorizationResponse : SsoOidcResponse
{
    internal static readonly StructureShape<StartDeviceAuthorizationResponse> Table = new(
        "StartDeviceAuthorizationResponse",
        static () => new(),
        new StringMember<StartDeviceAuthorizationResponse>("deviceCode", "DeviceCode", static o => o.DeviceCode, static (o, v) => o.DeviceCode = v, secrecy: Secrecy.SecretInPractice),
        new StringMember<StartDeviceAuthorizationResponse>("userCode", "UserCode", static o => o.UserCode, static (o, v) => o.UserCode = v, secrecy: Secrecy.SecretInPractice),
        new StringMember<StartDeviceAuthorizationResponse>("verificationUri", "URI", static o => o.VerificationUri, static (o, v) => o.VerificationUri = v, secrecy: Secrecy.Url),
        new StringMember<StartDeviceAuthorizationResponse>("verificationUriComplete", "URI", static o => o.VerificationUriComplete, static (o, v) => o.VerificationUriComplete = v, secrecy: Secrecy.SecretQuery),
        new IntegerMember<StartDeviceAuthorizationResponse>("expiresIn", "ExpirationInSeconds", static o => o.ExpiresIn, static (o, v) => o.ExpiresIn = v),
        new IntegerMember<StartDeviceAuthorizationResponse>("interval", "IntervalInSeconds", static o => o.Interval, static (o, v) => o.Interval = v));

    /// <summary>Gets or sets the code that CreateToken polls with. Never printed.</summary>
    public string? DeviceCode { get; set; }

    /// <summary>Gets or sets the code that the user compares or types in the browser. Never printed by this library's <see cref="ToString"/>.</summary>
    public string? UserCode { get; set; }

    /// <summary>Gets or sets the page where the user types <see cref="UserCode"/>.</summary>
    public string? VerificationUri { get; set; }

    /// <summary>Gets or sets the same page with the code filled in; its query is never printed.</summary>
    public string? VerificationUriComplete { get; set; }

    /// <summary>Gets or sets the lifetime of both codes in seconds, counted from this answer.</summary>
    public int? ExpiresIn { get; set; }

    /// <summary>Gets or sets the least time between two polls, in seconds; 5 where it is absent (RFC 8628 section 3.2).</summary>
    public int? Interval { get; set; }

    /// <summary>Returns whether all members are equal.</summary>
    public override bool Equals(object? obj) => obj is StartDeviceAuthorizationResponse other && Table.ValueEquals(this, other);

    /// <summary>Returns a hash of all members; it changes when a member changes.</summary>
    public override int GetHashCode() => Table.GetHashCode(this);

    /// <summary>Returns the members that are set, secrets hidden.</summary>
    public override string ToString() => Table.Print(this);
}
