using System.Security.Cryptography.X509Certificates;
using SsoOidc.Options;

namespace SsoOidc;

/// <summary>The values of the groups.</summary>
public sealed partial class SsoOidcClientConfig
{
    /// <summary>Gets the custom endpoint; null where the region decides.</summary>
    public string? EndpointUrl => (string?)Get(EndpointRows.EndpointUrl);

    /// <summary>Gets a value indicating whether endpoint URLs from environment and config file are ignored.</summary>
    public bool IgnoreConfiguredUrls => (bool)Get(EndpointRows.IgnoreConfiguredUrls)!;

    /// <summary>Gets a value indicating whether FIPS endpoints are used.</summary>
    public bool UseFips { get; }

    /// <summary>Gets a value indicating whether dual-stack endpoints are used.</summary>
    public bool UseDualStack => (bool)Get(EndpointRows.UseDualStack)!;

    /// <summary>Gets the endpoint rules.</summary>
    public EndpointProvider EndpointProvider => (EndpointProvider)Get(EndpointRows.EndpointProvider)!;

    /// <summary>Gets the service name to sign with; null where the endpoint decides.</summary>
    public string? SigningName => (string?)Get(EndpointRows.SigningName);

    /// <summary>Gets the region to sign with; null where the endpoint decides.</summary>
    public string? SigningRegion => (string?)Get(EndpointRows.SigningRegion);

    /// <summary>Gets the regions that a SigV4a signature is for; null where the endpoint decides.</summary>
    public IReadOnlyList<string>? SigningRegionSet => (string[]?)Get(EndpointRows.SigningRegionSet) is { } regions ? Array.AsReadOnly(regions) : null;

    /// <summary>Gets the wire names of operations that are never signed.</summary>
    public IReadOnlyList<string> UnsignedOperations => Array.AsReadOnly((string[])Get(EndpointRows.UnsignedOperations)!);

    /// <summary>Gets a value indicating whether host prefixes are left out. Without effect.</summary>
    public bool DisableHostPrefixInjection => (bool)Get(EndpointRows.DisableHostPrefixInjection)!;

    /// <summary>Gets the retry mode.</summary>
    public RetryMode RetryMode => (RetryMode)Get(RetryRows.RetryMode)!;

    /// <summary>Gets how many attempts a call may have in the modes standard and adaptive.</summary>
    public int MaxAttempts => (int)Get(RetryRows.MaxAttempts)!;

    /// <summary>Gets how often a failed call is retried in the mode legacy.</summary>
    public int RetryLimit => (int)Get(RetryRows.RetryLimit)!;

    /// <summary>Gets the wait before the first retry in the mode legacy.</summary>
    public TimeSpan RetryBaseDelay => (TimeSpan)Get(RetryRows.RetryBaseDelay)!;

    /// <summary>Gets the longest wait in the mode legacy; zero for no cap.</summary>
    public TimeSpan RetryMaxDelay => (TimeSpan)Get(RetryRows.RetryMaxDelay)!;

    /// <summary>Gets how waits are spread in the mode legacy.</summary>
    public RetryJitter RetryJitter => (RetryJitter)Get(RetryRows.RetryJitter)!;

    /// <summary>Gets a value indicating whether a wrong clock is corrected in the modes standard and adaptive.</summary>
    public bool CorrectClockSkew => (bool)Get(RetryRows.CorrectClockSkew)!;

    /// <summary>Gets a value indicating whether calls wait for capacity in the mode adaptive.</summary>
    public bool AdaptiveWaitToFill => (bool)Get(RetryRows.AdaptiveWaitToFill)!;

    /// <summary>Gets the name that a factory of handlers is asked for.</summary>
    public string HttpHandlerName => (string)Get(HttpRows.HttpHandlerName)!;

    /// <summary>Gets how long connecting may take.</summary>
    public TimeSpan ConnectTimeout => (TimeSpan)Get(HttpRows.ConnectTimeout)!;

    /// <summary>Gets how long the client waits for headers, and for each part of the body.</summary>
    public TimeSpan ReadTimeout { get; }

    /// <summary>Gets how long an unused connection is kept.</summary>
    public TimeSpan IdleTimeout => (TimeSpan)Get(HttpRows.IdleTimeout)!;

    /// <summary>Gets how long to wait for a "100 Continue".</summary>
    public TimeSpan ContinueTimeout => (TimeSpan)Get(HttpRows.ContinueTimeout)!;

    /// <summary>Gets how long a TLS session may be resumed; null for no limit. Without effect.</summary>
    public TimeSpan? SslTimeout => (TimeSpan?)Get(HttpRows.SslTimeout);

    /// <summary>Gets the proxy, with user-info where it was given; null where the environment decides, empty for none.</summary>
    public string? Proxy => (string?)Get(HttpRows.Proxy);

    /// <summary>Gets a value indicating whether the server's certificate is verified.</summary>
    public bool VerifyPeer => (bool)Get(HttpRows.VerifyPeer)!;

    /// <summary>Gets the path of the file with authorities to trust; null for the system's.</summary>
    public string? CaBundle => (string?)Get(HttpRows.CaBundle);

    /// <summary>Gets the path of the directory with authorities to trust; null for the system's.</summary>
    public string? CaDirectory => (string?)Get(HttpRows.CaDirectory);

    /// <summary>Gets the authorities to trust; null for the system's.</summary>
    public X509Certificate2Collection? CaStore => (X509Certificate2Collection?)Get(HttpRows.CaStore);

    /// <summary>Gets the certificate that the client shows; null for none.</summary>
    public X509Certificate2? ClientCertificate => (X509Certificate2?)Get(HttpRows.ClientCertificate);

    /// <summary>Gets the path of the file with the certificate that the client shows; null for none.</summary>
    public string? ClientCertificateFile => (string?)Get(HttpRows.ClientCertificateFile);

    /// <summary>Gets the path of the file with that certificate's key; null for the same file.</summary>
    public string? ClientKeyFile => (string?)Get(HttpRows.ClientKeyFile);

    /// <summary>Gets a value indicating whether what goes over the wire is logged.</summary>
    public bool WireTrace => (bool)Get(HttpRows.WireTrace)!;

    /// <summary>Gets a value indicating whether parameters are checked before anything is sent.</summary>
    public bool ValidateParameters => (bool)Get(CallRows.ValidateParameters)!;

    /// <summary>Gets a value indicating whether the values of loose calls are converted.</summary>
    public bool ConvertParameters => (bool)Get(CallRows.ConvertParameters)!;

    /// <summary>Gets the level of each call's log line.</summary>
    public Microsoft.Extensions.Logging.LogLevel CallLogLevel => (Microsoft.Extensions.Logging.LogLevel)Get(CallRows.CallLogLevel)!;

    /// <summary>Gets a value indicating whether client-side monitoring is on.</summary>
    public bool MonitoringEnabled => (bool)Get(CallRows.MonitoringEnabled)!;

    /// <summary>Gets the name of this client in monitoring records.</summary>
    public string MonitoringClientId => (string)Get(CallRows.MonitoringClientId)!;

    /// <summary>Gets the host of the monitoring agent.</summary>
    public string MonitoringHost => (string)Get(CallRows.MonitoringHost)!;

    /// <summary>Gets the port of the monitoring agent.</summary>
    public int MonitoringPort => (int)Get(CallRows.MonitoringPort)!;

    /// <summary>Gets a value indicating whether endpoints are discovered. Without effect.</summary>
    public bool DiscoveryEnabled => (bool)Get(InertRows.DiscoveryEnabled)!;

    /// <summary>Gets a value indicating whether discovered endpoints are looked up in the background. Without effect.</summary>
    public bool DiscoveryActiveCache => (bool)Get(InertRows.ActiveCache)!;

    /// <summary>Gets how many discovered endpoints are kept. Without effect.</summary>
    public int DiscoveryCacheMaxEntries => (int)Get(InertRows.CacheMaxEntries)!;

    /// <summary>Gets how many lookups run at once. Without effect.</summary>
    public int DiscoveryCacheMaxThreads => (int)Get(InertRows.CacheMaxThreads)!;

    /// <summary>Gets the time between two lookups in the background. Without effect.</summary>
    public TimeSpan DiscoveryCachePollInterval => (TimeSpan)Get(InertRows.CachePollInterval)!;

    /// <summary>Gets a value indicating whether bodies are never compressed. Without effect.</summary>
    public bool CompressionDisabled => (bool)Get(InertRows.CompressionDisabled)!;

    /// <summary>Gets the size in bytes from which on bodies are compressed. Without effect.</summary>
    public int CompressionMinSizeBytes => (int)Get(InertRows.CompressionMinSize)!;
}
