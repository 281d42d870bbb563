using Microsoft.AspNetCore.Http;
using SsoOidc.LocalServer.Operations;
using SsoOidc.LocalServer.Pages;
using SsoOidc.LocalServer.Settings;
using SsoOidc.LocalServer.Signing;
using SsoOidc.LocalServer.State;

namespace SsoOidc.LocalServer.Hosting;

/// <summary>Everything the server answers, on one screen.</summary>
internal static class ServerRoutes
{
    public static RouteTable Create(ServerSettings settings, ServerState state, ServerAddress address)
    {
        var register = new RegisterClient(state);
        var startDevice = new StartDeviceAuthorization(settings, state, address);
        var createToken = new CreateToken(settings, state);
        var createTokenWithIam = new CreateTokenWithIam(state, new SigV4Verifier(settings, address));
        var devicePage = new DevicePage(settings.UserName, new CodeLookup(settings.Clock, state.Devices));

        return new RouteTable()
            .Add(HttpMethods.Post, "/client/register", register.HandleAsync)
            .Add(HttpMethods.Post, "/device_authorization", startDevice.HandleAsync)
            .Add(HttpMethods.Post, "/token", context => context.Request.Query["aws_iam"] == "t"
                ? createTokenWithIam.HandleAsync(context)
                : createToken.HandleAsync(context))
            .Add(HttpMethods.Get, "/device", devicePage.ShowAsync)
            .Add(HttpMethods.Post, "/device", devicePage.DecideAsync)
            .Add(HttpMethods.Get, "/start", RedirectToDevicePageAsync)
            .Add(HttpMethods.Get, "/", RedirectToDevicePageAsync);
    }

    private static Task RedirectToDevicePageAsync(HttpContext context)
    {
        context.Response.Redirect("/device");
        return Task.CompletedTask;
    }
}
