using Microsoft.Extensions.Logging;
using SsoOidc.Options;
using SsoOidc.Shapes;

namespace SsoOidc.Diagnostics;

/// <summary>What is worth a line of log when a client is made.</summary>
internal static partial class ConfigurationLog
{
    public const string Category = "SsoOidc.Configuration";

    public static void Write(ILogger logger, SsoOidcClientConfig config, string? legacyRegion)
    {
        if (legacyRegion is not null)
        {
            LegacyRegion(logger, Text.ForDisplay(legacyRegion), config.Region);
        }

        var (endpoint, source) = config.Value(EndpointRows.EndpointUrl);
        if (endpoint is string url && !source.StartsWith("options.", StringComparison.Ordinal) && logger.IsEnabled(LogLevel.Debug))
        {
            ConfiguredEndpoint(logger, source, Text.ForDisplay(Redaction.WithoutQuery(url)));
        }
    }

    [LoggerMessage(100, LogLevel.Warning, "Legacy region {LegacyRegion} was transformed to {Region}. Endpoint.UseFips was set to true.")]
    private static partial void LegacyRegion(ILogger logger, string legacyRegion, string region);

    [LoggerMessage(101, LogLevel.Debug, "Endpoint configured from {Source}: {Url}")]
    private static partial void ConfiguredEndpoint(ILogger logger, string source, string url);
}
