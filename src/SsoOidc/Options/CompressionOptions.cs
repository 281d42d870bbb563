using SsoOidc.Options;

namespace SsoOidc;

/// <summary>
/// Compression of request bodies. Without effect: no operation of this service compresses; the options are here so that
/// configurations shared with other clients work, and are checked like all others.
/// </summary>
public sealed class CompressionOptions
{
    /// <summary>
    /// Gets or sets a value indicating whether bodies are never compressed. Environment: <c>AWS_DISABLE_REQUEST_COMPRESSION</c>;
    /// file key <c>disable_request_compression</c> (exactly <c>true</c> or <c>false</c>). Default false. Reference name
    /// <c>:disable_request_compression</c>. Without effect for this service.
    /// </summary>
    public bool? Disabled { get => (bool?)Given[InertRows.CompressionDisabled]; set => Given[InertRows.CompressionDisabled] = value; }

    /// <summary>
    /// Gets or sets the size in bytes from which on bodies are compressed, 0 to 10485760. Environment:
    /// <c>AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES</c>; file key <c>request_min_compression_size_bytes</c>. Default 10240. Reference
    /// name <c>:request_min_compression_size_bytes</c>. Without effect for this service.
    /// </summary>
    public int? MinSizeBytes { get => (int?)Given[InertRows.CompressionMinSize]; set => Given[InertRows.CompressionMinSize] = value; }

    internal GivenOptions Given { get => field ??= new(); init; }
}
