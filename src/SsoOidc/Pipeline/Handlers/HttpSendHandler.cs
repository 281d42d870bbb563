using System.Runtime.CompilerServices;
using SsoOidc.Transport;

namespace SsoOidc.Pipeline.Handlers;

/// <summary>Sends the request and reads the whole answer. A failure on the way becomes the call's error.</summary>
internal class HttpSendHandler(HttpTransport transport, AttemptTimers timers) : PipelineHandler
{
    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next)
    {
        ThrowIfEnded(context);
        context.BeginSending();
        var message = CreateMessage(context);
        var timer = timers.Begin(context.Config.ReadTimeout, context.CancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            var send = transport.SendAsync(message, timer.Token);
            if (!send.IsCompletedSuccessfully)
            {
                return FinishAsync(context, send, null, timer);
            }

            RedirectGuard.ThrowIfFollowed(send.Result, context.HttpRequest.Uri!);
            response = send.Result;
            var read = ResponseReader.ReadAsync(response, timer);
            if (!read.IsCompletedSuccessfully)
            {
                return FinishAsync(context, send, read, timer);
            }

            context.HttpResponse = ResponseReader.ThrowIfCut(read.Result, response);
            response.Dispose();
            timer.Dispose();
            return default;
        }
        catch (Exception e)
        {
            using (timer)
            {
                response?.Dispose();
                Fail(context, e, timer, response);
            }

            return default;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FinishAsync(
        OperationContext context,
        Task<HttpResponseMessage> send,
        ValueTask<OperationHttpResponse>? read,
        AttemptTimer timer)
    {
        var content = context.HttpRequest.Content;
        var response = read is null ? null : send.Result;
        try
        {
            if (!send.IsCompleted)
            {
                // The read timeout counts from the moment the request is sent: on a kept connection that is now. Until then
                // connecting has its own limit; both together bound a transport that never says that it has sent.
                content?.Sent = timer.RestartAction;
                timer.Start(content?.IsBegun == true ? TimeSpan.Zero : context.Config.ConnectTimeout);
            }

            if (response is null)
            {
                var answer = await send.ConfigureAwait(false);
                RedirectGuard.ThrowIfFollowed(answer, context.HttpRequest.Uri!);
                response = answer;
            }

            timer.Restart();
            var whole = await (read ?? ResponseReader.ReadAsync(response, timer)).ConfigureAwait(false);
            context.HttpResponse = ResponseReader.ThrowIfCut(whole, response);
        }
        catch (Exception e)
        {
            Fail(context, e, timer, response);
        }
        finally
        {
            // A stream of a transport of the caller's may hold on to something after its last byte too.
            response?.Dispose();
            content?.Sent = null;
            timer.Dispose();
        }
    }

    /// <summary>Sends nothing where the call is over already.</summary>
    protected static void ThrowIfEnded(OperationContext context)
    {
        if (context.CancellationToken.IsCancellationRequested)
        {
            context.HasSentNothing = true;
            context.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Makes an error of what the transport threw; the answer is the one whose body was being read.</summary>
    protected void Fail(OperationContext context, Exception exception, AttemptTimer timer, HttpResponseMessage? response)
    {
        if (exception is ClientConfigurationException)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception);
        }

        bool hasSentBody = context.HttpRequest.Content?.IsBegun ?? true;
        if (exception is OperationCanceledException && context.CancellationToken.IsCancellationRequested)
        {
            context.HasSentNothing = transport.IsFrameworkHandler && !hasSentBody;
            throw new OperationCanceledException(exception.Message, exception, context.CancellationToken);
        }

        if (response is not null)
        {
            context.CutAnswer = new OperationHttpResponse(response, [], 0, isRented: false);
        }

        var attempt = new LostAttempt(context.HttpRequest.Uri!, transport, IsReadingBody: response is not null, timer.Elapsed, hasSentBody);
        context.SetError(TransportErrors.Create(exception, attempt, context.Config));
    }

    protected static HttpRequestMessage CreateMessage(OperationContext context)
    {
        var request = context.HttpRequest;
        var uri = request.Uri ?? throw new InvalidOperationException("No handler has set the request's URI.");
        var message = new HttpRequestMessage(HttpMethod.Post, uri);
        if (request.Content is { } content)
        {
            content.BeginAttempt(message, uri);
            if (content.IsSentAgain)
            {
                content.Headers.Clear();
            }

            message.Content = content;
        }

        foreach (var (name, value) in request.Headers.Entries)
        {
            if (IsContentHeader(name))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
            else
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }

    private static bool IsContentHeader(string name) =>
        name.StartsWith("content-", StringComparison.Ordinal) || name is "allow" or "expires" or "last-modified";
}
