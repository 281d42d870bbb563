using System.Text.RegularExpressions;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Expectations;

/// <summary>The two files of a recorded case, read as simply as they are written there.</summary>
internal sealed partial class RecordedFiles
{
    private readonly JsonObject _environment;
    private readonly Dictionary<string, Dictionary<string, string>> _credentials;
    private readonly Dictionary<string, Dictionary<string, string>> _config;
    private readonly string _profile;

    /// <param name="golden">The case.</param>
    /// <param name="forSecrets">Whether credentials and tokens are looked for, for which one more variable names the profile.</param>
    public RecordedFiles(GoldenCase golden, bool forSecrets = false)
    {
        _environment = golden.Object("environment");
        var files = golden.Object("files");
        _credentials = Read(files[Place("AWS_SHARED_CREDENTIALS_FILE", ".aws/credentials")]);
        _config = _environment.ContainsKey("AWS_SDK_CONFIG_OPT_OUT") ? [] : Read(files[Place("AWS_CONFIG_FILE", ".aws/config")]);
        _profile = (golden.Object("options")["profile"] ?? golden.OptionalObject("global_config")?["ssooidc"]?["profile"]
            ?? golden.OptionalObject("global_config")?["profile"] ?? _environment["AWS_PROFILE"]
            ?? (forSecrets ? _environment["AWS_DEFAULT_PROFILE"] : null))?.GetValue<string>() ?? "default";
    }

    /// <summary>The custom endpoint of environment and config file.</summary>
    public JsonNode? EndpointUrl => _environment["AWS_ENDPOINT_URL_SSO_OIDC"] ?? _environment["AWS_ENDPOINT_URL"]
        ?? (From(_config, _profile, "services") is { } services ? From(_config, "services " + services, "sso_oidc/endpoint_url") : null)
        ?? From(_config, _profile, "endpoint_url");

    /// <summary>Whether the current profile has keys, and which.</summary>
    public (string Id, string Secret, string? Token, string? Account)? Keys => KeysIn(_credentials) ?? KeysIn(_config);

    /// <summary>A value of the current profile: of the credentials file, else of the config file.</summary>
    public string? Value(string key) => From(_credentials, _profile, key) ?? From(_config, _profile, key);

    private string Place(string variable, string usual) => _environment[variable]?.GetValue<string>().Replace("{HOME}/", string.Empty, StringComparison.Ordinal) ?? usual;

    private (string Id, string Secret, string? Token, string? Account)? KeysIn(Dictionary<string, Dictionary<string, string>> file) =>
        From(file, _profile, "aws_access_key_id") is { } id && From(file, _profile, "aws_secret_access_key") is { } secret
            ? (id, secret, From(file, _profile, "aws_session_token"), From(file, _profile, "aws_account_id"))
            : null;

    private static string? From(Dictionary<string, Dictionary<string, string>> file, string section, string key) =>
        file.GetValueOrDefault(section)?.GetValueOrDefault(key);

    private static Dictionary<string, Dictionary<string, string>> Read(JsonNode? text)
    {
        var sections = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        Dictionary<string, string>? section = null;
        string parent = string.Empty;
        foreach (string line in text?.GetValue<string>().Split('\n') ?? [])
        {
            if (line.StartsWith('#') || line.StartsWith(';'))
            {
                continue;
            }

            if (line.StartsWith('['))
            {
                string name = line[1..line.IndexOf(']', StringComparison.Ordinal)];
                name = name.StartsWith("profile ", StringComparison.Ordinal) ? name[8..] : name;
                section = sections.TryGetValue(name, out var known) ? known : sections[name] = new(StringComparer.Ordinal);
            }
            else if (line.Split('=', 2) is [var key, var value] && section is not null)
            {
                bool isNested = char.IsWhiteSpace(line[0]) && parent.Length > 0;
                parent = isNested ? parent : value.Trim().Length == 0 ? key.Trim() + "/" : string.Empty;
                section[(isNested ? parent : string.Empty) + key.Trim()] = Note().Replace(value, string.Empty).Trim();
            }
        }

        return sections;
    }

    [GeneratedRegex(@"\s;.*")]
    private static partial Regex Note();
}
