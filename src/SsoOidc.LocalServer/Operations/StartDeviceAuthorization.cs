using Microsoft.AspNetCore.Http;
using SsoOidc.LocalServer.Hosting;
using SsoOidc.LocalServer.Settings;
using SsoOidc.LocalServer.State;
using SsoOidc.LocalServer.Wire;

namespace SsoOidc.LocalServer.Operations;

/// <summary>POST /device_authorization.</summary>
internal sealed class StartDeviceAuthorization(ServerSettings settings, ServerState state, ServerAddress address)
{
    public async Task HandleAsync(HttpContext context)
    {
        var request = JsonRequest.Parse(await RequestContent.ReadAsync(context).ConfigureAwait(false));
        var clientId = request.RequiredText("clientId");
        var clientSecret = request.RequiredText("clientSecret");
        var startUrl = request.RequiredText("startUrl");
        var client = state.Clients.Authenticate(clientId, clientSecret);
        if (!client.Allows(GrantTypes.DeviceCode))
        {
            throw Fault.UnauthorizedClient("The client did not register for the device code grant.");
        }

        CheckStartUrl(startUrl);
        var (authorization, deviceCode) = state.Devices.Create(client);
        var page = new Uri(address.Endpoint, "/device").AbsoluteUri;
        var answer = new StartDeviceAuthorizationAnswer
        {
            DeviceCode = deviceCode,
            UserCode = authorization.UserCode,
            VerificationUri = page,
            VerificationUriComplete = $"{page}?user_code={authorization.UserCode}",
            ExpiresIn = (int)settings.DeviceCodeLifetime.TotalSeconds,
            Interval = (int)settings.PollInterval.TotalSeconds,
        };
        await JsonAnswer.WriteAsync(context, answer, WireJson.Default.StartDeviceAuthorizationAnswer).ConfigureAwait(false);
    }

    private void CheckStartUrl(string startUrl)
    {
        if (!WebUrl.TryRead(startUrl, out var url))
        {
            throw Fault.InvalidRequest("startUrl must be an absolute http or https URL.");
        }

        if (settings.StartUrls is { } accepted)
        {
            var asked = WebUrl.WithoutTail(url);
            if (!accepted.Append(address.StartUrl).Any(one => WebUrl.WithoutTail(new Uri(one)) == asked))
            {
                throw Fault.InvalidRequest("startUrl is not a start URL of this server.");
            }
        }
    }
}
