using System.Text.RegularExpressions;

namespace SsoOidc.ConformanceTests.Deviations;

/// <summary>Endpoints that the reference takes and nothing can be sent to.</summary>
internal static partial class UnusableEndpoint
{
    /// <summary>
    /// Whether the text begins as an http or https URL, with or without its two slashes, and names no host, or a port that does not
    /// exist.
    /// </summary>
    public static bool Is(string endpoint)
    {
        var match = HttpUrl().Match(endpoint);
        return match.Success && (match.Groups["host"].Length == 0 || (match.Groups["port"] is { Length: > 0 } port && !IsPort(port.Value)));
    }

    /// <summary>What is expected instead: refused while the client is made, and nothing sent.</summary>
    public static JsonObject ConfigurationFailure() => new()
    {
        ["exception"] = new JsonObject { ["class"] = NameMap.OwnConfigurationError },
        ["requests_sent"] = 0,
    };

    private static bool IsPort(string digits) => int.TryParse(digits, out int port) && port is >= 0 and <= 65535;

    [GeneratedRegex(@"^https?:(//((?<user>[^/?#@]*)@)?(?<host>\[[^\]]*\]|[^/?#@:]*)(:(?<port>\d*))?(?=[/?#]|$))?", RegexOptions.IgnoreCase)]
    private static partial Regex HttpUrl();
}
