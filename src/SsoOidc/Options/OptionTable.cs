namespace SsoOidc.Options;

/// <summary>All rows, in the order in which they are resolved and described.</summary>
internal static class OptionTable
{
    public static readonly OptionRow[] All = Number(
    [
        OptionRows.Region, OptionRows.Profile, OptionRows.Credentials, OptionRows.AccessKeyId, OptionRows.SecretAccessKey,
        OptionRows.SessionToken, OptionRows.AccountId, OptionRows.InstanceMetadataRetries, OptionRows.InstanceMetadataTimeout,
        OptionRows.TokenProvider, OptionRows.DefaultsMode, OptionRows.CallTimeout, OptionRows.RaiseResponseErrors,
        OptionRows.StubResponses, OptionRows.Plugins, OptionRows.AppId, OptionRows.UserAgentSuffix, OptionRows.UserAgentFrameworks,
        OptionRows.LoggerFactory, OptionRows.TimeProvider,
        OptionRows.EndpointUrl, OptionRows.IgnoreConfiguredUrls, OptionRows.UseFips, OptionRows.UseDualStack,
        OptionRows.EndpointProvider, OptionRows.SigningName, OptionRows.SigningRegion, OptionRows.SigningRegionSet,
        OptionRows.UnsignedOperations, OptionRows.DisableHostPrefixInjection,
        OptionRows.RetryMode, OptionRows.MaxAttempts, OptionRows.RetryLimit, OptionRows.RetryBaseDelay, OptionRows.RetryMaxDelay,
        OptionRows.RetryJitter, OptionRows.RetryOwnJitter, OptionRows.RetryBackoff, OptionRows.RetryDecide,
        OptionRows.CorrectClockSkew, OptionRows.AdaptiveWaitToFill,
        OptionRows.HttpHandler, OptionRows.HttpClient, OptionRows.HttpHandlerFactory, OptionRows.HttpHandlerName,
        OptionRows.ConnectTimeout, OptionRows.ReadTimeout, OptionRows.IdleTimeout, OptionRows.ContinueTimeout, OptionRows.SslTimeout,
        OptionRows.Proxy, OptionRows.VerifyPeer, OptionRows.CaBundle, OptionRows.CaDirectory, OptionRows.CaStore,
        OptionRows.ClientCertificate, OptionRows.ClientKey, OptionRows.ClientCertificateFile, OptionRows.ClientKeyFile,
        OptionRows.WireTrace, OptionRows.OnChunkSent, OptionRows.OnChunkReceived,
        OptionRows.ValidateParameters, OptionRows.ConvertParameters,
        OptionRows.CallLogLevel, OptionRows.CallLogFormatter,
        OptionRows.MonitoringEnabled, OptionRows.MonitoringClientId, OptionRows.MonitoringHost, OptionRows.MonitoringPort,
        OptionRows.MonitoringPublisher,
        OptionRows.ActivitySource, OptionRows.MeterFactory,
        OptionRows.DiscoveryEnabled, OptionRows.ActiveCache, OptionRows.CacheMaxEntries, OptionRows.CacheMaxThreads,
        OptionRows.CachePollInterval,
        OptionRows.CompressionDisabled, OptionRows.CompressionMinSize,
    ]);

    // Made on first use: a client that is told everything in code asks for no name.
    private static Dictionary<string, OptionRow>? _byName;

    /// <summary>The row of a name, in any case; null where there is none.</summary>
    public static OptionRow? Find(string name) =>
        (_byName ??= All.ToDictionary(static row => row.Name, StringComparer.OrdinalIgnoreCase)).GetValueOrDefault(name);

    private static OptionRow[] Number(OptionRow[] rows)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i].Index = i;
        }

        return rows;
    }
}
