using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Stubbing;

/// <summary>Stubs and plugins of clients that come from a container or a configuration.</summary>
public sealed class StubContainerTests
{
    [Fact]
    public async Task A_client_of_a_container_is_stubbed_like_any_other()
    {
        var services = new ServiceCollection();
        services.AddSsoOidcClient(options => (options.StubResponses, options.Seams) = (true, new TestEnvironment().Seams));
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<SsoOidcClient>();
        client.StubResponses(Operations.CreateToken, "SlowDownException", new CreateTokenResponse { TokenType = "t" });
        await Assert.ThrowsAsync<SlowDownException>(() => provider.GetRequiredService<SsoOidcClient>().CreateTokenAsync(Calls.CreateToken));
        Assert.Equal("t", (await client.CreateTokenAsync(Calls.CreateToken)).TokenType);
        Assert.Equal(2, provider.GetRequiredService<SsoOidcClient>().ApiRequests.Count);
        client.VerifyAllStubsUsed();
    }

    [Fact]
    public async Task Stubs_may_be_given_to_all_clients_of_a_container_or_to_one()
    {
        var services = new ServiceCollection();
        services.ConfigureAll<SsoOidcClientOptions>(options =>
        {
            options.Seams = new TestEnvironment().Seams;
            options.Stubs.Add(OperationStubs.For(Operations.CreateToken, new CreateTokenResponse { TokenType = "all" }));
        });
        services.AddSsoOidcClient();
        services.AddKeyedSsoOidcClient("own", options => options.Stubs.Add(OperationStubs.For(Operations.CreateToken, "SlowDownException")));
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<SsoOidcClient>();
        var own = provider.GetRequiredKeyedService<SsoOidcClient>("own");
        Assert.Equal("all", (await client.CreateTokenAsync(Calls.CreateToken)).TokenType);
        await Assert.ThrowsAsync<SlowDownException>(() => own.CreateTokenAsync(Calls.CreateToken));
        Assert.Single(client.ApiRequests);
    }

    [Fact]
    public async Task Stubs_of_the_defaults_count_where_there_are_none_nearer()
    {
        var defaults = new SsoOidcClientOptions
        {
            Stubs = { OperationStubs.For(Operations.CreateToken, new CreateTokenResponse { TokenType = "default" }), OperationStubs.For(Operations.RegisterClient, "A") },
            Region = "eu-west-1",
        };
        using var client = new SsoOidcClient(new SsoOidcClientOptions { Defaults = defaults, Seams = new TestEnvironment().Seams });
        Assert.Equal(("default", "eu-west-1"), ((await client.CreateTokenAsync(Calls.CreateToken)).TokenType, client.Config.Region));

        // Lists are not merged.
        using var own = new SsoOidcClient(new SsoOidcClientOptions
        {
            Defaults = defaults, Seams = new TestEnvironment().Seams, Stubs = { OperationStubs.For(Operations.CreateToken, "SlowDownException") },
        });
        await Assert.ThrowsAsync<SlowDownException>(() => own.CreateTokenAsync(Calls.CreateToken));
        Assert.Equal("ClientId", (await own.RegisterClientAsync(Calls.RegisterClient)).ClientId);
    }

    [Fact]
    public void Stubs_are_off_where_it_is_said_so_and_may_not_be_null()
    {
        using var client = new SsoOidcClient(Clients.Options(options =>
        {
            options.StubResponses = false;
            options.Stubs.Add(OperationStubs.For(Operations.CreateToken, "X"));
        }));
        Assert.False(client.Config.StubResponses);
        Assert.Throws<InvalidOperationException>(() => client.ApiRequests);
        Assert.Throws<ArgumentNullException>(() => Clients.Stubbed(options => options.Stubs.Add(null!)));
    }

    [Theory]
    [InlineData("bind")]
    [InlineData("container")]
    [InlineData("keyed")]
    public async Task A_configuration_gives_plugins_their_options(string way)
    {
        var plugin = new TenantPlugin();
        using var world = Create(way, plugin, new() { ["StubResponses"] = "true", ["Plugins:tenant:ID"] = "t-1", ["Plugins:Tenant:Limit"] = "7" });
        Assert.Equal(("t-1", 7), (plugin.Id, plugin.Limit));
        await world.Client.CreateTokenAsync(Calls.CreateToken);
        Assert.Equal("t-1", world.Client.ApiRequests[0].Context.HttpRequest.Headers["x-tenant"]);
    }

    [Theory]
    [InlineData("bind")]
    [InlineData("container")]
    [InlineData("keyed")]
    public void What_no_plugin_takes_is_reported_with_its_key(string way)
    {
        var error = Assert.Throws<ClientConfigurationException>(() => Create(way, new TenantPlugin(), new()
        {
            ["StubResponses"] = "true", ["Plugins:Tenant:Limit"] = "many", ["Plugins:Tenant:Colour"] = "red", ["Plugins:Other:Id"] = "x",
            ["Plugins:Tenant:Id:0"] = "list", ["Plugins:Lonely"] = "text",
        }));
        var problems = error.Problems.ToDictionary(problem => problem.Option, problem => problem.ToString());
        Assert.Equal(
            ["Plugins.Lonely", "Plugins.Other.Id", "Plugins.Tenant.Colour", "Plugins.Tenant.Id", "Plugins.Tenant.Limit"],
            problems.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("(configuration key Sso:Plugins:Tenant:Limit): 'many' is not accepted; give a whole number.", problems["Plugins.Tenant.Limit"], StringComparison.Ordinal);
        Assert.Contains("it has Id, Limit", problems["Plugins.Tenant.Colour"], StringComparison.Ordinal);
        Assert.Contains("the plugins are Tenant", problems["Plugins.Other.Id"], StringComparison.Ordinal);
    }

    [Fact]
    public void Code_comes_before_a_configuration_and_a_later_configuration_before_an_earlier_one()
    {
        var options = new SsoOidcClientOptions { StubResponses = true, Seams = new TestEnvironment { ["TENANT_ID"] = "environment" }.Seams };
        var plugin = new TenantPlugin { Limit = 3 };
        options.Plugins.Add(plugin);
        options.Bind(Section(new() { ["Plugins:Tenant:Id"] = "first", ["Plugins:Tenant:Limit"] = "9" }));
        options.Bind(Section(new() { ["Plugins:Tenant:Id"] = "second" }));
        using var client = new SsoOidcClient(options);
        Assert.Equal(("second", 3), (plugin.Id, plugin.Limit));
    }

    private static World Create(string way, TenantPlugin plugin, Dictionary<string, string?> keys)
    {
        if (way == "bind")
        {
            var options = new SsoOidcClientOptions { Plugins = { plugin }, Seams = new TestEnvironment().Seams };
            options.Bind(Section(keys));
            return new World(new SsoOidcClient(options), null);
        }

        var services = new ServiceCollection();
        Action<SsoOidcClientOptions> configure = options =>
        {
            options.Plugins.Add(plugin);
            options.Seams = new TestEnvironment().Seams;
        };
        _ = way == "keyed" ? services.AddKeyedSsoOidcClient("k", Section(keys), configure) : services.AddSsoOidcClient(Section(keys), configure);
        var provider = services.BuildServiceProvider();
        return new World(way == "keyed" ? provider.GetRequiredKeyedService<SsoOidcClient>("k") : provider.GetRequiredService<SsoOidcClient>(), provider);
    }

    private static IConfigurationSection Section(Dictionary<string, string?> keys) => new ConfigurationBuilder()
        .AddInMemoryCollection(keys.Select(pair => KeyValuePair.Create("Sso:" + pair.Key, pair.Value)))
        .Build()
        .GetSection("Sso");

    private sealed record World(SsoOidcClient Client, ServiceProvider? Provider) : IDisposable
    {
        public void Dispose()
        {
            Client.Dispose();
            Provider?.Dispose();
        }
    }

    private sealed class TenantPlugin : ClientPlugin
    {
        public string? Id { get; set; }

        public int? Limit { get; set; }

        public override IReadOnlyList<PluginOption> Options =>
        [
            new("Id", text => Id = text) { EnvironmentVariable = "TENANT_ID", IsGiven = () => Id is not null },
            new("Limit", text => Limit = int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)) { Accepts = "a whole number", IsGiven = () => Limit is not null },
        ];

        public override void AddHandlers(HandlerList handlers, SsoOidcClientConfig config) =>
            handlers.HandleRequest(context => context.HttpRequest.Headers["x-tenant"] = Id);
    }
}
