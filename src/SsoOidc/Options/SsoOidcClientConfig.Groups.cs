using System.Security.Cryptography.X509Certificates;
using SsoOidc.Options;

namespace SsoOidc;

/// <summary>The values of the groups.</summary>
public sealed partial class SsoOidcClientConfig
{
    /// <summary>Gets the custom endpoint; null where the region decides.</summary>
    public string? EndpointUrl => Get<string?>(OptionRows.EndpointUrl);

    /// <summary>Gets a value indicating whether endpoint URLs from environment and config file are ignored.</summary>
    public bool IgnoreConfiguredUrls => Get<bool>(OptionRows.IgnoreConfiguredUrls);

    /// <summary>Gets a value indicating whether FIPS endpoints are used.</summary>
    public bool UseFips { get; }

    /// <summary>Gets a value indicating whether dual-stack endpoints are used.</summary>
    public bool UseDualStack => Get<bool>(OptionRows.UseDualStack);

    /// <summary>Gets the endpoint rules.</summary>
    public EndpointProvider EndpointProvider => Get<EndpointProvider>(OptionRows.EndpointProvider);

    /// <summary>Gets the service name to sign with; null where the endpoint decides.</summary>
    public string? SigningName => Get<string?>(OptionRows.SigningName);

    /// <summary>Gets the region to sign with; null where the endpoint decides.</summary>
    public string? SigningRegion => Get<string?>(OptionRows.SigningRegion);

    /// <summary>Gets the regions that a SigV4a signature is for; null where the endpoint decides.</summary>
    public IReadOnlyList<string>? SigningRegionSet => Get<IReadOnlyList<string>?>(OptionRows.SigningRegionSet);

    /// <summary>Gets the wire names of operations that are never signed.</summary>
    public IReadOnlyList<string> UnsignedOperations => Get<IReadOnlyList<string>>(OptionRows.UnsignedOperations);

    /// <summary>Gets the retry mode.</summary>
    public RetryMode RetryMode => Get<RetryMode>(OptionRows.RetryMode);

    /// <summary>Gets how many attempts a call may have in the modes standard and adaptive.</summary>
    public int MaxAttempts => Get<int>(OptionRows.MaxAttempts);

    /// <summary>Gets how often a failed call is retried in the mode legacy.</summary>
    public int RetryLimit => Get<int>(OptionRows.RetryLimit);

    /// <summary>Gets the wait before the first retry in the mode legacy.</summary>
    public TimeSpan RetryBaseDelay => Get<TimeSpan>(OptionRows.RetryBaseDelay);

    /// <summary>Gets the longest wait in the mode legacy; zero for no cap.</summary>
    public TimeSpan RetryMaxDelay => Get<TimeSpan>(OptionRows.RetryMaxDelay);

    /// <summary>Gets how waits are spread in the mode legacy.</summary>
    public RetryJitter RetryJitter => Get<RetryJitter>(OptionRows.RetryJitter);

    /// <summary>Gets a value indicating whether a wrong clock is corrected in the modes standard and adaptive.</summary>
    public bool CorrectClockSkew => Get<bool>(OptionRows.CorrectClockSkew);

    /// <summary>Gets a value indicating whether calls wait for capacity in the mode adaptive.</summary>
    public bool AdaptiveWaitToFill => Get<bool>(OptionRows.AdaptiveWaitToFill);

    /// <summary>Gets how long connecting may take.</summary>
    public TimeSpan ConnectTimeout => Get<TimeSpan>(OptionRows.ConnectTimeout);

    /// <summary>Gets how long the client waits for headers, and for each part of the body.</summary>
    public TimeSpan ReadTimeout { get; }

    /// <summary>Gets how long an unused connection is kept.</summary>
    public TimeSpan IdleTimeout => Get<TimeSpan>(OptionRows.IdleTimeout);

    /// <summary>Gets how long to wait for a "100 Continue".</summary>
    public TimeSpan ContinueTimeout => Get<TimeSpan>(OptionRows.ContinueTimeout);

    /// <summary>Gets how long a TLS session may be resumed; null for no limit. Without effect.</summary>
    public TimeSpan? SslTimeout => Get<TimeSpan?>(OptionRows.SslTimeout);

    /// <summary>Gets the proxy, with user-info where it was given; null where the environment decides, empty for none.</summary>
    public string? Proxy => Get<string?>(OptionRows.Proxy);

    /// <summary>Gets a value indicating whether the server's certificate is verified.</summary>
    public bool VerifyPeer => Get<bool>(OptionRows.VerifyPeer);

    /// <summary>Gets the path of the file with authorities to trust; null for the system's.</summary>
    public string? CaBundle => Get<string?>(OptionRows.CaBundle);

    /// <summary>Gets the path of the directory with authorities to trust; null for the system's.</summary>
    public string? CaDirectory => Get<string?>(OptionRows.CaDirectory);

    /// <summary>Gets the authorities to trust; null for the system's.</summary>
    public X509Certificate2Collection? CaStore => Get<X509Certificate2Collection?>(OptionRows.CaStore);

    /// <summary>Gets the certificate that the client shows; null for none.</summary>
    public X509Certificate2? ClientCertificate => Get<X509Certificate2?>(OptionRows.ClientCertificate);

    /// <summary>Gets the path of the file with the certificate that the client shows; null for none.</summary>
    public string? ClientCertificateFile => Get<string?>(OptionRows.ClientCertificateFile);

    /// <summary>Gets the path of the file with that certificate's key; null for the same file.</summary>
    public string? ClientKeyFile => Get<string?>(OptionRows.ClientKeyFile);

    /// <summary>Gets a value indicating whether what goes over the wire is logged.</summary>
    public bool WireTrace => Get<bool>(OptionRows.WireTrace);

    /// <summary>Gets a value indicating whether parameters are checked before anything is sent.</summary>
    public bool ValidateParameters => Get<bool>(OptionRows.ValidateParameters);

    /// <summary>Gets a value indicating whether the values of loose calls are converted.</summary>
    public bool ConvertParameters => Get<bool>(OptionRows.ConvertParameters);

    /// <summary>Gets the level of each call's log line.</summary>
    public Microsoft.Extensions.Logging.LogLevel CallLogLevel => Get<Microsoft.Extensions.Logging.LogLevel>(OptionRows.CallLogLevel);

    /// <summary>Gets a value indicating whether client-side monitoring is on.</summary>
    public bool MonitoringEnabled => Get<bool>(OptionRows.MonitoringEnabled);

    /// <summary>Gets the name of this client in monitoring records.</summary>
    public string MonitoringClientId => Get<string>(OptionRows.MonitoringClientId);

    /// <summary>Gets the host of the monitoring agent.</summary>
    public string MonitoringHost => Get<string>(OptionRows.MonitoringHost);

    /// <summary>Gets the port of the monitoring agent.</summary>
    public int MonitoringPort => Get<int>(OptionRows.MonitoringPort);
}
