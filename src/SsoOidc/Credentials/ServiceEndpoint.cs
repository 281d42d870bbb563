using SsoOidc.ConfigFiles;
using SsoOidc.Endpoints;
using SsoOidc.Shapes;

namespace SsoOidc.Credentials;

/// <summary>Where a service that gives credentials is: where the environment or the config file says, else where its region says.</summary>
internal static class ServiceEndpoint
{
    public static Uri Sts(CredentialSettings settings, SharedConfig files, string region) => Configured(settings, files, "STS", "sts")
        ?? Regional(settings, "sts", "sts-fips", region);

    public static Uri Portal(CredentialSettings settings, SharedConfig files, string region) => Configured(settings, files, "SSO", "sso")
        ?? Regional(settings, "portal.sso", "portal.sso-fips", region);

    /// <summary>Puts a path below an endpoint, whose own path is kept; its query, fragment and user-info are dropped.</summary>
    public static Uri Below(Uri endpoint, string pathAndQuery) =>
        new($"{endpoint.Scheme}://{endpoint.Authority}{endpoint.AbsolutePath.TrimEnd('/')}{pathAndQuery}");

    private static Uri? Configured(CredentialSettings settings, SharedConfig files, string variableSuffix, string serviceId)
    {
        if (settings.IgnoreConfiguredUrls)
        {
            return null;
        }

        foreach (string variable in (string[])[$"AWS_ENDPOINT_URL_{variableSuffix}", "AWS_ENDPOINT_URL"])
        {
            if (settings.Env(variable) is { } url)
            {
                return Parse(url, $"environment variable {variable}");
            }
        }

        return files.GetEndpointUrl(settings.CurrentProfile, serviceId) is { } value ? Parse(value.Value, value.Source) : null;
    }

    private static Uri Parse(string url, string source) =>
        Text.IndexOfControl(url) < 0
        && Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.Host.Length > 0
            ? uri
            : throw Problems.Configuration(source, $"'{Text.ForDisplay(Redaction.WithoutQuery(url))}' is not an absolute http or https URL.");

    private static Uri Regional(CredentialSettings settings, string name, string fipsName, string region)
    {
        if (!RegionNames.IsHostLabel(region))
        {
            throw Problems.Configuration("region", $"'{Text.ForDisplay(region)}' is not a region: letters, digits and dashes only, at most 63.");
        }

        var partition = Partitions.Of(region);
        string suffix = settings.UseDualStack ? partition.DualStackDnsSuffix : partition.DnsSuffix;

        // GovCloud's plain endpoints are the FIPS endpoints.
        bool useFipsName = settings.UseFips && (partition.Id != Partitions.GovCloud || settings.UseDualStack);
        return new Uri($"https://{(useFipsName ? fipsName : name)}.{region}.{suffix}");
    }
}
