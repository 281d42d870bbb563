using System.Globalization;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Pipeline;

/// <summary>Options that a plugin declares, and where they come from.</summary>
public sealed class PluginOptionTests
{
    [Fact]
    public void Options_come_from_code_then_configuration_then_environment_and_are_set_before_the_hook()
    {
        var environment = new TestEnvironment { ["TENANT_ID"] = "from-environment", ["TENANT_LIMIT"] = "5" };
        var plugin = new TenantPlugin();
        using (Clients.Stubbed(options => options.Plugins.Add(plugin), environment))
        {
            Assert.Equal(("from-environment", 5), (plugin.Id, plugin.Limit));
            Assert.Equal("from-environment", plugin.SeenInHook);
        }

        plugin = new TenantPlugin();
        using (Clients.Stubbed(
            options =>
            {
                options.Plugins.Add(plugin);
                options.AddPluginSetting("TENANT", "id", "from-configuration", "configuration key Plugins:Tenant:Id");
                options.AddPluginSetting("Tenant", "Id", "later", "configuration key Plugins:Tenant:Id");
            },
            environment))
        {
            Assert.Equal(("later", 5), (plugin.Id, plugin.Limit));
        }

        plugin = new TenantPlugin { Id = "from-code" };
        using (Clients.Stubbed(
            options =>
            {
                options.Plugins.Add(plugin);
                options.AddPluginSetting("Tenant", "Id", "from-configuration", "x");
            },
            environment))
        {
            Assert.Equal("from-code", plugin.Id);
        }
    }

    [Fact]
    public void Every_problem_is_reported_together_with_those_of_the_client()
    {
        var error = Assert.Throws<ClientConfigurationException>(() => new SsoOidcClient(Clients.Options(options =>
        {
            options.Region = "bad\nregion";
            options.Plugins.Add(new TenantPlugin());
            options.AddPluginSetting("Tenant", "Limit", "many", "configuration key Plugins:Tenant:Limit");
            options.AddPluginSetting("Tenant", "Key", "S3CR3T", "key 2");
            options.AddPluginSetting("Tenant", "Id", "a\nb", "key 3");
            options.AddPluginSetting("Tenant", "Nothing", "x", "key 4");
            options.AddPluginSetting("Other", "Id", "x", "key 5");
        })));
        var problems = error.Problems.Where(problem => problem.Option.StartsWith("Plugins.", StringComparison.Ordinal)).Select(problem => problem.ToString());
        Assert.Equal(
            [
                "Plugins.Tenant.Id (key 3): the value has the control character U+000A at index 1; remove it.",
                "Plugins.Tenant.Limit (configuration key Plugins:Tenant:Limit): 'many' is not accepted; give a whole number.",
                "Plugins.Tenant.Key (key 2): the value is not accepted.",
                "Plugins.Tenant.Nothing (key 4): the plugin has no such option; it has Id, Limit, Key.",
                "Plugins.Other.Id (key 5): there is no such plugin; the plugins are Tenant.",
            ],
            problems);
        Assert.Contains(error.Problems, problem => problem.Option == "Region");
        Assert.DoesNotContain("S3CR3T", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_and_plugins_of_the_defaults_count_where_there_are_none_nearer()
    {
        var shared = new TenantPlugin();
        var defaults = new SsoOidcClientOptions { Plugins = { shared } };
        defaults.AddPluginSetting("Tenant", "Id", "shared", "x");
        defaults.AddPluginSetting("Tenant", "Limit", "7", "x");
        using (Clients.Stubbed(options =>
        {
            options.Defaults = defaults;
            options.AddPluginSetting("Tenant", "Id", "own", "x");
        }))
        {
            Assert.Equal(("own", 7), (shared.Id, shared.Limit));
        }

        var own = new TenantPlugin();
        using (Clients.Stubbed(options =>
        {
            options.Defaults = defaults;
            options.Plugins.Add(own);
        }))
        {
            Assert.Equal("shared", own.Id);
        }
    }

    [Fact]
    public void A_plugin_that_is_added_by_another_has_its_options_too()
    {
        var late = new TenantPlugin();
        using var client = Clients.Stubbed(options =>
        {
            options.Plugins.Add(new AddingPlugin(late));
            options.AddPluginSetting("Tenant", "Id", "late", "x");
        });
        Assert.Equal(("late", "late"), (late.Id, late.SeenInHook));
    }

    [Fact]
    public void The_name_of_a_plugin_is_that_of_its_type_without_the_suffix()
    {
        Assert.Equal("Tenant", new TenantPlugin().Name);
        Assert.Equal("Plugin", new Plugin().Name);
        Assert.Empty(new Plugin().Options);
    }

    [Fact]
    public void A_plugin_that_fails_leaves_nothing_open()
    {
        var failing = new FailingPlugin();
        Assert.Throws<NotSupportedException>(() => new SsoOidcClient(Clients.Options(options => options.Plugins.Add(failing))));
        Assert.Throws<ObjectDisposedException>(() => failing.Client!.Config);
        Assert.Throws<ClientConfigurationException>(() => new SsoOidcClient(Clients.Options(options => options.Plugins.Add(null!))));
    }

    private sealed class TenantPlugin : ClientPlugin
    {
        public string? Id { get; set; }

        public int? Limit { get; private set; }

        public string? SeenInHook { get; private set; }

        public override IReadOnlyList<PluginOption> Options =>
        [
            new("Id", text => Id = text) { EnvironmentVariable = "TENANT_ID", IsGiven = () => Id is not null },
            new("Limit", text => Limit = int.Parse(text, CultureInfo.InvariantCulture)) { EnvironmentVariable = "TENANT_LIMIT", Accepts = "a whole number" },
            new("Key", _ => throw new FormatException()) { IsSecret = true },
        ];

        public override void BeforeInitialize(SsoOidcClientOptions options) => SeenInHook = Id;
    }

    private sealed class AddingPlugin(ClientPlugin added) : ClientPlugin
    {
        public override void BeforeInitialize(SsoOidcClientOptions options) => options.Plugins.Add(added);
    }

    private sealed class FailingPlugin : ClientPlugin
    {
        public SsoOidcClient? Client { get; private set; }

        public override void AfterInitialize(SsoOidcClient client)
        {
            Client = client;
            throw new NotSupportedException();
        }
    }

    private sealed class Plugin : ClientPlugin;
}
