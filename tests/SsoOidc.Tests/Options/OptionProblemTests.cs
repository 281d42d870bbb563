using SsoOidc.Options;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Options;

public sealed class OptionProblemTests
{
    [Theory]
    [InlineData("AWS_MAX_ATTEMPTS", "0")]
    [InlineData("AWS_MAX_ATTEMPTS", "-1")]
    [InlineData("AWS_MAX_ATTEMPTS", "")]
    [InlineData("AWS_MAX_ATTEMPTS", "three")]
    [InlineData("AWS_MAX_ATTEMPTS", "3x")]
    [InlineData("AWS_MAX_ATTEMPTS", "99999999999")]
    [InlineData("AWS_RETRY_MODE", "")]
    [InlineData("AWS_RETRY_MODE", "Standard")]
    [InlineData("AWS_RETRY_MODE", "sometimes")]
    [InlineData("AWS_ENDPOINT_URL", "")]
    [InlineData("AWS_ENDPOINT_URL", "localhost:8080")]
    [InlineData("AWS_ENDPOINT_URL_SSO_OIDC", "ftp://localhost")]
    [InlineData("AWS_REGION", "not a region")]
    [InlineData("AWS_REGION", "a.b")]
    [InlineData("AWS_REGION", "us-west-2/x")]
    public void A_bad_variable_is_named(string variable, string value)
    {
        var environment = new TestEnvironment { ["AWS_REGION"] = "us-west-2", [variable] = value };
        var problem = Assert.Single(Problems(new SsoOidcClientOptions { Seams = environment.Seams }));
        Assert.Equal($"environment variable {variable}", problem.Source);
        Assert.Contains(value, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_are_told_at_once()
    {
        var environment = new TestEnvironment { ["AWS_MAX_ATTEMPTS"] = "none", ["AWS_REGION"] = "-" };
        var options = new SsoOidcClientOptions
        {
            Retry = { Mode = (RetryMode)9 },
            Http =
            {
                ConnectTimeout = TimeSpan.Zero, ReadTimeout = TimeSpan.FromSeconds(-5), IdleTimeout = TimeSpan.FromTicks(-1), HandlerName = "a\nb",
                Handler = new HttpClientHandler(), Client = new HttpClient(),
            },
            Seams = environment.Seams,
        };
        var error = Assert.Throws<ClientConfigurationException>(() => new SsoOidcClient(options));
        Assert.Equal(
            ["Http.ConnectTimeout", "Http.Handler, Http.Client", "Http.HandlerName", "Http.IdleTimeout", "Http.ReadTimeout", "Region", "Retry.MaxAttempts", "Retry.Mode"],
            error.Problems.Select(problem => problem.Option).Order(StringComparer.Ordinal));
        Assert.StartsWith("The client's configuration has 8 problems:\n  - ", error.Message, StringComparison.Ordinal);
        Assert.All(error.Problems, problem => Assert.Contains($"\n  - {problem.Option} ({problem.Source}): {problem.Message}", error.Message, StringComparison.Ordinal));
        Assert.IsType<ArgumentException>(error, exactMatch: false);
    }

    [Fact]
    public void A_missing_region_names_the_option_and_the_variable()
    {
        var problem = Assert.Single(Problems(new SsoOidcClientOptions { Seams = new TestEnvironment().Seams }));
        Assert.Equal(("Region", "not given"), (problem.Option, problem.Source));
        Assert.Contains("options.Region", problem.Message, StringComparison.Ordinal);
        Assert.Contains("AWS_REGION", problem.Message, StringComparison.Ordinal);

        // Also where an endpoint says where to send to: the signature needs it.
        Assert.Equal("Region", Assert.Single(Problems(new SsoOidcClientOptions { Endpoint = { Url = "http://localhost" }, Seams = new TestEnvironment().Seams })).Option);
    }

    [Fact]
    public void A_bad_region_is_answered_with_the_regions_that_there_are()
    {
        var problem = Assert.Single(Problems(new SsoOidcClientOptions { Region = "us west 2", Seams = new TestEnvironment().Seams }));
        Assert.Contains("'us west 2' is not a region", problem.Message, StringComparison.Ordinal);
        Assert.Contains("eu-central-1", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_region_beside_an_endpoint_must_still_fit_into_a_header()
    {
        var options = new SsoOidcClientOptions { Region = "us–west", Endpoint = { Url = "http://localhost" }, Seams = new TestEnvironment().Seams };
        Assert.Equal("Region", Assert.Single(Problems(options)).Option);
        options.Region = "any_thing.goes";
        using var client = new SsoOidcClient(options);
        Assert.Equal("any_thing.goes", client.Config.Region);
    }

    [Theory]
    [InlineData("https://user:secret@host with space/")]
    [InlineData("ftp://user:secret@host/?secret")]
    [InlineData("user:secret@host")]
    [InlineData("https://user:se/secret@host/")]
    public void A_bad_endpoint_is_shown_without_its_secrets(string url)
    {
        var error = Assert.Throws<ClientConfigurationException>(() => new SsoOidcClient(new SsoOidcClientOptions
        {
            Region = "us-west-2", Endpoint = { Url = url }, Seams = new TestEnvironment().Seams,
        }));
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.Equal("Endpoint.Url", Assert.Single(error.Problems).Option);
    }

    [Fact]
    public void Timeouts_may_be_infinite_and_idle_time_zero()
    {
        using var client = new SsoOidcClient(new SsoOidcClientOptions
        {
            Region = "us-west-2",
            Http = { ConnectTimeout = Timeout.InfiniteTimeSpan, ReadTimeout = Timeout.InfiniteTimeSpan, IdleTimeout = TimeSpan.Zero },
            Seams = new TestEnvironment().Seams,
        });
        Assert.Equal(Timeout.InfiniteTimeSpan, client.Config.ReadTimeout);
    }

    /// <summary>Each row that takes text, with each of its sources, and each character that ends a line or a string.</summary>
    public static TheoryData<string, string?, char> TextSources()
    {
        var data = new TheoryData<string, string?, char>();
        foreach (var row in OptionTable.All)
        {
            foreach (char c in "\r\n\0")
            {
                foreach (string variable in row.Environment)
                {
                    data.Add(row.Name, variable, c);
                }

                if (PropertyType(row.Name) == typeof(string))
                {
                    data.Add(row.Name, null, c);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(TextSources))]
    public void A_control_character_is_refused_in_every_option_from_every_source(string option, string? variable, char character)
    {
        var handler = new CapturingHandler();
        foreach (string value in new[] { $"us-west-2{character}", $"{character}us-west-2", $"https://h/{character}x-evil: 1", "standard" + character, "3" + character })
        {
            var environment = new TestEnvironment();
            var options = new SsoOidcClientOptions { Region = option == "Region" ? null : "us-west-2", Seams = environment.Seams };
            options.Http.Handler = handler;
            if (variable is not null)
            {
                environment[variable] = value;
            }
            else
            {
                Set(options, option, value);
            }

            var problem = Assert.Single(Problems(options), problem => problem.Option == option);
            Assert.Contains($"U+{(int)character:X4}", problem.Message, StringComparison.Ordinal);
            Assert.Equal(variable is null ? $"options.{option}" : $"environment variable {variable}", problem.Source);
            Assert.DoesNotContain(character, problem.Message);
        }

        Assert.Empty(handler.Requests);
    }

    [Fact]
    public void The_walk_over_text_options_is_not_empty() => Assert.Superset(
        new HashSet<string> { "Region", "Endpoint.Url", "Http.HandlerName", "Retry.Mode", "Retry.MaxAttempts" },
        TextSources().Select(row => row.Data.Item1).ToHashSet());

    private static Type PropertyType(string option)
    {
        Type type = typeof(SsoOidcClientOptions);
        foreach (string part in option.Split('.'))
        {
            type = type.GetProperty(part)!.PropertyType;
        }

        return type;
    }

    private static void Set(SsoOidcClientOptions options, string option, string value)
    {
        object target = options;
        string[] parts = option.Split('.');
        foreach (string part in parts[..^1])
        {
            target = target.GetType().GetProperty(part)!.GetValue(target)!;
        }

        target.GetType().GetProperty(parts[^1])!.SetValue(target, value);
    }

    private static IReadOnlyList<ConfigurationProblem> Problems(SsoOidcClientOptions options) =>
        Assert.Throws<ClientConfigurationException>(() => new SsoOidcClient(options)).Problems;
}
