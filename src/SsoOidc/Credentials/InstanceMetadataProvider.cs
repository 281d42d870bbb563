using SsoOidc.ConfigFiles;
using SsoOidc.Shapes;

namespace SsoOidc.Credentials;

/// <summary>The role of an EC2 instance: with a session token (version 2), else without one unless that is disabled.</summary>
internal sealed class InstanceMetadataProvider(CredentialSettings settings, SharedConfig files) : CredentialProvider
{
    private const string TokenPath = "/latest/api/token";
    private const string RolePath = "/latest/meta-data/iam/security-credentials/";
    private const string TokenHeader = "x-aws-ec2-metadata-token";
    private const string TtlHeader = "x-aws-ec2-metadata-token-ttl-seconds";
    private const int TokenTtl = 21600;
    private const int MaxRoleLength = 1024;

    private (string Value, DateTimeOffset ExpiresAt)? _token;
    private bool _useVersion1;

    public override string Description => "instance metadata";

    public override bool KeepsExpired => true;

    public override async Task<CredentialFetch> FetchAsync(CancellationToken cancellationToken)
    {
        if (InstanceMetadataEndpoint.IsDisabled(settings))
        {
            return CredentialFetch.None("AWS_EC2_METADATA_DISABLED is true");
        }

        var uri = InstanceMetadataEndpoint.Find(settings, files);
        using var endpoint = new LocalEndpoint(settings.Seams, settings.Time, settings.MetadataTimeout);
        try
        {
            return await MetadataRetries.RunAsync(
                () => AskAsync(endpoint, uri, cancellationToken), settings.MetadataRetries, settings.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (MetadataFormatException e)
        {
            throw Problems.Failed(Description, e.Message, e);
        }
        catch (Exception e) when (MetadataRetries.IsFailure(e))
        {
            string why = $"Error retrieving instance profile credentials: {ServiceCaller.Describe(e)}";
            settings.Log?.SourceFailed(Description, why);
            return CredentialFetch.None(why);
        }
    }

    private async Task<CredentialLease> AskAsync(LocalEndpoint endpoint, Uri uri, CancellationToken cancellationToken)
    {
        string? token = await GetTokenAsync(endpoint, uri, cancellationToken).ConfigureAwait(false);
        string roles = System.Text.Encoding.UTF8.GetString(await GetAsync(endpoint, uri, RolePath, token, cancellationToken).ConfigureAwait(false));
        string role = roles.Trim().Split('\n')[0].Trim();
        if (role.Length is 0 or > MaxRoleLength || Text.IndexOfControl(role) >= 0)
        {
            throw new MetadataRefusedException("the instance has no role");
        }

        byte[] json = await GetAsync(endpoint, uri, RolePath + Uri.EscapeDataString(role), token, cancellationToken).ConfigureAwait(false);
        var lease = MetadataCredentials.Read(json, Description, token);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(json);
        return lease;
    }

    private async Task<string?> GetTokenAsync(LocalEndpoint endpoint, Uri uri, CancellationToken cancellationToken)
    {
        if (_useVersion1)
        {
            return null;
        }

        var now = settings.Time.GetUtcNow();
        if (_token is { } token && token.ExpiresAt > now)
        {
            return token.Value;
        }

        string why;
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Put, ServiceEndpoint.Below(uri, TokenPath));
            message.Headers.TryAddWithoutValidation(TtlHeader, TokenTtl.ToString(System.Globalization.CultureInfo.InvariantCulture));
            var answer = await endpoint.SendAsync(message, cancellationToken).ConfigureAwait(false);
            string value = System.Text.Encoding.UTF8.GetString(answer.Body);
            if (answer.Status == 200 && value.Length > 0 && HeaderText.IsValidValue(value))
            {
                int ttl = int.TryParse(answer.Header(TtlHeader), out int seconds) && seconds is >= 0 and <= TokenTtl ? seconds : TokenTtl;
                _token = (value, now.AddSeconds(ttl));
                return value;
            }

            if (answer.Status == 400)
            {
                throw new MetadataRefusedException("HTTP status 400 to the request for a session token");
            }

            why = $"HTTP status {answer.Status}";
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException)
        {
            why = ServiceCaller.Describe(e);
        }

        if (InstanceMetadataEndpoint.IsVersion1Disabled(settings, files))
        {
            throw new MetadataRefusedException($"no session token ({why}), and version 1 of instance metadata is disabled");
        }

        _useVersion1 = true;
        settings.Log?.Version1Fallback(why);
        return null;
    }

    private async Task<byte[]> GetAsync(LocalEndpoint endpoint, Uri uri, string path, string? token, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, ServiceEndpoint.Below(uri, path));
        if (token is not null)
        {
            message.Headers.TryAddWithoutValidation(TokenHeader, token);
        }

        var answer = await endpoint.SendAsync(message, cancellationToken).ConfigureAwait(false);
        switch (answer.Status)
        {
            case 200:
                return answer.Body;
            case 401:
                // The token is not good any more, or version 1 is not served: one fallback must not last for ever.
                (_token, _useVersion1) = (null, false);
                break;
        }

        // Without the role's name, which is whatever the answer before said.
        throw new MetadataRefusedException($"HTTP status {answer.Status} to a request below {RolePath}");
    }
}
