using System.Security.Cryptography;

namespace SsoOidc.Options;

/// <summary>The rows of <see cref="HttpOptions"/>.</summary>
internal static class HttpRows
{
    public static readonly OptionRow HttpHandler = new(OptionGroups.Http, "Handler", static o => o.Http.Handler) { IsReplaced = HasTransport };

    public static readonly OptionRow HttpClient = new(OptionGroups.Http, "Client", static o => o.Http.Client) { IsReplaced = HasTransport };

    public static readonly OptionRow HttpHandlerFactory = new(OptionGroups.Http, "HandlerFactory", static o => o.Http.GivenHandlerFactory) { IsReplaced = HasTransport };

    public static readonly OptionRow HttpHandlerName = new(
        OptionGroups.Http, "HandlerName", static o => o.Http.HandlerName, static (o, v) => o.Http.HandlerName = (string)v, "SsoOidc")
    {
        Text = OptionText.Verbatim,
    };

    public static readonly OptionRow ConnectTimeout = new(
        OptionGroups.Http, "ConnectTimeout", static o => o.Http.ConnectTimeout, static (o, v) => o.Http.ConnectTimeout = (TimeSpan)v, TimeSpan.FromSeconds(15))
    {
        ReferenceName = "http_open_timeout",
        Text = OptionText.Limit,
        Accepts = OptionChecks.TimeoutText,
        IsAccepted = static value => OptionChecks.IsTimeout((TimeSpan)value),
        ModeValue = DefaultsModes.ConnectTimeoutOf,
    };

    public static readonly OptionRow ReadTimeout = new(
        OptionGroups.Http, "ReadTimeout", static o => o.Http.ReadTimeout, static (o, v) => o.Http.ReadTimeout = (TimeSpan)v, TimeSpan.FromSeconds(60))
    {
        ReferenceName = "http_read_timeout",
        Text = OptionText.Limit,
        Accepts = OptionChecks.TimeoutText,
        IsAccepted = static value => OptionChecks.IsTimeout((TimeSpan)value),
    };

    public static readonly OptionRow IdleTimeout = new(
        OptionGroups.Http, "IdleTimeout", static o => o.Http.IdleTimeout, static (o, v) => o.Http.IdleTimeout = (TimeSpan)v, TimeSpan.FromSeconds(5))
    {
        ReferenceName = "http_idle_timeout",
        Text = OptionText.Limit,
        Accepts = OptionChecks.IdleText,
        IsAccepted = static value => OptionChecks.IsIdleTime((TimeSpan)value),
    };

    public static readonly OptionRow ContinueTimeout = new(
        OptionGroups.Http, "ContinueTimeout", static o => o.Http.ContinueTimeout, static (o, v) => o.Http.ContinueTimeout = (TimeSpan)v, TimeSpan.FromSeconds(1))
    {
        ReferenceName = "http_continue_timeout",
        Text = OptionText.Limit,
        Accepts = OptionChecks.IdleText,
        IsAccepted = static value => OptionChecks.IsIdleTime((TimeSpan)value),
    };

    public static readonly OptionRow SslTimeout = new(
        OptionGroups.Http, "SslTimeout", static o => o.Http.SslTimeout, static (o, v) => o.Http.SslTimeout = (TimeSpan)v)
    {
        ReferenceName = "ssl_timeout",
        Text = OptionText.Limit,
        Accepts = OptionChecks.TimeoutText,
        IsAccepted = static value => OptionChecks.IsTimeout((TimeSpan)value),
        ModeValue = DefaultsModes.ConnectTimeoutOf,
    };

    public static readonly OptionRow Proxy = new(OptionGroups.Http, "Proxy", static o => o.Http.Proxy, static (o, v) => o.Http.Proxy = (string)v)
    {
        ReferenceName = "http_proxy",
        Text = OptionText.Verbatim,
        Accepts = "an absolute http or https URL, host:port, or an empty text for none",
        IsAccepted = static value => OptionChecks.IsProxy((string)value),
        Display = OptionDisplay.Url,
    };

    public static readonly OptionRow VerifyPeer = new(
        OptionGroups.Http, "VerifyPeer", static o => o.Http.VerifyPeer, static (o, v) => o.Http.VerifyPeer = (bool)v, true)
    {
        ReferenceName = "ssl_verify_peer",
        Text = OptionText.Boolean,
    };

    public static readonly OptionRow CaBundle = new(
        OptionGroups.Http, "CaBundle", static o => o.Http.CaBundle, static (o, v) => o.Http.CaBundle = (string)v)
    {
        ReferenceName = "ssl_ca_bundle",
        Environment = ["AWS_CA_BUNDLE"],
        FileKey = "ca_bundle",
        Text = OptionText.Verbatim,
        Accepts = "the path of a PEM file",
        IsAccepted = static value => ((string)value).Length > 0,
    };

    public static readonly OptionRow CaDirectory = new(
        OptionGroups.Http, "CaDirectory", static o => o.Http.CaDirectory, static (o, v) => o.Http.CaDirectory = (string)v)
    {
        ReferenceName = "ssl_ca_directory",
        Text = OptionText.Verbatim,
        Accepts = "the path of a directory of PEM files",
        IsAccepted = static value => ((string)value).Length > 0,
    };

    public static readonly OptionRow CaStore = new(OptionGroups.Http, "CaStore", static o => o.Http.GivenCaStore)
    {
        ReferenceName = "ssl_ca_store",
        Accepts = "a collection with at least one certificate",
        Normalize = static value => new System.Security.Cryptography.X509Certificates.X509Certificate2Collection(
            (System.Security.Cryptography.X509Certificates.X509Certificate2Collection)value),
        IsAccepted = static value => ((System.Security.Cryptography.X509Certificates.X509Certificate2Collection)value).Count > 0,
    };

    public static readonly OptionRow ClientCertificate = new(OptionGroups.Http, "ClientCertificate", static o => o.Http.GivenClientCertificate)
    {
        ReferenceName = "ssl_cert",
        IsReplaced = HasCertificateFile,
    };

    public static readonly OptionRow ClientKey = new(OptionGroups.Http, "ClientKey", static o => o.Http.GivenClientKey)
    {
        ReferenceName = "ssl_key",
        IsReplaced = HasCertificateFile,
        Accepts = "an RSA or ECDsa key",
        IsAccepted = static value => value is RSA or ECDsa,
    };

    public static readonly OptionRow ClientCertificateFile = new(
        OptionGroups.Http, "ClientCertificateFile", static o => o.Http.ClientCertificateFile, static (o, v) => o.Http.ClientCertificateFile = (string)v)
    {
        IsReplaced = HasCertificate,
        Text = OptionText.Verbatim,
        Accepts = "the path of a PEM file",
        IsAccepted = static value => ((string)value).Length > 0,
    };

    public static readonly OptionRow ClientKeyFile = new(
        OptionGroups.Http, "ClientKeyFile", static o => o.Http.ClientKeyFile, static (o, v) => o.Http.ClientKeyFile = (string)v)
    {
        IsReplaced = HasCertificate,
        Text = OptionText.Verbatim,
        Accepts = "the path of a PEM file",
        IsAccepted = static value => ((string)value).Length > 0,
    };

    public static readonly OptionRow WireTrace = new(
        OptionGroups.Http, "WireTrace", static o => o.Http.WireTrace, static (o, v) => o.Http.WireTrace = (bool)v, false)
    {
        ReferenceName = "http_wire_trace",
        Text = OptionText.Boolean,
    };

    public static readonly OptionRow OnChunkSent = new(OptionGroups.Http, "OnChunkSent", static o => o.Http.OnChunkSent)
    {
        ReferenceName = "on_chunk_sent",
    };

    public static readonly OptionRow OnChunkReceived = new(OptionGroups.Http, "OnChunkReceived", static o => o.Http.OnChunkReceived)
    {
        ReferenceName = "on_chunk_received",
    };

    // The nearest options with one of the three decide.
    private static bool HasTransport(SsoOidcClientOptions options) =>
        options.HttpOrNull is { } http && (http.Handler is not null || http.Client is not null || http.GivenHandlerFactory is not null);

    // Likewise the nearest with a certificate decide whether it is an object or a file; its key may come from further on.
    private static bool HasCertificate(SsoOidcClientOptions options) => options.HttpOrNull?.GivenClientCertificate is not null;

    private static bool HasCertificateFile(SsoOidcClientOptions options) => options.HttpOrNull?.ClientCertificateFile is not null;
}
