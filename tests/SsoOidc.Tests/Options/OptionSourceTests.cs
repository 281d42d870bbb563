using SsoOidc.Options;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Options;

/// <summary>Where values come from: code, defaults, defaults of the defaults, environment, default.</summary>
public sealed class OptionSourceTests
{
    [Fact]
    public void The_nearest_source_wins()
    {
        var environment = new TestEnvironment { ["AWS_MAX_ATTEMPTS"] = "7", ["AWS_REGION"] = "eu-env-1" };
        static RetryOptions Retry(SsoOidcClientOptions options) => options.Retry;

        var options = new SsoOidcClientOptions { Seams = environment.Seams };
        Assert.Equal((7, "environment variable AWS_MAX_ATTEMPTS"), Resolve(options));

        options.Defaults = new SsoOidcClientOptions { Defaults = new SsoOidcClientOptions() };
        Retry(options.Defaults.Defaults!).MaxAttempts = 6;
        Assert.Equal((6, "options.Defaults.Defaults.Retry.MaxAttempts"), Resolve(options));

        Retry(options.Defaults).MaxAttempts = 5;
        Assert.Equal((5, "options.Defaults.Retry.MaxAttempts"), Resolve(options));

        Retry(options).MaxAttempts = 4;
        Assert.Equal((4, "options.Retry.MaxAttempts"), Resolve(options));

        environment.Clear();
        environment["AWS_REGION"] = "eu-env-1";
        Assert.Equal((3, "default"), Resolve(new SsoOidcClientOptions { Seams = environment.Seams }));

        static (int Value, string Source) Resolve(SsoOidcClientOptions options)
        {
            using var client = new SsoOidcClient(options);
            return (client.Config.MaxAttempts, client.Config.SourceOf("Retry.MaxAttempts"));
        }
    }

    [Fact]
    public void A_source_that_is_overridden_is_not_checked()
    {
        var environment = new TestEnvironment
        {
            ["AWS_MAX_ATTEMPTS"] = "nonsense", ["AWS_RETRY_MODE"] = "\r\n", ["AWS_REGION"] = "not a region", ["AWS_ENDPOINT_URL"] = "nonsense",
        };
        using var client = new SsoOidcClient(new SsoOidcClientOptions
        {
            Region = "us-west-2",
            Retry = { MaxAttempts = 2, Mode = RetryMode.Standard },
            Endpoint = { Url = "http://localhost" },
            Defaults = new SsoOidcClientOptions { Region = "\0", Retry = { MaxAttempts = -1 } },
            Seams = environment.Seams,
        });
        Assert.Equal((2, RetryMode.Standard, "us-west-2"), (client.Config.MaxAttempts, client.Config.RetryMode, client.Config.Region));
        Assert.DoesNotContain("AWS_MAX_ATTEMPTS", environment.Reads);
    }

    [Theory]
    [InlineData("AWS_REGION", "AMAZON_REGION", "AWS_DEFAULT_REGION")]
    [InlineData("AMAZON_REGION", "AWS_DEFAULT_REGION")]
    [InlineData("AWS_DEFAULT_REGION")]
    public void The_first_variable_that_exists_gives_the_region(params string[] variables)
    {
        var environment = new TestEnvironment();
        for (int i = 0; i < variables.Length; i++)
        {
            environment[variables[i]] = $"region-{i}";
        }

        using var client = new SsoOidcClient(new SsoOidcClientOptions { Seams = environment.Seams });
        Assert.Equal("region-0", client.Config.Region);
        Assert.Equal($"environment variable {variables[0]}", client.Config.SourceOf("Region"));
    }

    [Fact]
    public void An_empty_variable_ends_the_search_and_is_named()
    {
        var environment = new TestEnvironment { ["AMAZON_REGION"] = string.Empty, ["AWS_DEFAULT_REGION"] = "us-west-2" };
        var error = Assert.Throws<ClientConfigurationException>(() => new SsoOidcClient(new SsoOidcClientOptions { Seams = environment.Seams }));
        Assert.Equal(("Region", "environment variable AMAZON_REGION"), (error.Problems[0].Option, error.Problems[0].Source));
        Assert.Contains("the variable is empty", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWS_ENDPOINT_URL_SSO_OIDC")]
    [InlineData("AWS_ENDPOINT_URL")]
    public void An_endpoint_from_the_environment_can_be_ignored(string variable)
    {
        var environment = new TestEnvironment { [variable] = "http://localhost:1234" };
        using var client = new SsoOidcClient(new SsoOidcClientOptions { Region = "us-west-2", Seams = environment.Seams });
        Assert.Equal("http://localhost:1234", client.Config.EndpointUrl);

        environment["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "TRUE";
        using var ignoring = new SsoOidcClient(new SsoOidcClientOptions { Region = "us-west-2", Seams = environment.Seams });
        Assert.Null(ignoring.Config.EndpointUrl);

        using var own = new SsoOidcClient(new SsoOidcClientOptions
        {
            Region = "us-west-2", Endpoint = { Url = "http://own", IgnoreConfiguredUrls = true }, Seams = environment.Seams,
        });
        Assert.Equal("http://own", own.Config.EndpointUrl);
    }

    [Fact]
    public void The_services_own_endpoint_variable_comes_first()
    {
        var environment = new TestEnvironment { ["AWS_ENDPOINT_URL"] = "http://all", ["AWS_ENDPOINT_URL_SSO_OIDC"] = "http://mine" };
        using var client = new SsoOidcClient(new SsoOidcClientOptions { Region = "us-west-2", Seams = environment.Seams });
        Assert.Equal("http://mine", client.Config.EndpointUrl);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("TRUE", false)]
    [InlineData("1", false)]
    [InlineData("", false)]
    public void The_switches_take_exactly_true(string text, bool expected)
    {
        var environment = new TestEnvironment { ["AWS_USE_FIPS_ENDPOINT"] = text, ["AWS_USE_DUALSTACK_ENDPOINT"] = text };
        using var client = new SsoOidcClient(new SsoOidcClientOptions { Region = "us-west-2", Seams = environment.Seams });
        Assert.Equal((expected, expected), (client.Config.UseFips, client.Config.UseDualStack));
    }

    [Fact]
    public void Legacy_region_names_turn_fips_on_unless_there_is_an_endpoint()
    {
        using var client = new SsoOidcClient(new SsoOidcClientOptions { Region = "us-west-2-fips", Seams = new TestEnvironment().Seams });
        Assert.Equal(("us-west-2", true), (client.Config.Region, client.Config.UseFips));

        using var custom = new SsoOidcClient(new SsoOidcClientOptions
        {
            Region = "fips-us-west-2", Endpoint = { Url = "http://localhost" }, Seams = new TestEnvironment().Seams,
        });
        Assert.Equal(("fips-us-west-2", false), (custom.Config.Region, custom.Config.UseFips));
    }

    [Fact]
    public async Task Options_are_copied_at_construction()
    {
        var handler = new CapturingHandler();
        var options = Clients.Options(o => o.Http.Handler = handler);
        using var client = new SsoOidcClient(options);
        options.Region = "changed";
        options.Http.Handler = null;
        options.Http.ReadTimeout = TimeSpan.FromTicks(1);
        options.Endpoint.Url = "http://changed";
        options.Parameters.Validate = false;
        options.RaiseResponseErrors = false;
        options.Credentials = null;
        options.Plugins.Add(new TracePlugin("late", []));
        await client.RegisterClientAsync(Calls.RegisterClient);
        Assert.Equal("https://oidc.us-west-2.amazonaws.com/client/register", handler.Request.Uri.ToString());
        Assert.True(client.Config.ValidateParameters && client.Config.RaiseResponseErrors);
        Assert.NotNull(client.Config.Credentials);
    }

    [Fact]
    public void Defaults_that_lead_back_to_themselves_are_a_problem_and_no_endless_search()
    {
        var options = new SsoOidcClientOptions { Region = "us-west-2", Seams = new TestEnvironment().Seams };
        options.Defaults = new SsoOidcClientOptions { Defaults = options };
        var error = Assert.Throws<ClientConfigurationException>(() => new SsoOidcClient(options));
        Assert.Contains("Defaults", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stubs_of_the_defaults_are_used_where_the_client_has_none_of_its_own()
    {
        var shared = new SsoOidcClientOptions();
        shared.Stubs.Add(OperationStubs.For(Operations.CreateToken, new CreateTokenResponse { TokenType = "shared" }));
        using var client = new SsoOidcClient(new SsoOidcClientOptions { Defaults = shared, Seams = new TestEnvironment().Seams });
        Assert.Equal("shared", (await client.CreateTokenAsync(Calls.CreateToken)).TokenType);
    }

    [Fact]
    public void Every_row_has_a_source_a_name_of_its_own_and_a_property()
    {
        Assert.Equal(OptionTable.All.Length, OptionTable.All.Select(row => row.Name).Distinct().Count());
        using var client = Clients.Create(new CapturingHandler());
        foreach (var row in OptionTable.All)
        {
            Assert.NotEmpty(client.Config.SourceOf(row.Name));
            Type type = typeof(SsoOidcClientOptions);
            foreach (string part in row.Name.Split('.'))
            {
                type = type.GetProperty(part)?.PropertyType ?? throw new Xunit.Sdk.XunitException($"{row.Name} is no property");
            }
        }

        Assert.Throws<ArgumentException>(() => client.Config.SourceOf("Nothing"));
    }

    [Fact]
    public void Every_property_of_the_options_has_its_row()
    {
        Type[] groups =
        [
            typeof(EndpointOptions), typeof(RetryOptions), typeof(HttpOptions), typeof(ParameterOptions), typeof(CallLogOptions),
            typeof(MonitoringOptions), typeof(TelemetryOptions), typeof(DiscoveryOptions), typeof(CompressionOptions),
        ];
        string[] lists = ["Stubs", "Defaults"];
        var properties = typeof(SsoOidcClientOptions).GetProperties()
            .SelectMany(property => groups.Contains(property.PropertyType)
                ? property.PropertyType.GetProperties().Select(inner => $"{property.Name}.{inner.Name}")
                : [property.Name])
            .Except(lists);
        Assert.Equal(OptionTable.All.Select(row => row.Name).Order(), properties.Order());
    }
}
