using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using SsoOidc.ConformanceTests.Calls;
using SsoOidc.ConformanceTests.Runner;
using SsoOidc.Diagnostics;
using SsoOidc.Options;

namespace SsoOidc.ConformanceTests.Configuration;

/// <summary>The machine of a case: environment, a home directory with real files, a peer on loopback, and nothing beyond.</summary>
internal sealed class ConfigWorld : IHttpMessageHandlerFactory, ILoggerProvider, IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("ssooidc-config-").FullName;
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal) { ["AWS_EC2_METADATA_DISABLED"] = "true" };
    private readonly JsonObject? _stsAnswers;
    private readonly ConcurrentQueue<string> _warnings = [];

    public ConfigWorld(GoldenCase golden)
    {
        _environment["HOME"] = _home;
        foreach (var (name, value) in golden.Object("environment"))
        {
            _environment[name] = WithHome(value!);
        }

        foreach (var (name, text) in golden.Object("files"))
        {
            string path = Path.Combine(_home, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, WithHome(text!));
        }

        _stsAnswers = golden.OptionalObject("global_config")?["sts"]?["stub_responses"] as JsonObject;
        foreach (var (name, answers) in golden.OptionalObject("peer") ?? [])
        {
            Peer = new LoopbackPeer((JsonObject)answers!);
            if (name == "imds")
            {
                _environment.Remove("AWS_EC2_METADATA_DISABLED");
                _environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = Peer.Url;
            }
            else if (name == "ecs")
            {
                _environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = Peer.Url + "/creds";
            }
            else
            {
                throw new GoldenFormatException($"the peer '{name}' is not known");
            }
        }

        Seams = new SystemSeams { GetEnvironmentVariable = _environment.GetValueOrDefault };
    }

    public LoopbackPeer? Peer { get; }

    public SystemSeams Seams { get; }

    /// <summary>What was logged as a warning, but for the note that a session token was not to be had.</summary>
    public IEnumerable<string> Warnings => _warnings;

    /// <summary>Puts the machine under a client. A factory's handler is the only way out, so that nothing leaves this process.</summary>
    public SsoOidcClientOptions Complete(SsoOidcClientOptions options)
    {
        options.Seams = Seams;
        options.Http.HandlerFactory = this;
        options.LoggerFactory = LoggerFactory.Create(builder => builder.AddProvider(this));
        options.TimeProvider = new PinnedTime();
        return options;
    }

    public HttpMessageHandler CreateHandler(string name) => new Handler(this);

    public ILogger CreateLogger(string categoryName) => new WarningLog(categoryName == CallEvents.Category ? [] : _warnings);

    public void Dispose()
    {
        Peer?.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    /// <summary>A recorded expectation for this home directory.</summary>
    public JsonObject WithHome(JsonObject expected) =>
        (JsonObject)JsonNode.Parse(expected.ToJsonString().Replace("{HOME}", _home, StringComparison.Ordinal))!;

    private string WithHome(JsonNode text) => text.GetValue<string>().Replace("{HOME}", _home, StringComparison.Ordinal);

    private string AnswerOfSts(string form)
    {
        string action = form.Split('&').Select(static pair => pair.Split('=')).Single(static pair => pair[0] == "Action")[1];
        var credentials = _stsAnswers?[action == "AssumeRole" ? "assume_role" : "assume_role_with_web_identity"]?["credentials"]
            ?? throw new GoldenFormatException($"the case calls {action} of STS and has no answer for it");
        string expiration = credentials["expiration"]!["$time"]!.GetValue<string>();
        return $"<R><AccessKeyId>{credentials["access_key_id"]}</AccessKeyId><SecretAccessKey>{credentials["secret_access_key"]}</SecretAccessKey>"
            + $"<SessionToken>{credentials["session_token"]}</SessionToken><Expiration>{expiration}</Expiration></R>";
    }

    private sealed class Handler(ConfigWorld world) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string answer = "{}";
            if (request.RequestUri!.Host.StartsWith("sts.", StringComparison.Ordinal))
            {
                answer = world.AnswerOfSts(await request.Content!.ReadAsStringAsync(cancellationToken));
            }

            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer) };
        }
    }

    // The recorded moment; waits are real, because a real server is waited for.
    private sealed class PinnedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => ClientSetup.Now;
    }

    private sealed class WarningLog(ConcurrentQueue<string> warnings) : ILogger
    {
        private const int Version1Fallback = 201;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel) && eventId.Id != Version1Fallback)
            {
                warnings.Enqueue(formatter(state, exception));
            }
        }
    }
}
