using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace SsoOidc.LocalServer.Hosting;

/// <summary>The headers that every answer carries.</summary>
internal static class ResponseStamp
{
    /// <summary>Sets them and returns the request id. The date comes from the server's clock, which clients correct theirs by.</summary>
    public static string Apply(HttpContext context, TimeProvider clock)
    {
        var requestId = new Guid(RandomNumberGenerator.GetBytes(16)).ToString("D");
        var headers = context.Response.Headers;
        headers["x-amzn-RequestId"] = requestId;
        headers.Date = clock.GetUtcNow().ToString("R", null);
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        return requestId;
    }
}
