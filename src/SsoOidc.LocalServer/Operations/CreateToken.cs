using Microsoft.AspNetCore.Http;
using SsoOidc.LocalServer.Settings;
using SsoOidc.LocalServer.State;
using SsoOidc.LocalServer.Wire;

namespace SsoOidc.LocalServer.Operations;

/// <summary>POST /token.</summary>
internal sealed class CreateToken(ServerSettings settings, ServerState state)
{
    private static readonly string[] Texts = ["clientId", "clientSecret", "grantType", "deviceCode", "code", "refreshToken", "redirectUri", "codeVerifier"];

    public async Task HandleAsync(HttpContext context)
    {
        var arrived = settings.Clock.GetTimestamp();
        var request = JsonRequest.Parse(await RequestContent.ReadAsync(context).ConfigureAwait(false));
        request.CheckTexts(Texts);

        // Scopes are fixed at registration; here the service takes the member and does nothing with it.
        _ = request.OptionalTextList("scope");
        var clientId = request.RequiredText("clientId");
        var clientSecret = request.RequiredText("clientSecret");
        var grantType = request.RequiredText("grantType");
        var client = state.Clients.Authenticate(clientId, clientSecret);

        var issued = grantType switch
        {
            GrantTypes.DeviceCode => RedeemDeviceCode(client, request.RequiredText("deviceCode"), arrived),
            GrantTypes.RefreshToken => Refresh(client, request.RequiredText("refreshToken")),
            GrantTypes.AuthorizationCode => throw GrantFaults.AuthorizationCodeNotOffered(),
            _ => throw GrantFaults.Unknown([GrantTypes.DeviceCode, GrantTypes.RefreshToken]),
        };
        var answer = new CreateTokenAnswer { AccessToken = issued.AccessToken, ExpiresIn = issued.ExpiresIn, RefreshToken = issued.RefreshToken };
        await JsonAnswer.WriteAsync(context, answer, WireJson.Default.CreateTokenAnswer).ConfigureAwait(false);
    }

    private IssuedTokens RedeemDeviceCode(ClientRegistration client, string deviceCode, long arrived)
    {
        Require(client, GrantTypes.DeviceCode);
        var authorization = state.Devices.FindByDeviceCode(deviceCode);
        if (authorization is null || authorization.Client != client)
        {
            throw Fault.InvalidGrant("Invalid device code provided");
        }

        return authorization.Redeem(arrived) switch
        {
            PollOutcome.Granted => state.Tokens.SignIn(client.ClientId, client.Scopes, client.IsRefreshable),
            PollOutcome.Pending => throw Fault.AuthorizationPending(),
            PollOutcome.TooFast => throw Fault.SlowDown(),
            PollOutcome.Denied => throw Fault.AccessDenied(),
            PollOutcome.Expired => throw Fault.ExpiredToken(),
            _ => throw Fault.InvalidGrant("The device code was used before"),
        };
    }

    private IssuedTokens Refresh(ClientRegistration client, string refreshToken)
    {
        Require(client, GrantTypes.RefreshToken);
        return state.Tokens.FindRefreshable(refreshToken, client.ClientId) is not null && state.Tokens.Refresh(refreshToken) is { } issued
            ? issued
            : throw GrantFaults.InvalidRefreshToken();
    }

    private static void Require(ClientRegistration client, string grantType)
    {
        if (!client.Allows(grantType))
        {
            throw Fault.UnauthorizedClient("The client did not register for this grant type.");
        }
    }
}
