using Microsoft.AspNetCore.Http;
using SsoOidc.LocalServer.State;
using SsoOidc.LocalServer.Wire;

namespace SsoOidc.LocalServer.Operations;

/// <summary>POST /client/register.</summary>
internal sealed class RegisterClient(ServerState state)
{
    private const int MaxNameLength = 256;
    private const int MaxUris = 25;

    private static readonly string[] PublicGrants = [GrantTypes.AuthorizationCode, GrantTypes.DeviceCode, GrantTypes.RefreshToken];

    public async Task HandleAsync(HttpContext context)
    {
        var request = JsonRequest.Parse(await RequestContent.ReadAsync(context).ConfigureAwait(false));
        var name = request.RequiredText("clientName");
        if (name.Length > MaxNameLength)
        {
            throw Fault.InvalidClientMetadata($"clientName is longer than {MaxNameLength} characters.");
        }

        if (request.RequiredText("clientType") != ClientTypes.Public)
        {
            throw Fault.InvalidClientMetadata($"clientType must be \"{ClientTypes.Public}\".");
        }

        var grants = Grants(request.OptionalTextList("grantTypes") ?? []);
        var scopes = Scopes.Check(request.OptionalTextList("scopes"), "scopes") ?? [];
        CheckRedirects(request.OptionalTextList("redirectUris") ?? []);
        if (request.OptionalText("issuerUrl") is { } issuer && !WebUrl.TryRead(issuer, out _))
        {
            throw Fault.InvalidClientMetadata("issuerUrl must be an absolute http or https URL.");
        }

        _ = request.OptionalText("entitledApplicationArn");

        var (client, secret) = state.Clients.Register(name, grants, scopes);
        var answer = new RegisterClientAnswer
        {
            ClientId = client.ClientId,
            ClientSecret = secret,
            ClientIdIssuedAt = client.IssuedAt.ToUnixTimeSeconds(),
            ClientSecretExpiresAt = client.ExpiresAt.ToUnixTimeSeconds(),
        };
        await JsonAnswer.WriteAsync(context, answer, WireJson.Default.RegisterClientAnswer).ConfigureAwait(false);
    }

    private static IReadOnlyList<string> Grants(IReadOnlyList<string> asked) =>
        asked.All(PublicGrants.Contains)
            ? [.. asked.Distinct()]
            : throw Fault.UnsupportedGrantType($"grantTypes may hold: {string.Join(", ", PublicGrants)}.");

    private static void CheckRedirects(IReadOnlyList<string> uris)
    {
        if (uris.Count > MaxUris || !uris.All(RedirectUri.IsAllowed))
        {
            throw Fault.InvalidRedirectUri(
                $"redirectUris may hold up to {MaxUris} https URLs or http URLs on 127.0.0.1, [::1] or localhost, without user and fragment.");
        }
    }
}
