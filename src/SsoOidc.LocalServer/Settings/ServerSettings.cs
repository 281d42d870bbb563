using System.Collections.Frozen;

namespace SsoOidc.LocalServer.Settings;

/// <summary>The options as the server uses them: checked, and copied so that later changes of the options change nothing.</summary>
internal sealed class ServerSettings
{
    private ServerSettings(LocalIdentityCenterOptions options, LoopbackUrl url)
    {
        Url = url;
        Clock = options.TimeProvider;
        AutoApprove = options.AutoApprove;
        Region = options.Region;
        StartUrls = options.StartUrls?.ToArray();
        SigningSecrets = options.SigningCredentials.ToFrozenDictionary(StringComparer.Ordinal);
        RegistrationLifetime = options.RegistrationLifetime;
        DeviceCodeLifetime = options.DeviceCodeLifetime;
        PollInterval = options.PollInterval;
        AccessTokenLifetime = options.AccessTokenLifetime;
        SessionLifetime = options.SessionLifetime;
        UserName = options.UserName;
    }

    public LoopbackUrl Url { get; }

    public TimeProvider Clock { get; }

    public bool AutoApprove { get; }

    public string Region { get; }

    public IReadOnlyList<string>? StartUrls { get; }

    public FrozenDictionary<string, string> SigningSecrets { get; }

    public TimeSpan RegistrationLifetime { get; }

    public TimeSpan DeviceCodeLifetime { get; }

    public TimeSpan PollInterval { get; }

    public TimeSpan AccessTokenLifetime { get; }

    public TimeSpan SessionLifetime { get; }

    public string UserName { get; }

    /// <summary>Checks the options and copies them; throws one exception that lists every problem.</summary>
    public static ServerSettings From(LocalIdentityCenterOptions options)
    {
        var problems = OptionProblems.In(options);
        var url = LoopbackUrl.Read(options.Url, problems);
        if (problems.Count > 0 || url is null)
        {
            throw new ArgumentException(
                "The local Identity Center cannot start with these options:" + string.Concat(problems.Select(p => "\n- " + p)),
                nameof(options));
        }

        return new ServerSettings(options, url);
    }
}
