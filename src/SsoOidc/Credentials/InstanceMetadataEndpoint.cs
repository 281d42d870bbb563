using SsoOidc.ConfigFiles;
using SsoOidc.Shapes;

namespace SsoOidc.Credentials;

/// <summary>Where instance metadata is, and whether it may be asked, and how.</summary>
internal static class InstanceMetadataEndpoint
{
    public static bool IsDisabled(CredentialSettings settings) => IsTrue(settings.Env("AWS_EC2_METADATA_DISABLED"));

    public static bool IsVersion1Disabled(CredentialSettings settings, SharedConfig files) =>
        IsTrue(settings.Env("AWS_EC2_METADATA_V1_DISABLED") ?? files.GetValue(settings.CurrentProfile, "ec2_metadata_v1_disabled")?.Value);

    /// <exception cref="ClientConfigurationException">The endpoint or its mode is none.</exception>
    public static Uri Find(CredentialSettings settings, SharedConfig files)
    {
        if (Setting(settings, files, "AWS_EC2_METADATA_SERVICE_ENDPOINT", "ec2_metadata_service_endpoint") is { } endpoint)
        {
            return Text.IndexOfControl(endpoint.Value) < 0
                && Uri.TryCreate(endpoint.Value, UriKind.Absolute, out var uri)
                && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
                && uri.Host.Length > 0
                    ? uri
                    : throw Problems.Configuration(
                        endpoint.Source, $"'{Text.ForDisplay(Redaction.WithoutQuery(endpoint.Value))}' is not an absolute http or https URL.");
        }

        var mode = Setting(settings, files, "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ec2_metadata_service_endpoint_mode");
        return mode?.Value.ToUpperInvariant() switch
        {
            null or "IPV4" => new Uri("http://169.254.169.254"),
            "IPV6" => new Uri("http://[fd00:ec2::254]"),
            _ => throw Problems.Configuration(
                mode!.Value.Source, $":endpoint_mode is not valid, expected IPv4 or IPv6, got: {Text.ForDisplay(mode.Value.Value)}"),
        };
    }

    private static ConfigValue? Setting(CredentialSettings settings, SharedConfig files, string variable, string key) =>
        settings.Env(variable) is { } value ? new(value, $"environment variable {variable}") : files.GetValue(settings.CurrentProfile, key);

    private static bool IsTrue(string? text) => string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);
}
