using SsoOidc.ConfigurationTests.Support;
using SsoOidc.Options;

namespace SsoOidc.ConfigurationTests.Options;

/// <summary>Every row, from every source it has, in the order of the sources.</summary>
public sealed class SourceTests : IDisposable
{
    private readonly World _world = new();

    public static TheoryData<string> All => [.. OptionTable.All.Select(static row => row.Name)];

    public static TheoryData<string, string> Variables =>
        [.. OptionTable.All.SelectMany(static row => row.Environment.Select(variable => (row.Name, variable)))];

    public static TheoryData<string> Keys => [.. OptionTable.All.Where(static row => row.FileKey is not null).Select(static row => row.Name)];

    public void Dispose() => _world.Dispose();

    [Theory]
    [MemberData(nameof(All))]
    public void Code_comes_first_and_then_the_defaults_of_the_code(string name)
    {
        var row = OptionTable.Find(name)!;
        object value = Samples.Value(row);
        var own = Resolve(row, options => Set(options, row, value));
        AssertFound(value, $"options.{name}", own);

        if (row != OptionRows.Plugins)
        {
            var shared = Resolve(row, options =>
            {
                options.Defaults = new SsoOidcClientOptions { Defaults = new SsoOidcClientOptions() };
                Set(options.Defaults.Defaults, row, value);
                options.Region = row == OptionRows.Region ? null : options.Region;
            });
            AssertFound(value, $"options.Defaults.Defaults.{name}", shared);
        }
    }

    [Theory]
    [MemberData(nameof(Variables))]
    public void A_variable_is_read_and_code_overrides_it_without_a_look(string name, string variable)
    {
        var row = OptionTable.Find(name)!;
        var (text, value) = Samples.Text(row);
        _world.Environment[variable] = text;
        var found = Resolve(row);
        AssertFound(value, $"environment variable {variable}", found);

        _world.Environment[variable] = "nonsense \r\n";
        _world.Reads.Clear();
        Assert.Equal($"options.{name}", Resolve(row, options => Set(options, row, value)).Source);
        Assert.DoesNotContain(variable, _world.Reads);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_file_is_read_the_credentials_file_first_and_the_environment_overrides_it_without_a_look(string name)
    {
        var row = OptionTable.Find(name)!;
        var (text, value) = Samples.Text(row);
        bool isEndpoint = row == EndpointRows.EndpointUrl;
        _world.Config = $"[default]\n{row.FileKey} = {text}\n";
        AssertFound(value, $"file {_world.ConfigPath}, profile default, key {row.FileKey}", Resolve(row));

        // Endpoints are not read from the credentials file.
        _world.Credentials = $"[default]\n{row.FileKey} = {text}\n";
        AssertFound(value, $"file {(isEndpoint ? _world.ConfigPath : _world.CredentialsPath)}, profile default, key {row.FileKey}", Resolve(row));

        _world.Config = _world.Credentials = $"[default]\n{row.FileKey} = \u0007 nonsense\n";
        foreach (string variable in row.Environment)
        {
            _world.Environment[variable] = text;
            AssertFound(value, $"environment variable {variable}", Resolve(row));
            _world.Environment.Remove(variable);
        }

        Assert.Equal($"options.{name}", Resolve(row, options => Set(options, row, value)).Source);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Another_profile_is_read_where_it_is_asked_for(string name)
    {
        var row = OptionTable.Find(name)!;
        var (text, value) = Samples.Text(row);
        _world.Config = $"[default]\nunrelated = 1\n[profile work]\n{row.FileKey} = {text}\n";
        Assert.Equal(row == OptionRows.Region ? "not given" : "default", Source(row));

        string expected = $"file {_world.ConfigPath}, profile work, key {row.FileKey}";
        AssertFound(value, expected, Resolve(row, static options => options.Profile = "work"));
        _world.Environment["AWS_PROFILE"] = "work";
        AssertFound(value, expected, Resolve(row));

        // The option wins, and a profile that is not there has no settings.
        Assert.Equal(row == OptionRows.Region ? "not given" : "default", Source(row, static options => options.Profile = "ghost"));
    }

    [Fact]
    public void Without_any_source_every_option_has_its_default()
    {
        var config = _world.Resolve();
        foreach (var row in OptionTable.All.Where(static row => row != OptionRows.Region))
        {
            Assert.Equal((row.Default, "default"), (config.Value(row).Value, config.SourceOf(row.Name)));
        }
    }

    [Fact]
    public void A_services_section_comes_before_the_profile_and_ignoring_drops_both()
    {
        const string File = "[default]\nservices = local\nendpoint_url = http://profile.example\n[services local]\nsso_oidc =\n  endpoint_url = http://section.example\n";
        _world.Config = File;
        Assert.Equal("http://section.example", _world.Resolve().EndpointUrl);
        Assert.Equal($"file {_world.ConfigPath}, section [services local], key sso_oidc.endpoint_url", _world.Resolve().SourceOf("Endpoint.Url"));

        _world.Config = File.Replace("sso_oidc", "s3", StringComparison.Ordinal);
        Assert.Equal("http://profile.example", _world.Resolve().EndpointUrl);

        _world.Config = File.Replace("services = local", "ignore_configured_endpoint_urls = TRUE", StringComparison.Ordinal);
        Assert.Null(_world.Resolve().EndpointUrl);
        Assert.Equal("http://own.example", _world.Resolve(static options => options.Endpoint.Url = "http://own.example").EndpointUrl);
    }

    [Fact]
    public void An_empty_AWS_PROFILE_names_a_profile_without_settings_and_the_missing_region_says_so()
    {
        _world.Environment["AWS_PROFILE"] = string.Empty;
        _world.Config = "[default]\nregion = eu-west-1\nmax_attempts = 7\n";
        Assert.Equal((3, string.Empty, "environment variable AWS_PROFILE"), (_world.Resolve().MaxAttempts, _world.Resolve().Profile, _world.Resolve().SourceOf("Profile")));
        Assert.Contains("AWS_PROFILE is empty", Assert.Single(_world.Problems(static options => options.Region = null)).Message, StringComparison.Ordinal);
        Assert.Equal(7, _world.Resolve(static options => options.Profile = "default").MaxAttempts);
        Assert.Equal("options.Profile", Assert.Single(_world.Problems(static options => options.Profile = string.Empty)).Source);
    }

    [Fact]
    public void The_environment_variable_says_false_and_the_file_true_and_the_environment_wins()
    {
        _world.Environment["AWS_USE_FIPS_ENDPOINT"] = "yes";
        _world.Config = "[default]\nuse_fips_endpoint = true\n";
        Assert.False(_world.Resolve().UseFips);
        _world.Environment.Clear();
        _world.Environment["HOME"] = Path.GetDirectoryName(Path.GetDirectoryName(_world.ConfigPath))!;
        Assert.True(_world.Resolve().UseFips);
    }

    [Fact]
    public void A_legacy_region_names_itself_as_the_source_of_fips()
    {
        _world.Environment["AWS_REGION"] = "fips-us-west-2";
        var config = _world.Resolve(static options => options.Region = null);
        Assert.Equal(("us-west-2", true), (config.Region, config.UseFips));
        Assert.Equal("legacy region fips-us-west-2 (environment variable AWS_REGION)", config.SourceOf("Endpoint.UseFips"));
    }

    [Fact]
    public void A_stubbed_client_takes_its_region_from_code_only()
    {
        _world.Environment["AWS_REGION"] = "eu-west-1";
        _world.Config = "[default]\nregion = eu-west-1\n";
        var config = _world.Resolve(static options => (options.Region, options.StubResponses) = (null, true));
        Assert.Equal(("us-stubbed-1", "stubbed client"), (config.Region, config.SourceOf("Region")));
        Assert.Equal("eu-west-3", _world.Resolve(static options => (options.Region, options.StubResponses) = ("eu-west-3", true)).Region);
    }

    [Fact]
    public void Blanks_are_dropped_from_lists_and_the_list_is_copied()
    {
        var regions = new List<string> { "us-east-1", string.Empty };
        var config = _world.Resolve(options => options.Endpoint.SigningRegionSet = regions);
        regions.Clear();
        Assert.Equal(["us-east-1"], config.SigningRegionSet!);
        _world.Environment["AWS_SIGV4A_SIGNING_REGION_SET"] = "a,,b c";
        Assert.Equal(["a", "b c"], _world.Resolve().SigningRegionSet!);
    }

    // Lists are copied: the items count.
    private static void AssertFound(object value, string source, ResolvedValue found)
    {
        Assert.Equal(source, found.Source);
        if (value is System.Collections.IEnumerable and not string)
        {
            Assert.Equal((System.Collections.IEnumerable)value, (System.Collections.IEnumerable)found.Value!);
        }
        else
        {
            Assert.Equal(value, found.Value);
        }
    }

    private static void Set(SsoOidcClientOptions options, OptionRow row, object value)
    {
        object target = options;
        string[] path = row.Name.Split('.');
        foreach (string part in path[..^1])
        {
            target = target.GetType().GetProperty(part)!.GetValue(target)!;
        }

        if (row == OptionRows.Plugins)
        {
            options.Plugins.Add(((List<ClientPlugin>)value)[0]);
            return;
        }

        target.GetType().GetProperty(path[^1])!.SetValue(target, value);
    }

    private string Source(OptionRow row, Action<SsoOidcClientOptions>? configure = null) => row == OptionRows.Region
        ? Assert.Single(_world.Problems(options =>
        {
            options.Region = null;
            configure?.Invoke(options);
        })).Source
        : Resolve(row, configure).Source;

    private ResolvedValue Resolve(OptionRow row, Action<SsoOidcClientOptions>? configure = null) => _world.Resolve(options =>
    {
        options.Region = row == OptionRows.Region ? null : options.Region;
        Samples.AddCompany(options, row);
        configure?.Invoke(options);
    }).Value(row);
}
