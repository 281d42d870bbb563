using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SsoOidc.LocalServer;
using SsoOidc.LocalServer.Hosting;
using SsoOidc.LocalServer.Settings;

namespace SsoOidc.EndToEndTests.LocalServer;

public sealed class LifetimeTests
{
    [Fact]
    public async Task Shutdown_is_waited_for_until_the_server_is_disposed()
    {
        var server = await LocalIdentityCenter.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var waiting = server.WaitForShutdownAsync(TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        await Task.WhenAll(server.DisposeAsync().AsTask(), server.DisposeAsync().AsTask());
        await waiting;
        using var http = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(server.Endpoint, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Giving_up_the_wait_leaves_the_server_running()
    {
        await using var server = await TestServer.StartAsync();
        using var giveUp = new CancellationTokenSource();
        var waiting = server.Server.WaitForShutdownAsync(giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        (await server.GetAsync("/device")).AssertOk();
    }

    [Fact]
    public async Task A_cancelled_start_starts_nothing() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => LocalIdentityCenter.StartAsync(cancellationToken: new CancellationToken(true)));

    [Fact]
    public async Task A_taken_port_is_named()
    {
        await using var first = await TestServer.StartAsync();
        var problem = await Assert.ThrowsAsync<IOException>(() => TestServer.StartAsync(options => options.Url = first.Server.Endpoint));
        Assert.Contains($"127.0.0.1:{first.Server.Endpoint.Port}", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_can_be_taken_again_after_disposal()
    {
        var first = await TestServer.StartAsync();
        (await first.GetAsync("/device")).AssertOk();
        await first.DisposeAsync();
        await using var second = await TestServer.StartAsync(options => options.Url = first.Server.Endpoint);
        (await second.GetAsync("/device")).AssertOk();
    }

    [Fact]
    public async Task Signals_are_left_to_the_process()
    {
        using var socket = ListenSocket.Bind(ServerSettings.From(new LocalIdentityCenterOptions()).Url);
        await using var host = KestrelHost.Create(socket, _ => Task.CompletedTask);
        Assert.DoesNotContain("Console", host.Services.GetRequiredService<IHostLifetime>().GetType().Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Servers_side_by_side_share_nothing()
    {
        await using var first = await TestServer.StartAsync();
        await using var second = await TestServer.StartAsync();
        var client = await first.RegisterAsync();
        (await second.PostAsync("/device_authorization", client.With(("startUrl", "https://a.b/")))).AssertFault(401, "InvalidClientException", "invalid_client");
    }

    [Fact]
    public async Task The_log_tells_every_answer_and_no_secret()
    {
        using var log = new KeptLog();
        await using var server = await TestServer.StartAsync(options => options.LoggerFactory = log);
        var client = await server.RegisterAsync("sso:account:access");
        var device = await server.StartDeviceAsync(client);
        await server.PollAsync(client, device);
        await server.GetAsync($"/device?user_code={device.UserCode}");
        server.Server.ApproveDevice(device.UserCode);
        var token = (await server.PollAsync(client, device)).AssertOk();
        var refreshed = (await server.RefreshAsync(client, token["refreshToken"])).AssertOk();

        var text = string.Join('\n', log.Lines);
        Assert.Contains("POST /token answered 400 AuthorizationPendingException", text, StringComparison.Ordinal);
        Assert.Contains("POST /token answered 200 OK", text, StringComparison.Ordinal);
        Assert.Contains(refreshed.Header("x-amzn-RequestId"), text, StringComparison.Ordinal);
        foreach (var secret in (string[])[client.Secret, device.DeviceCode, device.UserCode, token["accessToken"], token["refreshToken"], refreshed["accessToken"]])
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
    }

    private sealed class KeptLog : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
