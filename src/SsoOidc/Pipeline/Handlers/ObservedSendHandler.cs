using System.Runtime.ExceptionServices;
using SsoOidc.Messages;
using SsoOidc.Transport;

namespace SsoOidc.Pipeline.Handlers;

/// <summary>Sends as <see cref="HttpSendHandler"/> does, and tells of each part of the bodies; only in chains of calls that ask for it.</summary>
internal sealed class ObservedSendHandler(HttpTransport transport, AttemptTimers timers) : HttpSendHandler(transport, timers)
{
    private readonly HttpTransport _transport = transport;
    private readonly AttemptTimers _timers = timers;

    public override async ValueTask InvokeAsync(OperationContext context, PipelineNext next)
    {
        ThrowIfEnded(context);
        context.BeginSending();
        var transfer = context.Get(BodyTransfer.Key)!;
        var observed = transfer.Sent is { } sent ? ObservedContent.Observe(context.HttpRequest, sent) : null;
        var message = CreateMessage(context);
        var content = context.HttpRequest.Content;
        using var timer = _timers.Begin(context.Config.ReadTimeout, context.CancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            content?.Sent = timer.RestartAction;
            var send = _transport.SendAsync(message, timer.Token);
            if (!send.IsCompleted)
            {
                timer.Start(content?.IsBegun == true ? TimeSpan.Zero : context.Config.ConnectTimeout);
            }

            var answer = await send.ConfigureAwait(false);
            RedirectGuard.ThrowIfFollowed(answer, context.HttpRequest.Uri!);
            response = answer;
            var whole = await ObservedReader.ReadAsync(response, new Parts(context, transfer), timer).ConfigureAwait(false);
            context.HttpResponse = ResponseReader.ThrowIfCut(whole, response);
        }
        catch (ObserverException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
        }
        catch (Exception e)
        {
            ThrowIfCallersOwn(observed);
            Fail(context, e, timer, response);
        }
        finally
        {
            response?.Dispose();
            content?.Sent = null;
        }

        ThrowIfCallersOwn(observed);
    }

    private static void ThrowIfCallersOwn(ObservedContent? content)
    {
        if (content?.Failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private sealed class Parts(OperationContext context, BodyTransfer transfer) : BodyObserver
    {
        public override bool KeepsBody(HttpResponseMessage message) => transfer.Target?.Function is null || !IsSuccess(message);

        public override async ValueTask TakeAsync(HttpResponseMessage message, ReadOnlyMemory<byte> part, long total, long? length)
        {
            transfer.Received?.Invoke(part, total, length);
            if (transfer.Target?.Function is { } function && IsSuccess(message))
            {
                // It cannot be taken back.
                context.IsLastAttempt = true;
                await function(part, context.CancellationToken).ConfigureAwait(false);
            }
        }

        private static bool IsSuccess(HttpResponseMessage message) => (int)message.StatusCode is >= 200 and <= 299;
    }
}
