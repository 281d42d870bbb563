using SsoOidc.Options;

namespace SsoOidc.ConfigurationTests.Support;

/// <summary>An environment and a home directory with real files.</summary>
public sealed class World : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("ssooidc-options-").FullName;

    public World() => Environment["HOME"] = _home;

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>The variables that were asked for.</summary>
    public HashSet<string> Reads { get; } = [];

    public string ConfigPath => Path.Combine(_home, ".aws", "config");

    public string CredentialsPath => Path.Combine(_home, ".aws", "credentials");

    public string Config
    {
        set => Write(ConfigPath, value);
    }

    public string Credentials
    {
        set => Write(CredentialsPath, value);
    }

    public SsoOidcClientOptions Options(Action<SsoOidcClientOptions>? configure = null)
    {
        var options = new SsoOidcClientOptions { Region = "us-west-2", Seams = Seams() };
        configure?.Invoke(options);
        return options;
    }

    public SsoOidcClientConfig Resolve(Action<SsoOidcClientOptions>? configure = null)
    {
        using var client = new SsoOidcClient(Options(configure));
        return client.Config;
    }

    public IReadOnlyList<ConfigurationProblem> Problems(Action<SsoOidcClientOptions>? configure = null) =>
        Assert.Throws<ClientConfigurationException>(() => new SsoOidcClient(Options(configure))).Problems;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    internal SystemSeams Seams() => new()
    {
        GetEnvironmentVariable = name =>
        {
            Reads.Add(name);
            return Environment.GetValueOrDefault(name);
        },
    };

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
