using Microsoft.Extensions.DependencyInjection;
using SsoOidc.ConfigurationTests.Support;
using SsoOidc.Options;

namespace SsoOidc.ConfigurationTests.Hosting;

/// <summary>Options from a configuration, through their rows.</summary>
public sealed class BindingTests : IDisposable
{
    private readonly Container _container = new();

    public static TheoryData<string> TextRows => [.. OptionTable.All.Where(static row => row.Text is not null).Select(static row => row.Name)];

    public static TheoryData<string> ObjectRows =>
        [.. OptionTable.All.Where(static row => row.Text is null && row != OptionRows.Plugins).Select(static row => row.Name), "Defaults", "Stubs"];

    public void Dispose() => _container.Dispose();

    [Theory]
    [MemberData(nameof(TextRows))]
    public void Every_option_that_text_can_give_is_bound_and_names_its_key(string name)
    {
        var row = OptionTable.Find(name)!;
        var (text, value) = Samples.Text(row);
        string key = name.Replace('.', ':');
        string path = row.Text!.IsList ? key + ":0" : key;
        (string, string?)[] region = row == OptionRows.Region ? [] : [("Region", "us-west-2")];
        _container.Services.AddSsoOidcClient(Container.Section([.. region, (path.ToUpperInvariant(), text)]), options => Samples.AddCompany(options, row));

        var found = _container.Client.Config.Value(row);
        Assert.Equal(value, found.Value);
        Assert.Equal($"configuration key SsoOidc:{key}", found.Source, ignoreCase: true);
    }

    [Theory]
    [InlineData("Retry:MaxAttempt", "Retry.MaxAttempt", "did you mean Retry:MaxAttempts?")]
    [InlineData("MaxAttempts", "MaxAttempts", "did you mean Retry:MaxAttempts?")]
    [InlineData("retry_mode", "retry_mode", "did you mean Retry:Mode?")]
    [InlineData("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL", "did you mean Endpoint:Url?")]
    [InlineData("Regoin", "Regoin", "did you mean Region?")]
    [InlineData("Http:Timeout:Seconds", "Http.Timeout", "there is no such option")]
    [InlineData("Colour", "Colour", "there is no such option.")]
    [InlineData("Retry", "Retry", "this is a group of options; put options below it.")]
    public void An_unknown_key_is_an_error_that_names_what_may_be_meant(string key, string option, string message)
    {
        _container.Services.AddSsoOidcClient(Container.Section(("Region", "us-west-2"), (key, "x")));
        var problem = Assert.Single(_container.Problems());
        Assert.Equal(option, problem.Option);
        Assert.StartsWith("configuration key SsoOidc:", problem.Source, StringComparison.Ordinal);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ObjectRows))]
    public void What_only_code_can_give_is_refused_as_text(string name)
    {
        _container.Services.AddSsoOidcClient(Container.Section(("Region", "us-west-2"), (name.Replace('.', ':'), "x")));
        var problem = Assert.Single(_container.Problems());
        Assert.Equal((name, $"configuration key SsoOidc:{name.Replace('.', ':')}"), (problem.Option, problem.Source));
        Assert.Contains("in code only", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_come_at_once_each_with_key_value_and_what_is_accepted()
    {
        _container.Services.AddSsoOidcClient(Container.Section(
            ("Retry:MaxAttempts", "many"), ("Retry:BaseDelay", "-1"), ("Http:ReadTimeout", "soon"), ("Endpoint:SigningRegionSet", "us-east-1"), ("Colour", "blue"), ("Monitoring:Port:0", "1")));
        Assert.Equal(
            [
                "Colour (configuration key SsoOidc:Colour): there is no such option.",
                "Endpoint.SigningRegionSet (configuration key SsoOidc:Endpoint:SigningRegionSet): 'us-east-1' is not accepted; give a list with at least one region, or *, of printable ASCII characters.",
                "Http.ReadTimeout (configuration key SsoOidc:Http:ReadTimeout): 'soon' is not accepted; give a time span above zero and at most 24 days, or Timeout.InfiniteTimeSpan (in text: seconds, or infinite).",
                "Monitoring.Port (configuration key SsoOidc:Monitoring:Port): 'a section' is not accepted; give a port, 1 to 65535.",
                "Region (not given): No region was provided. Set options.Region to a region such as us-west-2, the environment variable AWS_REGION, or region in the profile.",
                "Retry.BaseDelay (configuration key SsoOidc:Retry:BaseDelay): '-1 s' is not accepted; give a time span of zero or more and at most 24 days (in text: seconds).",
                "Retry.MaxAttempts (configuration key SsoOidc:Retry:MaxAttempts): 'many' is not accepted; give a whole number, 1 or more.",
            ],
            _container.Problems().Select(static problem => problem.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_section_in_a_list_is_no_item()
    {
        _container.Services.AddSsoOidcClient(Container.Section(("Region", "us-west-2"), ("UserAgentFrameworks:0:Name", "x"), ("UserAgentFrameworks:1", "y")));
        Assert.Equal(("UserAgentFrameworks", "configuration key SsoOidc:UserAgentFrameworks"), _container.Problems().Select(static problem => (problem.Option, problem.Source)).Single());
    }

    [Fact]
    public void Code_after_the_configuration_wins_and_what_it_replaces_is_not_checked()
    {
        _container.Services.AddSsoOidcClient(
            Container.Section(("Region", "not a region"), ("Retry:MaxAttempts", "many")),
            static options => (options.Region, options.Retry.MaxAttempts) = ("us-west-2", 4));
        Assert.Equal(("us-west-2", 4, "options.Retry.MaxAttempts"), (_container.Client.Config.Region, _container.Client.Config.MaxAttempts, _container.Client.Config.SourceOf("Retry.MaxAttempts")));
    }

    [Fact]
    public void The_later_of_two_configurations_wins_good_or_bad()
    {
        var options = new SsoOidcClientOptions { Region = "us-west-2" };
        options.Bind(Container.Section(("Retry:MaxAttempts", "4"), ("Retry:Limit", "x")));
        options.Bind(Container.Section(("Retry:MaxAttempts", "many"), ("Retry:Limit", "2")));
        var problem = Assert.Single(Assert.Throws<ClientConfigurationException>(() => new SsoOidcClient(options)).Problems);
        Assert.Equal("Retry.MaxAttempts", problem.Option);

        options.Retry.MaxAttempts = 5;
        using var client = new SsoOidcClient(options);
        Assert.Equal((5, 2), (client.Config.MaxAttempts, client.Config.RetryLimit));
    }

    [Fact]
    public void A_configuration_of_shared_defaults_is_overridden_without_a_look()
    {
        var shared = new SsoOidcClientOptions();
        shared.Bind(Container.Section(("Region", "eu-central-1"), ("Retry:MaxAttempts", "many")));
        using var client = new SsoOidcClient(new SsoOidcClientOptions { Defaults = shared, Retry = { MaxAttempts = 2 } });
        Assert.Equal(("eu-central-1", "configuration key SsoOidc:Region"), (client.Config.Region, client.Config.SourceOf("Region")));
    }

    [Fact]
    public void Plugins_have_their_options_in_the_configuration()
    {
        var plugin = new TenantPlugin();
        _container.Services.AddSsoOidcClient(Container.Section(("Region", "us-west-2"), ("Plugins:Tenant:Id", "t-1")), options => options.Plugins.Add(plugin));
        Assert.Equal("us-west-2", _container.Client.Config.Region);
        Assert.Equal("t-1", plugin.Id);
    }

    private sealed class TenantPlugin : ClientPlugin
    {
        public string? Id { get; private set; }

        public override IReadOnlyList<PluginOption> Options => [new PluginOption("Id", text => Id = text)];
    }
}
