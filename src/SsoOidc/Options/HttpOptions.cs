using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SsoOidc.Options;

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
    /// that follows redirects is refused, because it would send secrets to another address. Default: none. The reference has no such option.
    /// </summary>
    public HttpMessageHandler? Handler
    {
        get => (HttpMessageHandler?)Given[HttpRows.HttpHandler];
        set => Given[HttpRows.HttpHandler] = value;
    }

    /// <summary>
    /// Gets or sets the <see cref="HttpClient"/> to send through. It stays the caller's. Its own timeout applies too. An answer
    /// that comes from another address than the one asked is a transport error. Default: none. The reference has no such option.
    /// </summary>
    public HttpClient? Client { get => (HttpClient?)Given[HttpRows.HttpClient]; set => Given[HttpRows.HttpClient] = value; }

    /// <summary>
    /// Gets or sets the factory that is asked for a handler on every attempt and never held, so that its rotation works. Default: none.
    /// The reference has no such option.
    /// </summary>
    public IHttpMessageHandlerFactory? HandlerFactory
    {
        get => (IHttpMessageHandlerFactory?)Given[HttpRows.HttpHandlerFactory];
        set => Given[HttpRows.HttpHandlerFactory] = value;
    }

    /// <summary>
    /// Gets or sets the name that <see cref="HandlerFactory"/> is asked for. Default <c>SsoOidc</c>. The reference has no such option.
    /// </summary>
    public string? HandlerName { get => (string?)Given[HttpRows.HttpHandlerName]; set => Given[HttpRows.HttpHandlerName] = value; }

    /// <summary>
    /// Gets or sets how long connecting may take, TLS included. Accepted: more than zero, or
    /// <see cref="Timeout.InfiniteTimeSpan"/>. Default 15 seconds, or what <see cref="SsoOidcClientOptions.DefaultsMode"/> says.
    /// Reference name <c>:http_open_timeout</c>.
    /// </summary>
    public TimeSpan? ConnectTimeout { get => (TimeSpan?)Given[HttpRows.ConnectTimeout]; set => Given[HttpRows.ConnectTimeout] = value; }

    /// <summary>
    /// Gets or sets how long the client waits for the answer's headers once the request is sent, and then for each part of the
    /// body. Accepted: more than zero, or <see cref="Timeout.InfiniteTimeSpan"/>. Default 60 seconds. Reference name
    /// <c>:http_read_timeout</c>.
    /// </summary>
    public TimeSpan? ReadTimeout { get => (TimeSpan?)Given[HttpRows.ReadTimeout]; set => Given[HttpRows.ReadTimeout] = value; }

    /// <summary>
    /// Gets or sets how long an unused connection is kept. Accepted: zero to 24 days, or <see cref="Timeout.InfiniteTimeSpan"/>. Default 5 seconds. Reference name
    /// <c>:http_idle_timeout</c>.
    /// </summary>
    public TimeSpan? IdleTimeout { get => (TimeSpan?)Given[HttpRows.IdleTimeout]; set => Given[HttpRows.IdleTimeout] = value; }

    /// <summary>
    /// Gets or sets how long to wait for a "100 Continue" before the body is sent; only requests with an <c>Expect</c> header
    /// wait, and this client sends none by itself. Accepted: zero (do not wait) to 24 days, or
    /// <see cref="Timeout.InfiniteTimeSpan"/>. Default 1 second. Reference name <c>:http_continue_timeout</c>.
    /// </summary>
    public TimeSpan? ContinueTimeout { get => (TimeSpan?)Given[HttpRows.ContinueTimeout]; set => Given[HttpRows.ContinueTimeout] = value; }

    /// <summary>
    /// Gets or sets how long a TLS session may be resumed. Accepted: more than zero, or <see cref="Timeout.InfiniteTimeSpan"/>.
    /// Default: not set, or what <see cref="SsoOidcClientOptions.DefaultsMode"/> says. Reference name <c>:ssl_timeout</c>. Without
    /// effect: .NET keeps TLS sessions by itself; <see cref="ConnectTimeout"/> limits the handshake.
    /// </summary>
    public TimeSpan? SslTimeout { get => (TimeSpan?)Given[HttpRows.SslTimeout]; set => Given[HttpRows.SslTimeout] = value; }

    /// <summary>
    /// Gets or sets the proxy of all requests, those for loopback too: an absolute http or https URL, with user-info
    /// (percent-encoded) where the proxy asks for it, or <c>host:port</c>; an empty text for none, whatever the environment says.
    /// Default: <c>https_proxy</c>, <c>http_proxy</c>, <c>all_proxy</c> and <c>no_proxy</c> of the environment by .NET's rules, never
    /// for loopback; on Windows and macOS then the system's. Reference name <c>:http_proxy</c>.
    /// </summary>
    public string? Proxy { get => (string?)Given[HttpRows.Proxy]; set => Given[HttpRows.Proxy] = value; }

    /// <summary>
    /// Gets or sets a value indicating whether the server's certificate is verified, its host name included. Off, whoever
    /// is between can read and change everything: for tests only. Default true. Reference name <c>:ssl_verify_peer</c>.
    /// </summary>
    public bool? VerifyPeer { get => (bool?)Given[HttpRows.VerifyPeer]; set => Given[HttpRows.VerifyPeer] = value; }

    /// <summary>
    /// Gets or sets the path of a PEM file with the authorities to trust instead of the system's. Environment:
    /// <c>AWS_CA_BUNDLE</c>; file key <c>ca_bundle</c>. Default: the system's. The file is read before the first handshake; what is
    /// wrong with it is a <see cref="ClientConfigurationException"/> of that call. With <see cref="CaDirectory"/> or
    /// <see cref="CaStore"/>, all are trusted. Reference name <c>:ssl_ca_bundle</c>.
    /// </summary>
    public string? CaBundle { get => (string?)Given[HttpRows.CaBundle]; set => Given[HttpRows.CaBundle] = value; }

    /// <summary>
    /// Gets or sets the path of a directory of PEM files with the authorities to trust instead of the system's; files without a
    /// certificate are passed over. Default: the system's. Read as <see cref="CaBundle"/> is. Reference name <c>:ssl_ca_directory</c>.
    /// </summary>
    public string? CaDirectory { get => (string?)Given[HttpRows.CaDirectory]; set => Given[HttpRows.CaDirectory] = value; }

    /// <summary>
    /// Gets or sets the authorities to trust instead of the system's; at least one. Default: the system's. Reference name
    /// <c>:ssl_ca_store</c>.
    /// </summary>
    public X509Certificate2Collection? CaStore
    {
        get => (X509Certificate2Collection?)Given[HttpRows.CaStore];
        set => Given[HttpRows.CaStore] = value;
    }

    /// <summary>
    /// Gets or sets the certificate that the client shows, with its private key or with <see cref="ClientKey"/>; it stays the
    /// caller's, and may not be disposed while the client lives. Shown whether the server is verified or not. Default: none.
    /// Reference name <c>:ssl_cert</c>.
    /// </summary>
    public X509Certificate2? ClientCertificate
    {
        get => (X509Certificate2?)Given[HttpRows.ClientCertificate];
        set => Given[HttpRows.ClientCertificate] = value;
    }

    /// <summary>
    /// Gets or sets the private key of <see cref="ClientCertificate"/>, in place of one that it has: RSA or ECDsa. Default: none.
    /// Reference name <c>:ssl_key</c>.
    /// </summary>
    public AsymmetricAlgorithm? ClientKey
    {
        get => (AsymmetricAlgorithm?)Given[HttpRows.ClientKey];
        set => Given[HttpRows.ClientKey] = value;
    }

    /// <summary>
    /// Gets or sets the path of a PEM file with the certificate that the client shows first, and those between it and its authority
    /// after it. Default: none. Read as <see cref="CaBundle"/> is. Excludes <see cref="ClientCertificate"/>.
    /// The reference has no such option.
    /// </summary>
    public string? ClientCertificateFile
    {
        get => (string?)Given[HttpRows.ClientCertificateFile];
        set => Given[HttpRows.ClientCertificateFile] = value;
    }

    /// <summary>
    /// Gets or sets the path of a PEM file with the private key of <see cref="ClientCertificateFile"/>, not encrypted. Default: the
    /// same file. The reference has no such option.
    /// </summary>
    public string? ClientKeyFile { get => (string?)Given[HttpRows.ClientKeyFile]; set => Given[HttpRows.ClientKeyFile] = value; }

    /// <summary>
    /// Gets or sets a value indicating whether what goes over the wire is logged in the category <c>SsoOidc.Wire</c>: first line,
    /// headers and body of each request and answer, secrets hidden. Needs <see cref="SsoOidcClientOptions.LoggerFactory"/>. Default
    /// false. Reference name <c>:http_wire_trace</c>.
    /// </summary>
    public bool? WireTrace { get => (bool?)Given[HttpRows.WireTrace]; set => Given[HttpRows.WireTrace] = value; }

    /// <summary>
    /// Gets or sets what is called for each part of the request's body that is sent, at most 16,384 bytes: a copy of the part, how
    /// much was sent in this attempt, and the length of the body. What it throws ends the call and reaches the caller. It holds secrets.
    /// Not called where answers are stubbed. Default: none. Reference name <c>:on_chunk_sent</c>.
    /// </summary>
    public Action<ReadOnlyMemory<byte>, long, long?>? OnChunkSent
    {
        get => (Action<ReadOnlyMemory<byte>, long, long?>?)Given[HttpRows.OnChunkSent];
        set => Given[HttpRows.OnChunkSent] = value;
    }

    /// <summary>
    /// Gets or sets what is called for each part of the answer's body that arrives, those of errors and of attempts that are retried
    /// too: a copy of the part, how much has arrived in this attempt, and the length of the body where the service sends it. What it
    /// throws ends the call and reaches the caller. It holds secrets. Not called where answers are stubbed. Default: none. Reference
    /// name <c>:on_chunk_received</c>.
    /// </summary>
    public Action<ReadOnlyMemory<byte>, long, long?>? OnChunkReceived
    {
        get => (Action<ReadOnlyMemory<byte>, long, long?>?)Given[HttpRows.OnChunkReceived];
        set => Given[HttpRows.OnChunkReceived] = value;
    }

    internal GivenOptions Given { get => field ??= new(); init; }
}
