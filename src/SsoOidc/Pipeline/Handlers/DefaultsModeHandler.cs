using SsoOidc.Options;

namespace SsoOidc.Pipeline.Handlers;

/// <summary>
/// Finds out, in the first call, what the defaults mode auto stands for, where only instance metadata can tell. Calls that come
/// meanwhile wait for the same answer; a caller that gives up does not end it for the others.
/// </summary>
/// <param name="pending">What counts until then.</param>
/// <param name="findRegion">Finds out where the process runs.</param>
/// <param name="resolved">Told when the configuration has changed.</param>
internal sealed class DefaultsModeHandler(DefaultsModeChoice pending, Func<Task<string?>> findRegion, Action resolved) : PipelineHandler
{
    private readonly object _lock = new();
    private Task? _resolution;

    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next)
    {
        var resolution = Volatile.Read(ref _resolution) ?? Start(context.Config);
        return resolution.IsCompletedSuccessfully ? next.InvokeAsync(context) : AwaitAsync(resolution, context, next);
    }

    private static async ValueTask AwaitAsync(Task resolution, OperationContext context, PipelineNext next)
    {
        await resolution.WaitAsync(context.CancellationToken).ConfigureAwait(false);
        await next.InvokeAsync(context).ConfigureAwait(false);
    }

    private Task Start(SsoOidcClientConfig config)
    {
        lock (_lock)
        {
            return _resolution ??= ResolveAsync(config);
        }
    }

    private async Task ResolveAsync(SsoOidcClientConfig config)
    {
        string? here = await findRegion().ConfigureAwait(false);
        config.ResolveMode(pending, pending.Resolve(here, config.Region));
        resolved();
    }
}
