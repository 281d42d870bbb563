using Microsoft.Extensions.DependencyInjection;

namespace SsoOidc.ConfigurationTests.Hosting;

/// <summary>Several clients in one container, options that are set in several places, and stubs.</summary>
public sealed class KeyedTests : IDisposable
{
    private readonly Container _container = new();

    public void Dispose() => _container.Dispose();

    [Fact]
    public async Task Keyed_clients_have_options_and_handlers_of_their_own()
    {
        var (first, second, third) = (new CountingHandler(), new CountingHandler(), new CountingHandler());
        _container.Services.AddSsoOidcClient(static options => options.Region = "us-west-2").ConfigurePrimaryHttpMessageHandler(() => first);
        _container.Services.AddKeyedSsoOidcClient("eu", static options => options.Region = "eu-central-1").ConfigurePrimaryHttpMessageHandler(() => second);
        _container.Services.AddKeyedSsoOidcClient(42, Container.Section(("Region", "ap-south-1"))).ConfigurePrimaryHttpMessageHandler(() => third);

        await Container.CallAsync(_container.Client);
        await Container.CallAsync(Keyed("eu"));
        await Container.CallAsync(Keyed(42));
        Assert.Equal(
            ["oidc.us-west-2.amazonaws.com", "oidc.eu-central-1.amazonaws.com", "oidc.ap-south-1.amazonaws.com"],
            new[] { first, second, third }.Select(static handler => Assert.Single(handler.Requests).Host));
        Assert.Same(Keyed("eu"), Keyed("eu"));
        Assert.NotSame(_container.Client, Keyed("eu"));
    }

    [Fact]
    public void Options_can_be_set_in_several_places_for_one_client_or_for_all()
    {
        _container.Services.ConfigureAll<SsoOidcClientOptions>(static options => options.AppId = "shared");
        _container.Services.AddKeyedSsoOidcClient("eu", static options => options.Region = "eu-central-1");
        _container.Services.AddKeyedSsoOidcClient("eu", static options => options.Retry.Mode = RetryMode.Standard);
        _container.Services.Configure<SsoOidcClientOptions>("eu", static options => options.Retry.MaxAttempts = 5);
        _container.Services.AddSsoOidcClient(static options => options.Region = "us-west-2");

        var config = Keyed("eu").Config;
        Assert.Equal(("eu-central-1", "shared", RetryMode.Standard, 5), (config.Region, config.AppId, config.RetryMode, config.MaxAttempts));
        Assert.Equal(("shared", RetryMode.Legacy), (_container.Client.Config.AppId, _container.Client.Config.RetryMode));
        Assert.Single(_container.Services, static service => service.ServiceType == typeof(SsoOidcClient) && service.IsKeyedService);
    }

    [Fact]
    public async Task Stubs_come_through_the_container()
    {
        _container.Services.AddSsoOidcClient(static options => options.Stubs.Add(
            OperationStubs.For(Operations.RegisterClient, new RegisterClientResponse { ClientId = "stub" }, "InvalidRequestException")));
        Assert.Equal("stub", (await Container.CallAsync(_container.Client)).ClientId);
        await Assert.ThrowsAsync<InvalidRequestException>(() => Container.CallAsync(_container.Client));
        Assert.Equal(2, _container.Client.ApiRequests.Count);
    }

    [Fact]
    public async Task A_test_replaces_the_real_client_by_stubs_of_a_registered_one()
    {
        _container.Services.AddSsoOidcClient(Container.Section(("Region", "us-west-2")));
        _container.Services.Configure<SsoOidcClientOptions>(static options => options.StubResponses = true);
        Assert.Equal("ClientId", (await Container.CallAsync(_container.Client)).ClientId);
    }

    [Fact]
    public async Task What_is_configured_last_still_comes_before_the_container()
    {
        using var handler = new CountingHandler();
        _container.Services.AddSsoOidcClient(static options => options.Region = "us-west-2");
        _container.Services.PostConfigure<SsoOidcClientOptions>(options => options.Http.Handler = handler);
        Assert.Equal("from the handler", (await Container.CallAsync(_container.Client)).ClientId);
    }

    [Fact]
    public void Keys_that_differ_may_not_have_the_same_text()
    {
        var key = new Plain();
        _container.Services.AddKeyedSsoOidcClient(key, static options => options.Region = "us-west-2");
        _container.Services.AddKeyedSsoOidcClient(key, static options => options.AppId = "again");
        var error = Assert.Throws<ArgumentException>(() => _container.Services.AddKeyedSsoOidcClient(new Plain(), static options => options.Region = "eu-west-1"));
        Assert.Contains("has the same text", error.Message, StringComparison.Ordinal);
        Assert.Equal(("us-west-2", "again"), (Keyed(key).Config.Region, Keyed(key).Config.AppId));
    }

    [Fact]
    public void Keys_and_services_are_checked()
    {
        Assert.Throws<ArgumentNullException>(() => _container.Services.AddKeyedSsoOidcClient(null!, static _ => { }));
        Assert.Throws<ArgumentException>(() => _container.Services.AddKeyedSsoOidcClient(string.Empty, static _ => { }));
        Assert.Throws<ArgumentNullException>(() => _container.Services.AddSsoOidcClient(configuration: null!));
        Assert.Throws<ArgumentNullException>(static () => SsoOidcServiceCollectionExtensions.AddSsoOidcClient(null!));
    }

    private sealed class Plain;

    private SsoOidcClient Keyed(object key) => _container.Provider.GetRequiredKeyedService<SsoOidcClient>(key);
}
