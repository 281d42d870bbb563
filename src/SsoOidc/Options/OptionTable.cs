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
        EndpointRows.EndpointUrl, EndpointRows.IgnoreConfiguredUrls, EndpointRows.UseFips, EndpointRows.UseDualStack,
        EndpointRows.EndpointProvider, EndpointRows.SigningName, EndpointRows.SigningRegion, EndpointRows.SigningRegionSet,
        EndpointRows.UnsignedOperations, EndpointRows.DisableHostPrefixInjection,
        RetryRows.RetryMode, RetryRows.MaxAttempts, RetryRows.RetryLimit, RetryRows.RetryBaseDelay, RetryRows.RetryMaxDelay,
        RetryRows.RetryJitter, RetryRows.RetryOwnJitter, RetryRows.RetryBackoff, RetryRows.RetryDecide,
        RetryRows.CorrectClockSkew, RetryRows.AdaptiveWaitToFill,
        HttpRows.HttpHandler, HttpRows.HttpClient, HttpRows.HttpHandlerFactory, HttpRows.HttpHandlerName,
        HttpRows.ConnectTimeout, HttpRows.ReadTimeout, HttpRows.IdleTimeout, HttpRows.ContinueTimeout, HttpRows.SslTimeout,
        HttpRows.Proxy, HttpRows.VerifyPeer, HttpRows.CaBundle, HttpRows.CaDirectory, HttpRows.CaStore,
        HttpRows.ClientCertificate, HttpRows.ClientKey, HttpRows.ClientCertificateFile, HttpRows.ClientKeyFile,
        HttpRows.WireTrace, HttpRows.OnChunkSent, HttpRows.OnChunkReceived,
        CallRows.ValidateParameters, CallRows.ConvertParameters,
        CallRows.CallLogLevel, CallRows.CallLogFormatter,
        CallRows.MonitoringEnabled, CallRows.MonitoringClientId, CallRows.MonitoringHost, CallRows.MonitoringPort,
        CallRows.MonitoringPublisher,
        CallRows.ActivitySource, CallRows.MeterFactory,
        InertRows.DiscoveryEnabled, InertRows.ActiveCache, InertRows.CacheMaxEntries, InertRows.CacheMaxThreads,
        InertRows.CachePollInterval,
        InertRows.CompressionDisabled, InertRows.CompressionMinSize,
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
