namespace SsoOidc.Pipeline.Handlers;

/// <summary>Gives the call an id that all its attempts share.</summary>
internal sealed class InvocationIdHandler : PipelineHandler
{
    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next)
    {
        Span<byte> bytes = stackalloc byte[16];
        context.Config.Seams.Random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        context.HttpRequest.Headers.SetOwn("amz-sdk-invocation-id", new Guid(bytes, bigEndian: true).ToString());
        return next.InvokeAsync(context);
    }
}
