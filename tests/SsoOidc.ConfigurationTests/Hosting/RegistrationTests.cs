using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace SsoOidc.ConfigurationTests.Hosting;

/// <summary>A client in a container: where its parts come from, and how long they live.</summary>
public sealed class RegistrationTests : IDisposable
{
    private readonly Container _container = new();
    private readonly CountingHandler _handler = new();

    public void Dispose()
    {
        _container.Dispose();
        _handler.Dispose();
    }

    [Fact]
    public async Task A_host_does_not_start_with_a_configuration_that_cannot_work()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSsoOidcClient(Container.Section(("Region", "a b"), ("Colour", "x")));
        builder.Services.AddKeyedSsoOidcClient("other", static options => options.Region = "us-west-2");
        using var host = builder.Build();
        var error = await Assert.ThrowsAsync<ClientConfigurationException>(() => host.StartAsync());
        Assert.Equal(["Colour", "Region"], error.Problems.Select(static problem => problem.Option).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_keyed_client_is_checked_at_the_start_too()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSsoOidcClient(static options => options.Region = "us-west-2");
        builder.Services.AddKeyedSsoOidcClient("other", Container.Section(("Region", "us-west-2"), ("Retry:Mode", "sometimes")));
        using var host = builder.Build();
        await Assert.ThrowsAsync<ClientConfigurationException>(() => host.StartAsync());
    }

    [Fact]
    public async Task A_host_that_starts_has_made_the_client_and_sent_nothing()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSsoOidcClient(static options => options.Region = "us-west-2").ConfigurePrimaryHttpMessageHandler(() => _handler);
        using var host = builder.Build();
        await host.StartAsync();
        Assert.Empty(_handler.Requests);
        Assert.Same(host.Services.GetRequiredService<SsoOidcClient>(), host.Services.GetRequiredService<SsoOidcClient>());
        await host.StopAsync();
    }

    [Fact]
    public void Clock_and_log_come_from_the_container_unless_the_options_have_their_own()
    {
        var time = new FakeTimeProvider();
        _container.Services.AddSingleton<TimeProvider>(time);
        _container.Services.AddSsoOidcClient(static options => options.Region = "us-west-2");
        _container.Services.AddKeyedSsoOidcClient("own", static options => (options.Region, options.TimeProvider, options.LoggerFactory) = ("us-west-2", TimeProvider.System, NullLoggerFactory.Instance));
        _container.Services.AddKeyedSsoOidcClient("shared", static options => options.Defaults = new SsoOidcClientOptions { Region = "us-west-2", TimeProvider = TimeProvider.System });

        Assert.Same(time, _container.Client.Config.TimeProvider);
        Assert.Same(_container.Provider.GetRequiredService<ILoggerFactory>(), _container.Client.Config.LoggerFactory);
        Assert.All(
            (string[])["TimeProvider", "LoggerFactory", "Http.HandlerFactory", "Http.HandlerName"],
            name => Assert.Equal("the container", _container.Client.Config.SourceOf(name)));
        var own = _container.Provider.GetRequiredKeyedService<SsoOidcClient>("own").Config;
        Assert.Same(TimeProvider.System, own.TimeProvider);
        Assert.Same(NullLoggerFactory.Instance, own.LoggerFactory);
        Assert.Equal("options.TimeProvider", own.SourceOf("TimeProvider"));
        var shared = _container.Provider.GetRequiredKeyedService<SsoOidcClient>("shared").Config;
        Assert.Same(TimeProvider.System, shared.TimeProvider);
        Assert.Equal("options.Defaults.TimeProvider", shared.SourceOf("TimeProvider"));
    }

    [Fact]
    public async Task The_factory_is_asked_for_every_call_and_what_it_gave_before_is_not_held()
    {
        using var factory = new RotatingFactory();
        _container.Services.AddSsoOidcClient(static options => options.Region = "us-west-2");
        _container.Services.Replace(ServiceDescriptor.Singleton<IHttpMessageHandlerFactory>(factory));
        Assert.Empty(factory.Names);
        for (int i = 0; i < 3; i++)
        {
            // Each time the handler before is gone.
            await Container.CallAsync(_container.Client);
        }

        Assert.Equal(["SsoOidc", "SsoOidc", "SsoOidc"], factory.Names);
    }

    [Fact]
    public async Task A_client_that_lives_for_ever_survives_the_rotation_of_the_real_factory()
    {
        int made = 0;
        _container.Services.AddSsoOidcClient(static options => options.Region = "us-west-2")
            .ConfigurePrimaryHttpMessageHandler(() =>
            {
                made++;
                return new CountingHandler();
            })
            .SetHandlerLifetime(TimeSpan.FromSeconds(1));
        await Container.CallAsync(_container.Client);
        await Container.CallAsync(_container.Client);
        Assert.Equal(1, made);

        // The factory's timer is a real one.
        for (int i = 0; i < 100 && made == 1; i++)
        {
            await Task.Delay(50);
            await Container.CallAsync(_container.Client);
        }

        Assert.Equal(2, made);
    }

    [Fact]
    public async Task The_builder_configures_the_handler()
    {
        var outer = new MarkingHandler();
        _container.Services.AddSsoOidcClient(static options => options.Region = "us-west-2")
            .AddHttpMessageHandler(() => outer)
            .ConfigurePrimaryHttpMessageHandler(() => _handler);
        var response = await Container.CallAsync(_container.Client);
        Assert.Equal("from the handler", response.ClientId);
        Assert.Equal("https://oidc.us-west-2.amazonaws.com/client/register", Assert.Single(_handler.Requests).AbsoluteUri);
        Assert.Equal(1, outer.Calls);
    }

    [Fact]
    public void The_primary_handler_is_what_the_client_would_have_made_itself()
    {
        _container.Services.AddSsoOidcClient(static options =>
        {
            options.Region = "us-west-2";
            options.Http.ConnectTimeout = TimeSpan.FromSeconds(7);
            options.Http.IdleTimeout = TimeSpan.FromSeconds(8);
        });
        var handler = _container.Provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("SsoOidc");
        while (handler is DelegatingHandler outer)
        {
            handler = outer.InnerHandler!;
        }

        var sockets = Assert.IsType<SocketsHttpHandler>(handler);
        Assert.Equal(
            (false, false, DecompressionMethods.None, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(8)),
            (sockets.AllowAutoRedirect, sockets.UseCookies, sockets.AutomaticDecompression, sockets.ConnectTimeout, sockets.PooledConnectionIdleTimeout));
    }

    [Fact]
    public async Task A_handler_that_follows_redirects_is_refused()
    {
        // Nobody listens there; without the refusal it would be a transport error.
        _container.Services.AddSsoOidcClient(static options => (options.Region, options.Endpoint.Url, options.Retry.Limit) = ("us-west-2", "http://127.0.0.1:9", 0))
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler { AllowAutoRedirect = true });
        var problem = Assert.Single((await Assert.ThrowsAsync<ClientConfigurationException>(() => Container.CallAsync(_container.Client))).Problems);
        Assert.Contains("set AllowAutoRedirect = false", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_factory_logs_has_no_secret()
    {
        _container.Services.AddSsoOidcClient(static options =>
        {
            (options.Region, options.AccessKeyId, options.SecretAccessKey, options.SessionToken) = ("us-west-2", "AKIDEXAMPLE", "secret-geheim", "token-geheim");
        }).ConfigurePrimaryHttpMessageHandler(() => _handler);
        await _container.Client.CreateTokenWithIamAsync(CreateTokenWithIamRequest.ForJwtBearer("arn:aws:sso::1:application/a/b", "jwt-geheim"));
        string all = string.Join('\n', _container.Log.Lines.Select(static line => line.Text));
        Assert.Contains(_container.Log.Lines, static line => line.Category.StartsWith("System.Net.Http.HttpClient.SsoOidc", StringComparison.Ordinal));
        Assert.DoesNotContain("geheim", all, StringComparison.Ordinal);
        Assert.DoesNotContain("Signature=", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_disposes_its_client_and_the_handler_of_the_options_stays()
    {
        _container.Services.AddSsoOidcClient(options => (options.Region, options.Http.Handler) = ("us-west-2", _handler));
        var client = _container.Client;
        await Container.CallAsync(client);
        await ((ServiceProvider)_container.Provider).DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Container.CallAsync(client));
        Assert.False(_handler.IsDisposed);
    }

    private sealed class RotatingFactory : IHttpMessageHandlerFactory, IDisposable
    {
        private CountingHandler? _last;

        public List<string> Names { get; } = [];

        public HttpMessageHandler CreateHandler(string name)
        {
            Names.Add(name);
            _last?.Dispose();
            return _last = new CountingHandler();
        }

        public void Dispose() => _last?.Dispose();
    }

    private sealed class MarkingHandler : DelegatingHandler
    {
        public int Calls { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls++;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
