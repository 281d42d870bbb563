using SsoOidc.ConfigFiles;
using SsoOidc.Endpoints;
using SsoOidc.Shapes;

namespace SsoOidc.Credentials;

/// <summary>
/// Asks instance metadata in which region this process runs; for the defaults mode auto. The limits are tight, because outside of
/// EC2 nobody answers and a call waits for it: a quarter of a second to connect, one second for everything.
/// </summary>
internal sealed class InstanceRegion(CredentialSettings settings)
{
    private const string TokenPath = "/latest/api/token";
    private const string RegionPath = "/latest/meta-data/placement/region";
    private const int MaxRegionLength = 63;

    private static readonly TimeSpan ConnectLimit = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan WholeLimit = TimeSpan.FromSeconds(1);

    /// <summary>Returns the region; null where it cannot be known.</summary>
    /// <exception cref="ClientConfigurationException">The address of instance metadata is none.</exception>
    public async Task<string?> FindAsync()
    {
        var files = SharedConfig.Load(settings.Seams.GetEnvironmentVariable, settings.Seams.Files);
        var uri = InstanceMetadataEndpoint.Find(settings, files);
        using var endpoint = new LocalEndpoint(settings.Seams, settings.Time, ConnectLimit);
        using var limit = new CancellationTokenSource(WholeLimit, settings.Time);
        try
        {
            return await AskAsync(endpoint, uri, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    // With a session token only: where there is none, the answer could come from anybody.
    private static async Task<string?> AskAsync(LocalEndpoint endpoint, Uri uri, CancellationToken cancellationToken)
    {
        using var tokenRequest = new HttpRequestMessage(HttpMethod.Put, ServiceEndpoint.Below(uri, TokenPath));
        tokenRequest.Headers.TryAddWithoutValidation("x-aws-ec2-metadata-token-ttl-seconds", "21600");
        var answer = await endpoint.SendAsync(tokenRequest, cancellationToken).ConfigureAwait(false);
        string token = Text(answer);
        if (token.Length == 0 || !HeaderText.IsValidValue(token))
        {
            return null;
        }

        using var regionRequest = new HttpRequestMessage(HttpMethod.Get, ServiceEndpoint.Below(uri, RegionPath));
        regionRequest.Headers.TryAddWithoutValidation("x-aws-ec2-metadata-token", token);
        string region = Text(await endpoint.SendAsync(regionRequest, cancellationToken).ConfigureAwait(false));
        return region.Length <= MaxRegionLength && RegionNames.IsHostLabel(region) ? region : null;
    }

    private static string Text(HttpAnswer answer) => answer.Status == 200 ? System.Text.Encoding.UTF8.GetString(answer.Body).Trim() : string.Empty;
}
