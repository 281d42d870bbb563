using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SsoOidc.ConfigurationTests.Support;

namespace SsoOidc.ConfigurationTests.Hosting;

/// <summary>Services of a host on a made-up machine: no variable and no file of the real one, and nothing is sent.</summary>
internal sealed class Container : IDisposable
{
    private readonly World _world = new();
    private ServiceProvider? _provider;

    public Container()
    {
        Services.ConfigureAll<SsoOidcClientOptions>(options => options.Seams = _world.Seams());
        Services.AddLogging(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
    }

    public ServiceCollection Services { get; } = new();

    public CapturedLog Log { get; } = new();

    public Dictionary<string, string> Environment => _world.Environment;

    public IServiceProvider Provider => _provider ??= Services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

    public SsoOidcClient Client => Provider.GetRequiredService<SsoOidcClient>();

    public static IConfigurationSection Section(params (string Key, string? Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(static pair => KeyValuePair.Create("SsoOidc:" + pair.Key, pair.Value))).Build().GetSection("SsoOidc");

    public IReadOnlyList<ConfigurationProblem> Problems() => Assert.Throws<ClientConfigurationException>(() => Client).Problems;

    public void Dispose()
    {
        _provider?.Dispose();
        _world.Dispose();
    }

    public static Task<RegisterClientResponse> CallAsync(SsoOidcClient client) =>
        client.RegisterClientAsync(new RegisterClientRequest { ClientName = "c", ClientType = ClientTypes.Public });
}

/// <summary>Answers in memory, and counts.</summary>
internal sealed class CountingHandler : HttpMessageHandler
{
    public ConcurrentQueue<Uri> Requests { get; } = [];

    public bool IsDisposed { get; private set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        Requests.Enqueue(request.RequestUri!);
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"clientId":"from the handler","clientSecret":"geheim"}""") });
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}

/// <summary>Every log line, of every category and level.</summary>
internal sealed class CapturedLog : ILoggerProvider
{
    public ConcurrentQueue<(string Category, string Text)> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(CapturedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            log.Lines.Enqueue((category, state.ToString()!));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Lines.Enqueue((category, formatter(state, exception)));
    }
}
