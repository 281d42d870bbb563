using System.Text;
using Microsoft.Extensions.Configuration;
using SsoOidc.ConfigurationTests.Support;
using SsoOidc.Options;

namespace SsoOidc.ConfigurationTests.Options;

/// <summary>Ten thousand random machines and options: a client, or an exception that names the source of everything it does not like.</summary>
public sealed class RandomWorldTests
{
    private const int Machines = 10_000;

    private static readonly string[] Texts =
    [
        "", " ", "true", "false", "TRUE", "no", "0", "1", "-1", "3", "99999999999", "1e3", "2.5", "infinite", "legacy", "standard", "adaptive", "auto", "in-region", "us-west-2", "fips-us-east-1",
        "us west", "http://x.example", "https://", "ftp://x", "http://u:geheim@h/p?q", "*", ",", "a,b", "\r\n", "a\0b", "\u001b[31m", "é", "\ud800", "[", "]", "=", "#", "; c", "~", "/", "default", "work", "local",
    ];

    private static readonly string[] Variables =
    [
        .. OptionTable.All.SelectMany(static row => row.Environment), "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_SDK_CONFIG_OPT_OUT", "AWS_EXECUTION_ENV", "HOME",
        "AWS_EC2_METADATA_DISABLED", "AWS_DEFAULT_PROFILE",
    ];

    private static readonly string[] Keys = [.. OptionTable.All.Select(static row => row.FileKey).OfType<string>(), "services", "sso_oidc", "role_arn", "output"];

    // In configurations: what can be given as text, what cannot, groups themselves, and what nobody knows.
    private static readonly string[] ConfigurationKeys =
    [
        .. OptionTable.All.Select(static row => row.Name.Replace('.', ':')), .. OptionTable.All.Select(static row => row.Name.Replace('.', ':') + ":0"),
        "Retry", "Retry:", "Http:Timeout", "Plugins:Tenant", "Plugins:Tenant:Id", "Defaults", "Defaults:Region", "Stubs:0", "Colour", "a\u001bb", ":",
    ];

    [Fact]
    public void A_client_or_an_error_that_names_its_source()
    {
        int clients = 0;
        int refusals = 0;
        for (int seed = 0; seed < Machines; seed++)
        {
            var random = new Random(seed);
            var machine = new RandomMachine(random);
            try
            {
                using var client = new SsoOidcClient(machine.Options);
                Assert.Equal(OptionTable.All.Length + 1, client.Config.Describe().Count(static c => c == '\n'));
                foreach (var row in OptionTable.All)
                {
                    // Whatever comes out was accepted, and has a source that exists.
                    var (value, source) = client.Config.Value(row);
                    Assert.True(value is not string text || !text.Any(char.IsControl), $"seed {seed}: {row.Name}");
                    Assert.True(row.IsAccepted is null || value is null || source == "default" || row.IsAccepted(value), $"seed {seed}: {row.Name} = {value}");
                    machine.AssertKnown(source, seed);
                }

                clients++;
            }
            catch (ClientConfigurationException e)
            {
                Assert.NotEmpty(e.Problems);
                Assert.All(e.Problems, problem => machine.AssertKnown(problem.Source, seed));
                Assert.All(e.Problems, problem => Assert.True(problem.Message.Length > 10, $"seed {seed}: {problem}"));
                Assert.DoesNotContain("geheim", e.Message, StringComparison.Ordinal);
                Assert.True(e.Message.All(static c => c == '\n' || !char.IsControl(c)), $"seed {seed}: {e.Message}");
                refusals++;
            }
        }

        // Neither side is empty, or nothing was tried.
        Assert.InRange(clients, Machines / 20, Machines);
        Assert.InRange(refusals, Machines / 20, Machines);
    }

    // No other path has a file.
    private static readonly string[] Places = ["/home/u/.aws/config", "/home/u/.aws/credentials"];

    private sealed class RandomMachine
    {
        private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal) { ["HOME"] = "/home/u" };
        private readonly HashSet<string> _configured = new(StringComparer.OrdinalIgnoreCase);
        private readonly Random _random;

        public RandomMachine(Random random)
        {
            _random = random;
            foreach (string variable in random.GetItems(Variables, random.Next(4)))
            {
                _environment[variable] = Text();
            }

            var files = new MemoryFiles { ["/home/u/.aws/config"] = File(), ["/home/u/.aws/credentials"] = File() };
            Options = Level(new SsoOidcClientOptions { Seams = new SystemSeams { GetEnvironmentVariable = _environment.GetValueOrDefault, Files = files } });
            if (random.Next(4) == 0)
            {
                Options.Defaults = Level(new SsoOidcClientOptions());
            }

            if (random.Next(4) == 0)
            {
                Bind();
            }

            if (random.Next(3) > 0)
            {
                Options.Region ??= "eu-west-1";
            }
        }

        public SsoOidcClientOptions Options { get; }

        public void AssertKnown(string source, int seed)
        {
            // A mode and a legacy region come from somewhere too.
            string origin = source.StartsWith("defaults mode ", StringComparison.Ordinal) || source.StartsWith("legacy region ", StringComparison.Ordinal)
                ? source[(source.LastIndexOf('(') + 1)..^1]
                : source;
            bool isKnown = origin is "default" or "not given" or "stubbed client"
                || OptionTable.All.Any(row => origin == $"options.{row.Name}" || origin == $"options.Defaults.{row.Name}")
                || _configured.Any(key => origin.Equals($"configuration key {Shapes.Text.ForDisplay(key)}", StringComparison.OrdinalIgnoreCase)

                    // A list, or a section where a text is expected.
                    || (origin.StartsWith("configuration key ", StringComparison.Ordinal) && key.StartsWith(origin[18..] + ":", StringComparison.OrdinalIgnoreCase)))
                || Places.Any(place => origin.StartsWith($"file {place}, profile ", StringComparison.Ordinal) || origin.StartsWith($"file {place}, section ", StringComparison.Ordinal))
                || _environment.Keys.Any(variable => origin == $"environment variable {variable}");
            Assert.True(isKnown, $"seed {seed}: '{source}'");
        }

        private void Bind()
        {
            // Two keys of one name would be a mistake of the test.
            _configured.UnionWith(_random.GetItems(ConfigurationKeys, _random.Next(3)));
            Options.Bind(new ConfigurationBuilder().AddInMemoryCollection(_configured.Select(key => new KeyValuePair<string, string?>(key, Text()))).Build());
        }

        private string Text() => _random.Next(8) == 0
            ? new string([.. Enumerable.Range(0, _random.Next(12)).Select(_ => (char)_random.Next(0x20, 0x250))])
            : _random.GetItems(Texts, 1)[0];

        private byte[] File()
        {
            if (_random.Next(10) == 0)
            {
                byte[] noise = new byte[_random.Next(200)];
                _random.NextBytes(noise);
                return noise;
            }

            var text = new StringBuilder();
            for (int i = _random.Next(4); i > 0; i--)
            {
                text.Append(_random.GetItems(["[default]", "[profile work]", "[services local]", "[work", "[ ]", "[default] # c", "[sso-session s]"], 1)[0]).Append('\n');
                for (int j = _random.Next(4); j > 0; j--)
                {
                    text.Append(_random.GetItems(["", "", "  ", "\t"], 1)[0]).Append(_random.GetItems(Keys, 1)[0]).Append(" = ").Append(Text()).Append('\n');
                }
            }

            return Encoding.UTF8.GetBytes(text.ToString());
        }

        // Some options from code, of the right type and with any value.
        private SsoOidcClientOptions Level(SsoOidcClientOptions options)
        {
            foreach (var row in _random.GetItems(OptionTable.All, _random.Next(3)))
            {
                object? value = (row.Default, row.Text) switch
                {
                    (_, null) => null,
                    _ when row == CallRows.CallLogFormatter => null,
                    (bool, _) => _random.Next(2) == 0,
                    (int, _) => _random.Next(-2, 10),
                    (TimeSpan, _) => TimeSpan.FromSeconds(_random.Next(-2, 10)),
                    (Enum number, _) => Enum.ToObject(number.GetType(), _random.Next(-1, 8)),
                    (_, { IsList: true }) => (string[])[Text(), Text()],
                    _ when row == HttpRows.SslTimeout => TimeSpan.FromSeconds(_random.Next(-2, 10)),
                    _ => Text(),
                };
                if (value is not null)
                {
                    options.Given[row] = value;
                }
            }

            return options;
        }
    }
}
