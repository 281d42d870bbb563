using SsoOidc.Options;

namespace SsoOidc;

/// <summary>
/// Endpoint discovery. Without effect: no operation of this service discovers endpoints; the options are here so that
/// configurations shared with other clients work, and are checked like all others.
/// </summary>
public sealed class DiscoveryOptions
{
    /// <summary>
    /// Gets or sets a value indicating whether endpoints are discovered. Environment: <c>AWS_ENABLE_ENDPOINT_DISCOVERY</c>; file
    /// key <c>endpoint_discovery_enabled</c> (<c>true</c> in either turns it on). Default false. Reference name
    /// <c>:endpoint_discovery</c>. Without effect for this service.
    /// </summary>
    public bool? Enabled { get => (bool?)Given[InertRows.DiscoveryEnabled]; set => Given[InertRows.DiscoveryEnabled] = value; }

    /// <summary>
    /// Gets or sets a value indicating whether discovered endpoints are looked up in the background. Default false. Reference
    /// name <c>:active_endpoint_cache</c>. Without effect for this service.
    /// </summary>
    public bool? ActiveCache { get => (bool?)Given[InertRows.ActiveCache]; set => Given[InertRows.ActiveCache] = value; }

    /// <summary>
    /// Gets or sets how many discovered endpoints are kept, 1 and more. Default 1000. Reference name
    /// <c>:endpoint_cache_max_entries</c>. Without effect for this service.
    /// </summary>
    public int? CacheMaxEntries { get => (int?)Given[InertRows.CacheMaxEntries]; set => Given[InertRows.CacheMaxEntries] = value; }

    /// <summary>
    /// Gets or sets how many lookups run at once, 1 and more. Default 10. Reference name <c>:endpoint_cache_max_threads</c>.
    /// Without effect for this service.
    /// </summary>
    public int? CacheMaxThreads { get => (int?)Given[InertRows.CacheMaxThreads]; set => Given[InertRows.CacheMaxThreads] = value; }

    /// <summary>
    /// Gets or sets the time between two lookups in the background; in text: seconds. Accepted: more than zero. Default 60 seconds.
    /// Reference name <c>:endpoint_cache_poll_interval</c>. Without effect for this service.
    /// </summary>
    public TimeSpan? CachePollInterval
    {
        get => (TimeSpan?)Given[InertRows.CachePollInterval];
        set => Given[InertRows.CachePollInterval] = value;
    }

    internal GivenOptions Given { get => field ??= new(); init; }
}
