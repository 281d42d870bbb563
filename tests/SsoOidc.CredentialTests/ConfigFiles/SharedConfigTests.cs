using SsoOidc.ConfigFiles;

namespace SsoOidc.CredentialTests.ConfigFiles;

public class SharedConfigTests
{
    private readonly FakeFiles _files = new();
    private readonly Dictionary<string, string> _environment = new() { ["HOME"] = FakeFiles.Home };

    [Fact]
    public void The_credentials_file_comes_before_the_config_file()
    {
        _files["/home/u/.aws/credentials"] = "[default]\nregion = sa-east-1\n";
        _files["/home/u/.aws/config"] = "[default]\nregion = eu-west-1\noutput = json\n";
        var config = Load();

        Assert.Equal(new ConfigValue("sa-east-1", "file /home/u/.aws/credentials, profile default, key region"), config.GetValue("default", "region"));
        Assert.Equal(new ConfigValue("json", "file /home/u/.aws/config, profile default, key output"), config.GetValue("default", "output"));
        Assert.Null(config.GetValue("other", "region"));
        Assert.True(config.HasProfile("default"));
        Assert.False(config.HasProfile("other"));
        Assert.Empty(config.Problems);
    }

    [Fact]
    public void Variables_move_the_files()
    {
        _environment["AWS_SHARED_CREDENTIALS_FILE"] = "~/keys";
        _environment["AWS_CONFIG_FILE"] = "sub/conf";
        _files["/home/u/keys"] = "[default]\na = 1\n";
        _files["/cwd/sub/conf"] = "[default]\nb = 2\n";
        var config = Load();

        Assert.Equal("1", config.GetValue("default", "a")?.Value);
        Assert.Equal("2", config.GetValue("default", "b")?.Value);
    }

    [Theory]
    [InlineData("HOME", "")]
    [InlineData("AWS_CONFIG_FILE", "")]
    [InlineData("AWS_CONFIG_FILE", "a\0b")]
    [InlineData("AWS_CONFIG_FILE", "/nowhere")]
    [InlineData("AWS_SDK_CONFIG_OPT_OUT", "")]
    public void The_config_file_is_passed_over(string variable, string value)
    {
        _files["/home/u/.aws/config"] = "[default]\na = 1\n";
        Assert.Equal("1", Load().GetValue("default", "a")?.Value);

        _environment[variable] = value;
        var config = Load();
        Assert.Null(config.GetValue("default", "a"));
        Assert.Empty(config.Problems);
    }

    [Fact]
    public void Without_a_home_there_are_no_files_and_no_failure()
    {
        _environment.Remove("HOME");
        var config = Load();
        Assert.Null(config.ConfigPath);
        Assert.Null(config.CredentialsPath);
        Assert.Empty(_files.Opened);
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_passed_over()
    {
        _files["/home/u/.aws/config"] = "[default]\na = 1\n";
        _files.Unreadable.Add("/home/u/.aws/config");
        var config = Load();
        Assert.Null(config.GetValue("default", "a"));
        Assert.Empty(config.Problems);
    }

    [Fact]
    public void A_file_of_more_than_a_mebibyte_is_a_problem_that_names_it()
    {
        _files.Write("/home/u/.aws/config", new byte[SharedConfig.MaxFileLength + 1]);
        var problem = Assert.Single(Load().Problems);
        Assert.Equal("/home/u/.aws/config", problem.Path);
        Assert.Contains("1 MiB", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endless_file_is_not_read_for_ever()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "needs /dev/zero");
        _environment["AWS_CONFIG_FILE"] = "/dev/zero";
        var config = SharedConfig.Load(_environment.GetValueOrDefault, FileSystem.Real);
        Assert.Equal("/dev/zero", Assert.Single(config.Problems).Path);
    }

    [Fact]
    public void A_directory_in_place_of_a_file_is_passed_over()
    {
        _environment["AWS_CONFIG_FILE"] = Path.GetTempPath();
        var config = SharedConfig.Load(_environment.GetValueOrDefault, FileSystem.Real);
        Assert.Empty(config.Problems);
        Assert.Empty(config.Config.SectionNames);
    }

    [Fact]
    public void A_file_is_parsed_again_only_when_it_has_changed()
    {
        _files["/home/u/.aws/config"] = "[default]\na = 1\n";
        Load();
        Assert.Equal("1", Load().GetValue("default", "a")?.Value);
        Assert.Single(_files.Opened);

        _files["/home/u/.aws/config"] = "[default]\na = 2\n";
        Assert.Equal("2", Load().GetValue("default", "a")?.Value);
        Assert.Equal(2, _files.Opened.Count);
    }

    [Theory]
    [InlineData("[default]\nendpoint_url = p\n", "p")]
    [InlineData("[default]\nservices = s\nendpoint_url = p\n[services s]\nsso_oidc =\n  endpoint_url = s\n", "s")]
    [InlineData("[default]\nservices = s\nendpoint_url = p\n[services s]\ns3 =\n  endpoint_url = s\n", "p")]
    [InlineData("[default]\nservices = gone\nendpoint_url = p\n", "p")]
    [InlineData("[default]\nservices = s\n", null)]
    public void The_endpoint_is_of_the_services_section_then_of_the_profile(string text, string? expected)
    {
        _files["/home/u/.aws/config"] = text;
        Assert.Equal(expected, Load().GetEndpointUrl("default", "sso_oidc")?.Value);
    }

    [Fact]
    public void The_endpoint_is_not_read_from_the_credentials_file()
    {
        _files["/home/u/.aws/credentials"] = "[default]\nendpoint_url = p\n";
        _files["/home/u/.aws/config"] = "[default]\nregion = r\n";
        Assert.Null(Load().GetEndpointUrl("default", "sso_oidc"));
    }

    private SharedConfig Load() => SharedConfig.Load(_environment.GetValueOrDefault, _files);
}
