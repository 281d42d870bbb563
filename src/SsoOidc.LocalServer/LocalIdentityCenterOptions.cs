using Microsoft.Extensions.Logging;

namespace SsoOidc.LocalServer;

/// <summary>Says how a <see cref="LocalIdentityCenter"/> behaves. Every member has a default; all are read once, when the server starts.</summary>
public sealed class LocalIdentityCenterOptions
{
    /// <summary>Gets or sets the address to listen on: plain http on a loopback address. Port 0 takes a free port.</summary>
    /// <value>Default: <c>http://127.0.0.1:0</c>.</value>
    public Uri Url { get; set; } = new("http://127.0.0.1:0");

    /// <summary>Gets or sets the clock of everything that expires, of the polling interval and of signature dates.</summary>
    /// <value>Default: <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Gets or sets a value indicating whether each device code is approved at the moment it is created.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool AutoApprove { get; set; }

    /// <summary>Gets or sets the region this server says it is in; signed requests must be signed for it.</summary>
    /// <value>Default: <c>us-east-1</c>.</value>
    public string Region { get; set; } = "us-east-1";

    /// <summary>
    /// Gets or sets the start URLs that StartDeviceAuthorization accepts besides the server's own
    /// <see cref="LocalIdentityCenter.StartUrl"/>. A trailing slash or a fragment makes no difference.
    /// </summary>
    /// <value>Default: <see langword="null"/>, which accepts any absolute http or https URL.</value>
    public IList<string>? StartUrls { get; set; }

    /// <summary>Gets or sets the credentials that may sign CreateTokenWithIAM: access key id to secret access key.</summary>
    /// <value>Default: the one pair <c>LOCALAKID</c> and <c>local-secret</c>.</value>
    public IDictionary<string, string> SigningCredentials { get; set; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["LOCALAKID"] = "local-secret" };

    /// <summary>Gets or sets how long a client registration lasts.</summary>
    /// <value>Default: 90 days.</value>
    public TimeSpan RegistrationLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Gets or sets how long a device code can be approved and redeemed.</summary>
    /// <value>Default: 600 seconds.</value>
    public TimeSpan DeviceCodeLifetime { get; set; } = TimeSpan.FromSeconds(600);

    /// <summary>Gets or sets the shortest time between two polls for one device code; zero lets clients poll as fast as they like.</summary>
    /// <value>Default: 1 second.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Gets or sets how long an access token lasts that comes with a refresh token: those of clients registered with scopes.
    /// Clients registered without scopes get no refresh token and an access token that lasts as long as the session.
    /// </summary>
    /// <value>Default: 1 hour.</value>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets how long a sign-in lasts; afterwards nothing refreshes it.</summary>
    /// <value>Default: 8 hours.</value>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(8);

    /// <summary>Gets or sets the name of the user who is signed in at the sign-in page.</summary>
    /// <value>Default: <c>local-user</c>.</value>
    public string UserName { get; set; } = "local-user";

    /// <summary>Gets or sets where the server logs to. It logs no secrets.</summary>
    /// <value>Default: <see langword="null"/>, which logs nothing.</value>
    public ILoggerFactory? LoggerFactory { get; set; }
}
