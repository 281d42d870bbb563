using Microsoft.AspNetCore.Http;
using SsoOidc.LocalServer.Wire;

namespace SsoOidc.LocalServer.Hosting;

/// <summary>
/// Turns away requests that a foreign web page makes a browser send. A foreign Host means that a name was re-bound to loopback;
/// a foreign Origin means another site's page. Programs that send neither pass.
/// </summary>
internal sealed class LoopbackGate(ServerAddress address)
{
    public void Check(HttpRequest request)
    {
        if (!address.IsOwnHost(request.Headers.Host.ToString()))
        {
            throw Fault.ForeignRequest($"The Host header must name this server: {address.Endpoint.Authority}.");
        }

        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (request.Headers.TryGetValue("Origin", out var origin) && !IsOwn(origin.ToString(), site))
        {
            throw Fault.ForeignRequest("Requests from pages of other origins are refused.");
        }

        if (site is not ("" or "same-origin" or "none") && !OpensPage(request))
        {
            throw Fault.ForeignRequest("Requests from pages of other sites are refused.");
        }
    }

    /// <summary>
    /// A link on another site may open a page. Anything less than that is refused: images alone could send wrong codes until none is
    /// taken from the user either.
    /// </summary>
    private static bool OpensPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate" && request.Headers["Sec-Fetch-Dest"] == "document";

    /// <summary>
    /// Our pages ask browsers to send no referrer, which makes the Origin of their form posts "null"; the browser's own
    /// word that the post comes from the same origin stands in for it. A page cannot set that header.
    /// </summary>
    private bool IsOwn(string origin, string site) => address.IsOwnOrigin(origin) || (origin == "null" && site == "same-origin");
}
