using Microsoft.AspNetCore.Http;
using SsoOidc.LocalServer.Wire;

namespace SsoOidc.LocalServer.Hosting;

/// <summary>Which handler answers which method and path. Paths are matched exactly, as the service does.</summary>
internal sealed class RouteTable
{
    private readonly Dictionary<(string Path, string Method), RequestDelegate> _routes = [];

    public RouteTable Add(string method, string path, RequestDelegate handler)
    {
        _routes.Add((path, method), handler);
        return this;
    }

    public RequestDelegate Find(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (_routes.TryGetValue((path, context.Request.Method), out var handler))
        {
            return handler;
        }

        var methods = _routes.Keys.Where(route => route.Path == path).Select(route => route.Method).Order(StringComparer.Ordinal).ToArray();
        if (methods.Length == 0)
        {
            throw Fault.UnknownOperation("There is no such operation or page here.");
        }

        context.Response.Headers.Allow = string.Join(", ", methods);
        throw Fault.MethodNotAllowed("This path does not take that method.");
    }
}
