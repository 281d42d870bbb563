using SsoOidc.ConfigFiles;

namespace SsoOidc.Credentials;

/// <summary>A role in an account that a person signed in for: the portal gives its credentials for the token of the sign-in.</summary>
internal sealed class SsoProvider(CredentialSettings settings, SharedConfig files, SsoProfile sso) : CredentialProvider
{
    public override string Description => $"SSO profile {Shapes.Text.ForDisplay(sso.Profile)}";

    public static SsoProvider? FromProfile(CredentialSettings settings, SharedConfig files, string profile) =>
        SsoProfile.ForCredentials(files, profile) is { } sso ? new SsoProvider(settings, files, sso) : null;

    public override async Task<CredentialFetch> FetchAsync(CancellationToken cancellationToken)
    {
        string path = SsoTokenFile.PathFor(settings, files, sso.CacheKey);
        var token = SsoTokenFile.TryRead(settings.Seams.Files, path, out string why);
        if (token is null || token.ExpiresAt <= settings.Time.GetUtcNow())
        {
            throw Problems.SignIn(Description, token is null ? why : $"The token in {path} has expired.", sso.Profile);
        }

        var uri = ServiceEndpoint.Below(
            ServiceEndpoint.Portal(settings, files, sso.Region),
            $"/federation/credentials?role_name={Uri.EscapeDataString(sso.RoleName!)}&account_id={Uri.EscapeDataString(sso.AccountId!)}");
        var answer = await ServiceCaller.CallAsync(
            settings, Description, () => CreateMessage(uri, token), static _ => false, cancellationToken).ConfigureAwait(false);
        try
        {
            return Read(answer, uri);
        }
        finally
        {
            answer.Clear();
        }
    }

    private static HttpRequestMessage CreateMessage(Uri uri, SsoToken token)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, uri);
        message.Headers.TryAddWithoutValidation("x-amz-sso_bearer_token", token.AccessToken);
        return message;
    }

    private CredentialLease Read(HttpAnswer answer, Uri uri)
    {
        string portal = $"The SSO portal at {uri.Scheme}://{uri.Authority}";
        switch (answer.Status)
        {
            case 200:
                break;
            case 401:
                throw Problems.SignIn(Description, $"{portal} does not accept the token.", sso.Profile);
            case 403 or 404:
                throw Problems.Failed(
                    Description,
                    $"{portal} gives no access to role {Shapes.Text.ForDisplay(sso.RoleName!)} in account {Shapes.Text.ForDisplay(sso.AccountId!)} (HTTP status {answer.Status}). Is the role assigned to you, and are sso_role_name, sso_account_id and sso_region right?");
            default:
                throw Problems.Failed(Description, $"{portal} answered with HTTP status {answer.Status}.");
        }

        using var document = CredentialDocument.TryParse(answer.Body, "roleCredentials");
        var secrets = Secrets.Create(
            document?.Text("accessKeyId"), document?.Text("secretAccessKey"), document?.Text("sessionToken"), sso.AccountId, Description);
        if (secrets is null || document!.Number("expiration") is not (> 0 and < 253402300800000 and { } milliseconds))
        {
            throw Problems.Failed(Description, $"{portal} answered without credentials that have an expiration.");
        }

        return CredentialLease.For(secrets, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), RefreshPolicy.Early);
    }
}
