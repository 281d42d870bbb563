using SsoOidc.ConfigFiles;
using SsoOidc.Shapes;

namespace SsoOidc.Credentials;

/// <summary>The SSO settings of a profile, those of its <c>sso-session</c> section included.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Source">Where it stands, for people.</param>
/// <param name="Session">The session's name; null for the old form without one.</param>
/// <param name="StartUrl">The start URL; never null in the old form.</param>
/// <param name="Region">The region of the session.</param>
/// <param name="AccountId">The account; null where only a token is asked for.</param>
/// <param name="RoleName">The role; null where only a token is asked for.</param>
internal sealed record SsoProfile(
    string Profile, string Source, string? Session, string? StartUrl, string Region, string? AccountId, string? RoleName)
{
    /// <summary>What the token cache file is named after.</summary>
    public string CacheKey => Session ?? StartUrl!;

    /// <summary>The settings of a profile that wants credentials; null where it has no SSO keys.</summary>
    /// <exception cref="ClientConfigurationException">It has some, and they cannot work.</exception>
    public static SsoProfile? ForCredentials(SharedConfig files, string profile)
    {
        foreach (var (section, source) in Sections(files, profile))
        {
            if (section["sso_account_id"] is not null || section["sso_role_name"] is not null)
            {
                return Create(files, profile, section, source, forToken: false);
            }
        }

        return null;
    }

    /// <summary>The settings of a profile that wants a token; null where it names no session.</summary>
    /// <exception cref="ClientConfigurationException">It names one that cannot work.</exception>
    public static SsoProfile? ForToken(SharedConfig files, string profile)
    {
        foreach (var (section, source) in Sections(files, profile))
        {
            if (section["sso_session"] is not null)
            {
                return Create(files, profile, section, source, forToken: true);
            }
        }

        return null;
    }

    private static IEnumerable<(ConfigSection Section, string Source)> Sections(SharedConfig files, string profile)
    {
        if (files.Credentials.Find(profile) is { } first)
        {
            yield return (first, $"file {files.CredentialsPath}, profile {Text.ForDisplay(profile)}");
        }

        if (files.Config.Find(profile) is { } second)
        {
            yield return (second, $"file {files.ConfigPath}, profile {Text.ForDisplay(profile)}");
        }
    }

    private static SsoProfile Create(SharedConfig files, string profile, ConfigSection section, string source, bool forToken)
    {
        var (region, startUrl) = (section["sso_region"], section["sso_start_url"]);
        string? name = section["sso_session"];
        if (name is not null)
        {
            string shown = Text.ForDisplay(name);
            var session = files.FindSsoSession(name) ?? throw Problems.Configuration(
                source, $"sso-session {shown} must be defined in the config file. Referenced by profile {Text.ForDisplay(profile)}");
            if (session["sso_region"] is null)
            {
                throw Problems.Configuration(source, $"sso-session {shown} missing required parameter: sso_region");
            }

            Compare("sso_region", session["sso_region"], region);
            Compare("sso_start_url", session["sso_start_url"], startUrl);
            (region, startUrl) = (session["sso_region"], session["sso_start_url"]);

            void Compare(string key, string? ofSession, string? ofProfile)
            {
                if (ofSession is not null && ofProfile is not null && ofSession != ofProfile)
                {
                    throw Problems.Configuration(
                        source,
                        $"sso-session {shown}'s {key} ({Text.ForDisplay(ofSession)}) does not match the profile {Text.ForDisplay(profile)}'s {key} ({Text.ForDisplay(ofProfile)}')");
                }
            }
        }

        var (account, role) = (section["sso_account_id"], section["sso_role_name"]);
        (string Name, bool IsMissing)[] required =
        [
            ("sso_account_id", !forToken && account is null),
            ("sso_region", region is null),
            ("sso_role_name", !forToken && role is null),
            ("sso_start_url", name is null && startUrl is null),
        ];
        var missing = required.Where(static key => key.IsMissing).Select(static key => key.Name).ToArray();
        return missing.Length == 0
            ? new SsoProfile(profile, source, name, startUrl, region!, account, role)
            : throw Problems.Configuration(source, $"Missing required keys: {string.Join(", ", missing)}.");
    }
}
