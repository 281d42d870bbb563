using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SsoOidc.Options;

namespace SsoOidc.ConfigurationTests.Support;

/// <summary>For each option, text that is accepted and is not the default, and what it becomes.</summary>
internal static class Samples
{
    // Of all certificates here.
    private static readonly RSA Key = RSA.Create(2048);

    /// <summary>As it stands in the environment and in files.</summary>
    private static readonly Dictionary<string, (string Text, object Value)> Texts = new()
    {
        ["Region"] = ("eu-north-1", "eu-north-1"),
        ["Profile"] = ("work", "work"),
        ["AccessKeyId"] = ("AKIDSAMPLE0001", "AKIDSAMPLE0001"),
        ["SecretAccessKey"] = ("sample-secret", "sample-secret"),
        ["SessionToken"] = ("sample-token", "sample-token"),
        ["AccountId"] = ("123456789012", "123456789012"),
        ["InstanceMetadataRetries"] = ("2", 2),
        ["InstanceMetadataTimeout"] = ("2.5", TimeSpan.FromSeconds(2.5)),
        ["DefaultsMode"] = ("cross-region", DefaultsMode.CrossRegion),
        ["CallTimeout"] = ("30", TimeSpan.FromSeconds(30)),
        ["RaiseResponseErrors"] = ("false", false),
        ["StubResponses"] = ("true", true),
        ["AppId"] = ("my-app", "my-app"),
        ["UserAgentSuffix"] = ("my-suffix", "my-suffix"),
        ["UserAgentFrameworks"] = ("my-framework", new[] { "my-framework" }),
        ["Endpoint.Url"] = ("https://endpoint.example/x", "https://endpoint.example/x"),
        ["Endpoint.IgnoreConfiguredUrls"] = ("true", true),
        ["Endpoint.UseFips"] = ("true", true),
        ["Endpoint.UseDualStack"] = ("true", true),
        ["Endpoint.SigningName"] = ("my-service", "my-service"),
        ["Endpoint.SigningRegion"] = ("eu-west-3", "eu-west-3"),
        ["Endpoint.SigningRegionSet"] = ("eu-west-3", new[] { "eu-west-3" }),
        ["Endpoint.UnsignedOperations"] = ("CreateTokenWithIAM", new[] { "CreateTokenWithIAM" }),
        ["Endpoint.DisableHostPrefixInjection"] = ("true", true),
        ["Retry.Mode"] = ("adaptive", RetryMode.Adaptive),
        ["Retry.MaxAttempts"] = ("7", 7),
        ["Retry.Limit"] = ("6", 6),
        ["Retry.BaseDelay"] = ("0.5", TimeSpan.FromSeconds(0.5)),
        ["Retry.MaxDelay"] = ("4", TimeSpan.FromSeconds(4)),
        ["Retry.Jitter"] = ("full", RetryJitter.Full),
        ["Retry.CorrectClockSkew"] = ("false", false),
        ["Retry.AdaptiveWaitToFill"] = ("false", false),
        ["Http.HandlerName"] = ("mine", "mine"),
        ["Http.ConnectTimeout"] = ("1.5", TimeSpan.FromSeconds(1.5)),
        ["Http.ReadTimeout"] = ("infinite", Timeout.InfiniteTimeSpan),
        ["Http.IdleTimeout"] = ("00:00:09", TimeSpan.FromSeconds(9)),
        ["Http.ContinueTimeout"] = ("2", TimeSpan.FromSeconds(2)),
        ["Http.SslTimeout"] = ("3", TimeSpan.FromSeconds(3)),
        ["Http.Proxy"] = ("http://proxy.example:3128", "http://proxy.example:3128"),
        ["Http.VerifyPeer"] = ("false", false),
        ["Http.CaBundle"] = ("/x/ca.pem", "/x/ca.pem"),
        ["Http.CaDirectory"] = ("/x/certs", "/x/certs"),
        ["Http.ClientCertificateFile"] = ("/x/client.pem", "/x/client.pem"),
        ["Http.ClientKeyFile"] = ("/x/client-key.pem", "/x/client-key.pem"),
        ["Parameters.Validate"] = ("false", false),
        ["Parameters.Convert"] = ("false", false),
        ["CallLog.Formatter"] = ("short", (Func<FinishedCall, string>)CallLogFormatter.Short.Format),
        ["CallLog.Level"] = ("debug", LogLevel.Debug),
        ["Monitoring.Enabled"] = ("true", true),
        ["Monitoring.ClientId"] = ("my-id", "my-id"),
        ["Monitoring.Host"] = ("monitor.example", "monitor.example"),
        ["Monitoring.Port"] = ("31001", 31001),
        ["Discovery.Enabled"] = ("true", true),
        ["Discovery.ActiveCache"] = ("true", true),
        ["Discovery.CacheMaxEntries"] = ("5", 5),
        ["Discovery.CacheMaxThreads"] = ("4", 4),
        ["Discovery.CachePollInterval"] = ("61", TimeSpan.FromSeconds(61)),
        ["Compression.Disabled"] = ("true", true),
        ["Compression.MinSizeBytes"] = ("99", 99),
        ["Http.WireTrace"] = ("true", true),
    };

    /// <summary>Objects, which only code can give.</summary>
    private static readonly Dictionary<string, Func<object>> Objects = new()
    {
        ["Credentials"] = static () => new BasicAWSCredentials("AKIDCODE", "code-secret"),
        ["TokenProvider"] = static () => new StaticTokenProvider("code-token"),
        ["Plugins"] = static () => new List<ClientPlugin> { new IdlePlugin() },
        ["LoggerFactory"] = static () => NullLoggerFactory.Instance,
        ["TimeProvider"] = static () => new Microsoft.Extensions.Time.Testing.FakeTimeProvider(),
        ["Endpoint.Provider"] = static () => new FixedEndpoint(),
        ["Retry.OwnJitter"] = static () => (Func<TimeSpan, TimeSpan>)(static wait => wait),
        ["Retry.Backoff"] = static () => (Func<FailedAttempt, TimeSpan>)(static _ => TimeSpan.Zero),
        ["Retry.Decide"] = static () => (Func<FailedAttempt, RetryDecision>)(static _ => RetryDecision.Default),
        ["Http.Handler"] = static () => new SocketsHttpHandler { AllowAutoRedirect = false },
        ["Http.Client"] = static () => new HttpClient(),
        ["Http.HandlerFactory"] = static () => new OneHandler(),
        ["Http.CaStore"] = static () => new X509Certificate2Collection(Certificate()),
        ["Http.ClientCertificate"] = static () => Certificate(),
        ["Http.ClientKey"] = static () => Key,
        ["Http.OnChunkSent"] = static () => (Action<ReadOnlyMemory<byte>, long, long?>)(static (_, _, _) => { }),
        ["Http.OnChunkReceived"] = static () => (Action<ReadOnlyMemory<byte>, long, long?>)(static (_, _, _) => { }),
        ["CallLog.Formatter"] = static () => (Func<FinishedCall, string>)(static call => call.Operation.Name),
        ["Monitoring.Publisher"] = static () => (Action<IReadOnlyList<string>>)(static _ => { }),
        ["Telemetry.ActivitySource"] = static () => new System.Diagnostics.ActivitySource("test"),
        ["Telemetry.MeterFactory"] = static () => new NoMeters(),
    };

    public static bool IsText(OptionRow row) => Texts.ContainsKey(row.Name);

    public static (string Text, object Value) Text(OptionRow row) => Texts[row.Name];

    public static object Value(OptionRow row) => Objects.TryGetValue(row.Name, out var make) ? make() : Texts[row.Name].Value;

    /// <summary>What an option needs beside it to be accepted.</summary>
    public static void AddCompany(SsoOidcClientOptions options, OptionRow row)
    {
        if (row == HttpRows.ClientKey)
        {
            options.Http.ClientCertificate = Certificate();
        }
        else if (row == HttpRows.ClientKeyFile)
        {
            options.Http.ClientCertificateFile = "/x/client.pem";
        }
        else if (row == HttpRows.WireTrace)
        {
            options.LoggerFactory = NullLoggerFactory.Instance;
        }
    }

    private static X509Certificate2 Certificate() => new CertificateRequest("CN=test", Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
        .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));

    private sealed class IdlePlugin : ClientPlugin;

    private sealed class FixedEndpoint : EndpointProvider
    {
        public override ResolvedEndpoint Resolve(EndpointParameters parameters) => new("https://fixed.example");
    }

    private sealed class OneHandler : IHttpMessageHandlerFactory
    {
        public HttpMessageHandler CreateHandler(string name) => new SocketsHttpHandler { AllowAutoRedirect = false };
    }

    private sealed class NoMeters : System.Diagnostics.Metrics.IMeterFactory
    {
        public System.Diagnostics.Metrics.Meter Create(System.Diagnostics.Metrics.MeterOptions options) => new(options);

        public void Dispose()
        {
        }
    }
}
