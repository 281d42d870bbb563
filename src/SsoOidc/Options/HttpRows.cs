using System.Security.Cryptography;

namespace SsoOidc.Options;

/// <summary>The rows of <see cref="HttpOptions"/>.</summary>
internal static class HttpRows
{
    public static readonly OptionRow HttpHandler = new(OptionGroups.Http, "Handler") { IsReplaced = HasTransport };

    public static readonly OptionRow HttpClient = new(OptionGroups.Http, "Client") { IsReplaced = HasTransport };

    public static readonly OptionRow HttpHandlerFactory = new(OptionGroups.Http, "HandlerFactory") { IsReplaced = HasTransport };

    public static readonly OptionRow HttpHandlerName = new(OptionGroups.Http, "HandlerName", "SsoOidc")
    {
        Text = OptionText.Verbatim,
    };

    public static readonly OptionRow ConnectTimeout = new(OptionGroups.Http, "ConnectTimeout", TimeSpan.FromSeconds(15))
    {
        ReferenceName = "http_open_timeout",
        Text = OptionText.Limit,
        Accepts = OptionChecks.TimeoutText,
        IsAccepted = OptionChecks.Timeout,
        ModeValue = DefaultsModes.ConnectTimeoutOf,
    };

    public static readonly OptionRow ReadTimeout = new(OptionGroups.Http, "ReadTimeout", TimeSpan.FromSeconds(60))
    {
        ReferenceName = "http_read_timeout",
        Text = OptionText.Limit,
        Accepts = OptionChecks.TimeoutText,
        IsAccepted = OptionChecks.Timeout,
    };

    public static readonly OptionRow IdleTimeout = new(OptionGroups.Http, "IdleTimeout", TimeSpan.FromSeconds(5))
    {
        ReferenceName = "http_idle_timeout",
        Text = OptionText.Limit,
        Accepts = OptionChecks.IdleText,
        IsAccepted = OptionChecks.IdleTime,
    };

    public static readonly OptionRow ContinueTimeout = new(OptionGroups.Http, "ContinueTimeout", TimeSpan.FromSeconds(1))
    {
        ReferenceName = "http_continue_timeout",
        Text = OptionText.Limit,
        Accepts = OptionChecks.IdleText,
        IsAccepted = OptionChecks.IdleTime,
    };

    public static readonly OptionRow SslTimeout = new(OptionGroups.Http, "SslTimeout")
    {
        ReferenceName = "ssl_timeout",
        Text = OptionText.Limit,
        Accepts = OptionChecks.TimeoutText,
        IsAccepted = OptionChecks.Timeout,
        ModeValue = DefaultsModes.ConnectTimeoutOf,
    };

    public static readonly OptionRow Proxy = new(OptionGroups.Http, "Proxy")
    {
        ReferenceName = "http_proxy",
        Text = OptionText.Verbatim,
        Accepts = "an absolute http or https URL, host:port, or an empty text for none",
        IsAccepted = static value => OptionChecks.IsProxy((string)value),
        Display = OptionDisplay.Url,
    };

    public static readonly OptionRow VerifyPeer = new(OptionGroups.Http, "VerifyPeer", true)
    {
        ReferenceName = "ssl_verify_peer",
        Text = OptionText.Boolean,
    };

    public static readonly OptionRow CaBundle = new(OptionGroups.Http, "CaBundle")
    {
        ReferenceName = "ssl_ca_bundle",
        Environment = ["AWS_CA_BUNDLE"],
        FileKey = "ca_bundle",
        Text = OptionText.Verbatim,
        Accepts = "the path of a PEM file",
        IsAccepted = OptionChecks.NotEmpty,
    };

    public static readonly OptionRow CaDirectory = new(OptionGroups.Http, "CaDirectory")
    {
        ReferenceName = "ssl_ca_directory",
        Text = OptionText.Verbatim,
        Accepts = "the path of a directory of PEM files",
        IsAccepted = OptionChecks.NotEmpty,
    };

    public static readonly OptionRow CaStore = new(OptionGroups.Http, "CaStore")
    {
        ReferenceName = "ssl_ca_store",
        Accepts = "a collection with at least one certificate",
        Normalize = static value => new System.Security.Cryptography.X509Certificates.X509Certificate2Collection(
            (System.Security.Cryptography.X509Certificates.X509Certificate2Collection)value),
        IsAccepted = static value => ((System.Security.Cryptography.X509Certificates.X509Certificate2Collection)value).Count > 0,
    };

    public static readonly OptionRow ClientCertificate = new(OptionGroups.Http, "ClientCertificate")
    {
        ReferenceName = "ssl_cert",
        IsReplaced = HasCertificateFile,
    };

    public static readonly OptionRow ClientKey = new(OptionGroups.Http, "ClientKey")
    {
        ReferenceName = "ssl_key",
        IsReplaced = HasCertificateFile,
        Accepts = "an RSA or ECDsa key",
        IsAccepted = static value => value is RSA or ECDsa,
    };

    public static readonly OptionRow ClientCertificateFile = new(OptionGroups.Http, "ClientCertificateFile")
    {
        IsReplaced = HasCertificate,
        Text = OptionText.Verbatim,
        Accepts = "the path of a PEM file",
        IsAccepted = OptionChecks.NotEmpty,
    };

    public static readonly OptionRow ClientKeyFile = new(OptionGroups.Http, "ClientKeyFile")
    {
        IsReplaced = HasCertificate,
        Text = OptionText.Verbatim,
        Accepts = "the path of a PEM file",
        IsAccepted = OptionChecks.NotEmpty,
    };

    public static readonly OptionRow WireTrace = new(OptionGroups.Http, "WireTrace", false)
    {
        ReferenceName = "http_wire_trace",
        Text = OptionText.Boolean,
    };

    public static readonly OptionRow OnChunkSent = new(OptionGroups.Http, "OnChunkSent")
    {
        ReferenceName = "on_chunk_sent",
    };

    public static readonly OptionRow OnChunkReceived = new(OptionGroups.Http, "OnChunkReceived")
    {
        ReferenceName = "on_chunk_received",
    };

    // The nearest options with one of the three decide.
    private static bool HasTransport(SsoOidcClientOptions options) =>
        options.Given[HttpHandler] is not null || options.Given[HttpClient] is not null || options.Given[HttpHandlerFactory] is not null;

    // Likewise the nearest with a certificate decide whether it is an object or a file; its key may come from further on.
    private static bool HasCertificate(SsoOidcClientOptions options) => options.Given[ClientCertificate] is not null;

    private static bool HasCertificateFile(SsoOidcClientOptions options) => options.Given[ClientCertificateFile] is not null;
}
