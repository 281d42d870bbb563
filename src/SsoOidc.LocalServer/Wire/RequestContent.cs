using Microsoft.AspNetCore.Http;

namespace SsoOidc.LocalServer.Wire;

/// <summary>Reads the exact bytes of a request body. Kestrel holds the limit.</summary>
internal static class RequestContent
{
    /// <summary>The largest body the service takes.</summary>
    public const int MaxBytes = 1024 * 1024;

    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        using var copy = new MemoryStream();
        await context.Request.Body.CopyToAsync(copy, context.RequestAborted).ConfigureAwait(false);
        return copy.GetBuffer().AsMemory(0, (int)copy.Length);
    }
}
