namespace SsoOidc.Options;

/// <summary>The rows of options that no operation of this service makes use of: <see cref="DiscoveryOptions"/>, <see cref="CompressionOptions"/>.</summary>
internal static class InertRows
{
    public const int MaxCompressionSize = 10485760;

    public static readonly OptionRow DiscoveryEnabled = new(OptionGroups.Discovery, "Enabled", false)
    {
        ReferenceName = "endpoint_discovery",
        Environment = ["AWS_ENABLE_ENDPOINT_DISCOVERY"],
        FileKey = "endpoint_discovery_enabled",
        Text = OptionText.Boolean,

        // Switched on by either source, so anything but true leaves the question to the next one.
        ParseSource = static text => text.Equals("true", StringComparison.OrdinalIgnoreCase) ? true : null,
    };

    public static readonly OptionRow ActiveCache = new(OptionGroups.Discovery, "ActiveCache", false)
    {
        ReferenceName = "active_endpoint_cache",
        Text = OptionText.Boolean,
    };

    public static readonly OptionRow CacheMaxEntries = new(OptionGroups.Discovery, "CacheMaxEntries", 1000)
    {
        ReferenceName = "endpoint_cache_max_entries",
        Text = OptionText.WholeNumber,
        Accepts = "a whole number, 1 or more",
        IsAccepted = OptionChecks.AtLeastOne,
    };

    public static readonly OptionRow CacheMaxThreads = new(OptionGroups.Discovery, "CacheMaxThreads", 10)
    {
        ReferenceName = "endpoint_cache_max_threads",
        Text = OptionText.WholeNumber,
        Accepts = "a whole number, 1 or more",
        IsAccepted = OptionChecks.AtLeastOne,
    };

    public static readonly OptionRow CachePollInterval = new(OptionGroups.Discovery, "CachePollInterval", TimeSpan.FromSeconds(60))
    {
        ReferenceName = "endpoint_cache_poll_interval",
        Text = OptionText.Seconds,
        Accepts = OptionChecks.TimeoutText,
        IsAccepted = OptionChecks.Timeout,
    };

    public static readonly OptionRow CompressionDisabled = new(OptionGroups.Compression, "Disabled", false)
    {
        ReferenceName = "disable_request_compression",
        Environment = ["AWS_DISABLE_REQUEST_COMPRESSION"],
        FileKey = "disable_request_compression",
        Text = OptionText.Boolean,
        ParseSource = OptionText.ExactBoolean,
    };

    public static readonly OptionRow CompressionMinSize = new(OptionGroups.Compression, "MinSizeBytes", 10240)
    {
        ReferenceName = "request_min_compression_size_bytes",
        Environment = ["AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES"],
        FileKey = "request_min_compression_size_bytes",
        Text = OptionText.WholeNumber,
        Accepts = "a whole number of bytes, 0 to 10485760",
        IsAccepted = static value => (int)value is >= 0 and <= MaxCompressionSize,
    };
}
