using System.Reflection;
using System.Runtime.InteropServices;

namespace SsoOidc.Diagnostics;

/// <summary>The User-Agent of a client, in the form that AWS SDKs share.</summary>
internal static class UserAgent
{
    private static readonly string Version =
        typeof(UserAgent).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static string Create(SsoOidcClientConfig config)
    {
        var metrics = new List<char>();
        if (config.EndpointUrl is not null)
        {
            metrics.Add('N');
        }

        if (!config.StubResponses)
        {
            metrics.Add(config.RetryMode switch { RetryMode.Legacy => 'D', RetryMode.Standard => 'E', _ => 'F' });
        }

        string os = OperatingSystem.IsLinux() ? "linux" : OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macos" : "other";
        string processor = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => "x86_64",
            Architecture.Arm64 => "aarch64",
            var other => other.ToString().ToLowerInvariant(),
        };
        string product = $"ssooidc-dotnet/{Version} ua/2.1 api/sso_oidc#{Version} os/{os} md/{processor} lang/dotnet#{Environment.Version}";
        return metrics.Count == 0 ? product : $"{product} m/{string.Join(',', metrics)}";
    }
}
