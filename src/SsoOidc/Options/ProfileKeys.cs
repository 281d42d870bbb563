using SsoOidc.ConfigFiles;
using SsoOidc.Shapes;

namespace SsoOidc.Options;

/// <summary>The sections of one profile in both files, looked up once for all options.</summary>
internal sealed class ProfileKeys(SharedConfig files, string profile)
{
    private const string ServiceId = "sso_oidc";

    private readonly ConfigSection? _credentials = files.Credentials.Find(profile);
    private readonly ConfigSection? _config = files.Config.Find(profile);

    public bool IsEmpty => _credentials is null && _config is null;

    /// <summary>An option's text and where it stands: in the credentials file, else in the config file; endpoints in the config file only.</summary>
    public (string Text, string Source)? Find(OptionRow row)
    {
        if (row == EndpointRows.EndpointUrl)
        {
            return _config is not null && files.GetEndpointUrl(profile, ServiceId) is { } url ? (url.Value, Text.ForDisplay(url.Source)) : null;
        }

        if (_credentials?[row.FileKey!] is { } fromCredentials)
        {
            return (fromCredentials, Source(files.CredentialsPath, row));
        }

        return _config?[row.FileKey!] is { } fromConfig ? (fromConfig, Source(files.ConfigPath, row)) : null;
    }

    // Names come from the environment and may hold anything.
    private string Source(string? path, OptionRow row) => Text.ForDisplay($"file {path}, profile {profile}, key {row.FileKey}");
}
