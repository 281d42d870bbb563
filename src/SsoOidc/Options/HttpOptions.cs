using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SsoOidc;

/// <summary>
/// How requests are sent. With none of <see cref="Handler"/>, <see cref="Client"/> and <see cref="HandlerFactory"/> the client
/// has connections of its own; at most one of them may be given, and then time to connect, idle time, proxy and TLS are for
/// that transport to decide. Durations are seconds in configuration text.
/// </summary>
public sealed class HttpOptions
{
    /// <summary>
    /// Gets or sets the handler to send through. It stays the caller's: disposing the client does not dispose it. A handler
    /// that follows redirects is refused, because it would send secrets to another address.
    /// </summary>
    public HttpMessageHandler? Handler { get; set; }

    /// <summary>
    /// Gets or sets the <see cref="HttpClient"/> to send through. It stays the caller's. Its own timeout applies too. An answer
    /// that comes from another address than the one asked is a transport error.
    /// </summary>
    public HttpClient? Client { get; set; }

    /// <summary>Gets or sets the factory that is asked for a handler on every attempt and never held, so that its rotation works.</summary>
    public IHttpMessageHandlerFactory? HandlerFactory { get; set; }

    /// <summary>Gets or sets the name that <see cref="HandlerFactory"/> is asked for. Default <c>SsoOidc</c>.</summary>
    public string? HandlerName { get; set; }

    /// <summary>
    /// Gets or sets how long connecting may take, TLS included. Accepted: more than zero, or
    /// <see cref="Timeout.InfiniteTimeSpan"/>. Default 15 seconds, or what <see cref="SsoOidcClientOptions.DefaultsMode"/> says.
    /// Reference name <c>:http_open_timeout</c>.
    /// </summary>
    public TimeSpan? ConnectTimeout { get; set; }

    /// <summary>
    /// Gets or sets how long the client waits for the answer's headers once the request is sent, and then for each part of the
    /// body. Accepted: more than zero, or <see cref="Timeout.InfiniteTimeSpan"/>. Default 60 seconds. Reference name
    /// <c>:http_read_timeout</c>.
    /// </summary>
    public TimeSpan? ReadTimeout { get; set; }

    /// <summary>
    /// Gets or sets how long an unused connection is kept. Accepted: zero to 24 days, or <see cref="Timeout.InfiniteTimeSpan"/>. Default 5 seconds. Reference name
    /// <c>:http_idle_timeout</c>.
    /// </summary>
    public TimeSpan? IdleTimeout { get; set; }

    /// <summary>
    /// Gets or sets how long to wait for a "100 Continue" before the body is sent; only requests with an <c>Expect</c> header
    /// wait, and this client sends none by itself. Accepted: more than zero, or <see cref="Timeout.InfiniteTimeSpan"/>. Default 1
    /// second. Reference name <c>:http_continue_timeout</c>. Accepted and validated; takes effect in a later version.
    /// </summary>
    public TimeSpan? ContinueTimeout { get; set; }

    /// <summary>
    /// Gets or sets how long a TLS session may be resumed. Accepted: more than zero, or <see cref="Timeout.InfiniteTimeSpan"/>.
    /// Default: not set, or what <see cref="SsoOidcClientOptions.DefaultsMode"/> says. Reference name <c>:ssl_timeout</c>. Without
    /// effect: .NET keeps TLS sessions by itself; <see cref="ConnectTimeout"/> limits the handshake.
    /// </summary>
    public TimeSpan? SslTimeout { get; set; }

    /// <summary>
    /// Gets or sets the proxy: an absolute http or https URL, with user-info where the proxy asks for it, or <c>host:port</c>.
    /// Default: the environment's proxy variables, read by .NET's rules. Reference name <c>:http_proxy</c>. Accepted and
    /// validated; takes effect in a later version.
    /// </summary>
    public string? Proxy { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether the server's certificate is verified. Default true. Reference name
    /// <c>:ssl_verify_peer</c>. Accepted and validated; takes effect in a later version.
    /// </summary>
    public bool? VerifyPeer { get; set; }

    /// <summary>
    /// Gets or sets the path of a PEM file with the authorities to trust instead of the system's. Environment:
    /// <c>AWS_CA_BUNDLE</c>; file key <c>ca_bundle</c>. Default: the system's. The file is not looked at before the first
    /// connection. Reference name <c>:ssl_ca_bundle</c>. Accepted and validated; takes effect in a later version.
    /// </summary>
    public string? CaBundle { get; set; }

    /// <summary>
    /// Gets or sets the path of a directory of PEM files with the authorities to trust instead of the system's. Default: the
    /// system's. Reference name <c>:ssl_ca_directory</c>. Accepted and validated; takes effect in a later version.
    /// </summary>
    public string? CaDirectory { get; set; }

    /// <summary>
    /// Gets or sets the authorities to trust instead of the system's; at least one. Default: the system's. Reference name
    /// <c>:ssl_ca_store</c>. Accepted and validated; takes effect in a later version.
    /// </summary>
    public X509Certificate2Collection? CaStore { get; set; }

    /// <summary>
    /// Gets or sets the certificate that the client shows, with its private key or with <see cref="ClientKey"/>. Default: none.
    /// Reference name <c>:ssl_cert</c>. Accepted and validated; takes effect in a later version.
    /// </summary>
    public X509Certificate2? ClientCertificate { get; set; }

    /// <summary>
    /// Gets or sets the private key of <see cref="ClientCertificate"/>, where that has none: RSA or ECDsa. Default: none.
    /// Reference name <c>:ssl_key</c>. Accepted and validated; takes effect in a later version.
    /// </summary>
    public AsymmetricAlgorithm? ClientKey { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether what goes over the wire is logged, secrets hidden; needs
    /// <see cref="SsoOidcClientOptions.LoggerFactory"/>. Default false. Reference name <c>:http_wire_trace</c>. Accepted and
    /// validated; takes effect in a later version.
    /// </summary>
    public bool? WireTrace { get; set; }

    /// <summary>
    /// Gets or sets what is called for each part of the request's body that is sent: a copy of the part, how much was sent in
    /// this attempt, and the length of the body. Default: none. Reference name <c>:on_chunk_sent</c>. Accepted and validated; takes
    /// effect in a later version.
    /// </summary>
    public Action<ReadOnlyMemory<byte>, long, long?>? OnChunkSent { get; set; }

    /// <summary>
    /// Gets or sets what is called for each part of the answer's body that arrives: a copy of the part, how much has arrived in
    /// this attempt, and the length of the body where the service sends it. Default: none. Reference name
    /// <c>:on_chunk_received</c>. Accepted and validated; takes effect in a later version.
    /// </summary>
    public Action<ReadOnlyMemory<byte>, long, long?>? OnChunkReceived { get; set; }

    internal HttpOptions Copy() => (HttpOptions)MemberwiseClone();
}
