namespace SsoOidc.ConfigFiles;

/// <summary>A value with the place where it stands, for people.</summary>
internal readonly record struct ConfigValue(string Value, string Source);

/// <summary>A file that was not read although it is there.</summary>
/// <param name="Path">The file.</param>
/// <param name="Message">Why, as the end of a sentence that begins with the file.</param>
internal sealed record ConfigFileProblem(string Path, string Message);

/// <summary>
/// The AWS credentials and config files as they are when a client is made. Loading never throws: a file that is absent or may
/// not be read is passed over, and one that is too large is a problem to report.
/// </summary>
internal sealed class SharedConfig
{
    public const int MaxFileLength = 1024 * 1024;

    private readonly List<ConfigFileProblem> _problems = [];

    private SharedConfig(Func<string, string?> environment, FileSystem files)
    {
        Home = HomeDirectory.Find(environment);
        IsOptedOut = environment("AWS_SDK_CONFIG_OPT_OUT") is not null;
        CredentialsPath = FindPath(environment("AWS_SHARED_CREDENTIALS_FILE"), "credentials", files);
        ConfigPath = FindPath(environment("AWS_CONFIG_FILE"), "config", files);
        Credentials = Read(CredentialsPath, files);
        Config = IsOptedOut ? ConfigFile.Empty : Read(ConfigPath, files);
    }

    /// <summary>The home directory; null where the environment names none.</summary>
    public string? Home { get; }

    /// <summary>Whether <c>AWS_SDK_CONFIG_OPT_OUT</c> is set: then the config file, and roles, SSO and processes with it, are not used.</summary>
    public bool IsOptedOut { get; }

    /// <summary>The path of the credentials file; null where there is no home.</summary>
    public string? CredentialsPath { get; }

    /// <summary>The path of the config file; null where there is no home.</summary>
    public string? ConfigPath { get; }

    public ConfigFile Credentials { get; }

    public ConfigFile Config { get; }

    public IReadOnlyList<ConfigFileProblem> Problems => _problems;

    /// <summary>Both files, in the order in which they are asked, for error messages.</summary>
    public string Paths => $"{CredentialsPath ?? "~/.aws/credentials"} or {ConfigPath ?? "~/.aws/config"}";

    public static SharedConfig Load(Func<string, string?> environment, FileSystem files) => new(environment, files);

    /// <summary>Whether either file has the profile, with at least one key.</summary>
    public bool HasProfile(string profile) => Credentials.Find(profile) is not null || Config.Find(profile) is not null;

    /// <summary>A profile's value: from the credentials file, else from the config file.</summary>
    public ConfigValue? GetValue(string profile, string key) =>
        Value(Credentials, CredentialsPath, profile, key) ?? Value(Config, ConfigPath, profile, key);

    /// <summary>An endpoint from the config file: of the profile's services section, else of the profile.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="serviceId">The service's sub-section, such as <c>sso_oidc</c>.</param>
    public ConfigValue? GetEndpointUrl(string profile, string serviceId)
    {
        if (Config.Find(profile) is not { } section)
        {
            return null;
        }

        return section["services"] is { } services
            && Config.FindOf("services", services)?.Nested(serviceId)?["endpoint_url"] is { } url
                ? new(url, $"file {ConfigPath}, section [services {services}], key {serviceId}.endpoint_url")
                : Value(Config, ConfigPath, profile, "endpoint_url");
    }

    /// <summary>An <c>[sso-session NAME]</c> section: from the config file, else from the credentials file.</summary>
    public ConfigSection? FindSsoSession(string name) => Config.FindOf("sso-session", name) ?? Credentials.FindOf("sso-session", name);

    /// <summary>Makes a path absolute; a leading <c>~</c> is the home directory. Null where that is not known or the path is none.</summary>
    public string? Expand(string path, FileSystem files)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        if (path[0] == '~' && (path.Length == 1 || path[1] == '/' || path[1] == Path.DirectorySeparatorChar))
        {
            return Home is null ? null : files.FullPath(Path.Join(Home, path.AsSpan(1)));
        }

        return files.FullPath(path);
    }

    private static ConfigValue? Value(ConfigFile file, string? path, string profile, string key) =>
        file.Find(profile)?[key] is { } value ? new(value, $"file {path}, profile {profile}, key {key}") : null;

    private string? FindPath(string? given, string fileName, FileSystem files) => given is not null
        ? Expand(given, files)
        : Home is null ? null : files.FullPath(Path.Join(Home, ".aws", fileName));

    private ConfigFile Read(string? path, FileSystem files)
    {
        return path is not null && files.Stamp(path) is { } stamp ? Read(path, stamp, files) : ConfigFile.Empty;
    }

    private ConfigFile Read(string path, FileStamp stamp, FileSystem files)
    {
        if (files.FindParsed(path, stamp) is { } known)
        {
            return known;
        }

        byte[]? content = files.TryRead(path, MaxFileLength, out var problem);
        if (content is null)
        {
            if (problem == FileProblem.TooLong)
            {
                _problems.Add(new(path, "is longer than the 1 MiB that are read; is it an AWS config file?"));
            }

            return ConfigFile.Empty;
        }

        var file = ConfigFile.Parse(content);
        files.KeepParsed(path, new(stamp, file));
        return file;
    }
}

/// <summary>The user's home directory, as the environment names it.</summary>
internal static class HomeDirectory
{
    public static string? Find(Func<string, string?> environment)
    {
        string? home = environment("HOME");
        if (string.IsNullOrEmpty(home) && OperatingSystem.IsWindows())
        {
            home = environment("USERPROFILE");
        }

        return string.IsNullOrEmpty(home) || home.Contains('\0', StringComparison.Ordinal) ? null : home;
    }
}
