using System.Security.Cryptography;
using SsoOidc.ConfigFiles;

namespace SsoOidc.Pipeline.Handlers;

/// <summary>Writes the body of a call that has succeeded to the file or stream that it is for.</summary>
internal sealed class ResponseTargetHandler(FileSystem files) : PipelineHandler
{
    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next) => context.Get(BodyTransfer.Key)?.Target switch
    {
        { Path: { } path } => ToFileAsync(path, context, next),
        { Stream: { } stream } => ToStreamAsync(stream, context, next),
        _ => next.InvokeAsync(context),
    };

    private async ValueTask ToFileAsync(string path, OperationContext context, PipelineNext next)
    {
        // Begun before anything is sent: a place that cannot be written to must not cost a token.
        using var file = NewFile.Begin(files, path);
        await next.InvokeAsync(context).ConfigureAwait(false);
        if (await WriteAsync(file.Stream, context).ConfigureAwait(false))
        {
            file.Commit();
        }
    }

    private static async ValueTask ToStreamAsync(Stream stream, OperationContext context, PipelineNext next)
    {
        await next.InvokeAsync(context).ConfigureAwait(false);
        await WriteAsync(stream, context).ConfigureAwait(false);
    }

    private static async ValueTask<bool> WriteAsync(Stream stream, OperationContext context)
    {
        if (context.HasError || context.HttpResponse is not { StatusCode: >= 200 and <= 299 } response)
        {
            return false;
        }

        byte[] body = response.CopyBody();
        try
        {
            await stream.WriteAsync(body, context.CancellationToken).ConfigureAwait(false);
            await stream.FlushAsync(context.CancellationToken).ConfigureAwait(false);
            return true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(body);
        }
    }
}

/// <summary>Hands the body of a stubbed answer to the function that it is for.</summary>
internal sealed class StubbedTargetHandler : PipelineHandler
{
    public override async ValueTask InvokeAsync(OperationContext context, PipelineNext next)
    {
        await next.InvokeAsync(context).ConfigureAwait(false);
        if (context.Get(BodyTransfer.Key)?.Target?.Function is not { } function
            || context.HasError
            || context.HttpResponse is not { StatusCode: >= 200 and <= 299 } response)
        {
            return;
        }

        byte[] body = response.CopyBody();
        context.HttpResponse = response.WithoutBody();
        for (int at = 0; at < body.Length; at += Messages.ObservedContent.MaxPart)
        {
            await function(body.AsMemory(at, Math.Min(Messages.ObservedContent.MaxPart, body.Length - at)), context.CancellationToken).ConfigureAwait(false);
        }
    }
}
