using System.Runtime.InteropServices;
using System.Text;
using SsoOidc.Shapes;

namespace SsoOidc.Diagnostics;

/// <summary>What is told of a call in its User-Agent besides what holds for the client as a whole.</summary>
[Flags]
internal enum UserAgentFacts
{
    None = 0,

    /// <summary>Signed with SigV4a.</summary>
    SigV4a = 1,

    /// <summary>The account of the credentials is known.</summary>
    AccountId = 2,

    /// <summary>The call is one that may be retried.</summary>
    Retries = 4,

    All = SigV4a | AccountId | Retries,
}

/// <summary>The User-Agent of a client, in the form that AWS SDKs share. Each of its few variants is made once.</summary>
internal sealed class UserAgent
{
    public const string Version = BuiltVersion.Text;

    private readonly string?[] _variants = new string?[(int)UserAgentFacts.All + 1];
    private readonly string _start;
    private readonly string _end;
    private readonly bool _hasCustomEndpoint;
    private readonly string? _retryMode;

    public UserAgent(SsoOidcClientConfig config)
    {
        _start = Start(config);
        _end = config.UserAgentSuffix is { Length: > 0 } suffix ? " " + suffix : string.Empty;
        _hasCustomEndpoint = config.EndpointUrl is not null;
        _retryMode = config.RetryMode switch
        {
            // Without retries the reference has no retry handler, which is what the letter tells.
            RetryMode.Legacy => config.RetryLimit > 0 ? "D" : null,
            RetryMode.Standard => "E",
            _ => "F",
        };
    }

    public string For(UserAgentFacts facts) => _variants[(int)facts] ??= Make(facts);

    private static string Start(SsoOidcClientConfig config)
    {
        string os = OperatingSystem.IsLinux() ? "linux" : OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macos" : "other";
        string processor = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => "x86_64",
            Architecture.Arm64 => "aarch64",
            var other => other.ToString().ToLowerInvariant(),
        };
        string start =
            "ssooidc-dotnet/" + Version + " ua/2.1 api/sso_oidc#" + Version + " os/" + os + " md/" + processor + " lang/dotnet#" + Environment.Version;
        string? environment = config.Seams.GetEnvironmentVariable("AWS_EXECUTION_ENV");
        return environment is null && config.AppId is null && config.UserAgentFrameworks.Count == 0 ? start : start + Additions(config, environment);
    }

    private static string Additions(SsoOidcClientConfig config, string? environment)
    {
        var text = new StringBuilder();
        if (environment is not null)
        {
            text.Append(" exec-env/").Append(Printable(environment));
        }

        if (config.AppId is { } id)
        {
            text.Append(" app/").Append(Token(id));
        }

        foreach (string framework in config.UserAgentFrameworks)
        {
            int version = framework.IndexOf('#', StringComparison.Ordinal);
            text.Append(" lib/").Append(Token(version < 0 ? framework : framework[..version]));
            if (version >= 0)
            {
                // One number sign parts name and version.
                text.Append('#').Append(Token(framework[(version + 1)..]).Replace('#', '-'));
            }
        }

        return text.ToString();
    }

    private string Make(UserAgentFacts facts)
    {
        string metrics = string.Empty;
        if (_hasCustomEndpoint)
        {
            metrics += ",N";
        }

        if ((facts & UserAgentFacts.SigV4a) != 0)
        {
            metrics += ",S";
        }

        if ((facts & UserAgentFacts.AccountId) != 0)
        {
            metrics += ",T";
        }

        if ((facts & UserAgentFacts.Retries) != 0 && _retryMode is not null)
        {
            metrics += "," + _retryMode;
        }

        return _start + (metrics.Length == 0 ? string.Empty : " m/" + metrics[1..]) + _end;
    }

    private static string Token(string text) => Replace(text, static rune => rune.IsAscii && HeaderText.IsTokenCharacter((char)rune.Value));

    // The variable is taken as it is, but for what may not stand in a header.
    private static string Printable(string text) => Replace(text, static rune => rune.Value is >= ' ' and <= '~');

    private static string Replace(string text, Func<Rune, bool> isKept)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            kept.Append(isKept(rune) ? (char)rune.Value : '-');
        }

        return kept.ToString();
    }
}
