using System.Globalization;

namespace SsoOidc.Pipeline.Handlers;

/// <summary>Counts attempts; what is further inside runs once per attempt.</summary>
internal sealed class RetryHandler(SsoOidcClientConfig config) : PipelineHandler
{
    private readonly string? _firstAttempt = config.RetryMode == RetryMode.Legacy
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"attempt=1; max={config.MaxAttempts}");

    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next)
    {
        context.Attempts = 1;
        if (_firstAttempt is not null)
        {
            context.HttpRequest.Headers.Set("amz-sdk-request", _firstAttempt);
        }

        return next.InvokeAsync(context);
    }
}
