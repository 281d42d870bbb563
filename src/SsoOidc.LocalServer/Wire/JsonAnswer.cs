using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace SsoOidc.LocalServer.Wire;

/// <summary>Writes JSON answers the way the service does: a bare content type and a known length.</summary>
internal static class JsonAnswer
{
    private const string ErrorTypeTail = ":http://internal.amazon.com/coral/com.amazonaws.sso.oidc/";

    public static Task WriteAsync<T>(HttpContext context, T answer, JsonTypeInfo<T> type) =>
        WriteAsync(context, StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(answer, type));

    public static Task WriteAsync(HttpContext context, Fault fault)
    {
        context.Response.Headers["x-amzn-ErrorType"] = fault.ErrorType + ErrorTypeTail;
        return WriteAsync(context, fault.Status, JsonSerializer.SerializeToUtf8Bytes(fault.Body, WireJson.Default.FaultBody));
    }

    private static async Task WriteAsync(HttpContext context, int status, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }
}
