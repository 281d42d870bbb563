using System.Diagnostics;
using SsoOidc.Shapes;

namespace SsoOidc.Diagnostics;

/// <summary>The span around a call.</summary>
internal static class CallSpan
{
    public static Activity? Start(ActivitySource source, OperationContext context)
    {
        if (source.StartActivity(SpanNames.OfCall(context.Operation), ActivityKind.Client) is not { } span)
        {
            return null;
        }

        if (span.IsAllDataRequested)
        {
            span.SetTag("rpc.system", "aws-api");
            span.SetTag("rpc.service", SpanNames.Service);
            span.SetTag("rpc.method", context.Operation.Name);
            span.SetTag("code.function", context.IsLoose ? nameof(OperationRequest.SendAsync) : SpanNames.MethodOf(context.Operation));
            span.SetTag("code.namespace", context.IsLoose ? typeof(OperationRequest).FullName : SpanNames.ClientClass);
            span.SetTag("cloud.region", context.Config.Region);
        }

        return span;
    }

    /// <summary>Notes how a call ended that has a response or an error.</summary>
    public static void End(Activity span, OperationContext context)
    {
        if (context.Error is { } error)
        {
            Fail(span, error);
        }

        if (!span.IsAllDataRequested)
        {
            return;
        }

        span.SetTag("ssooidc.call.attempts", context.Attempts);
        if (context.HttpResponse is { } answer)
        {
            span.SetTag("http.response.status_code", answer.StatusCode);
            if (answer.RequestId is { } id)
            {
                span.SetTag("aws.request_id", id);
            }
        }

        if (context.HttpRequest.Uri is { } uri)
        {
            span.SetTag("server.address", uri.Host);
            span.SetTag("server.port", uri.Port);
        }
    }

    /// <summary>Notes an exception that passes through. Its text is not told: nobody knows what it quotes.</summary>
    public static void End(Activity span, OperationContext context, Exception exception)
    {
        if (context.TimeoutError(exception) is { } timeout)
        {
            Fail(span, timeout);
        }
        else
        {
            Fail(span, exception.GetType().FullName!, exception.GetType().Name);
        }

        if (span.IsAllDataRequested)
        {
            span.SetTag("ssooidc.call.attempts", context.Attempts);
        }
    }

    private static void Fail(Activity span, SsoOidcException error) => Fail(span, error.Code, Text.ForDisplay(error.Message));

    private static void Fail(Activity span, string type, string description)
    {
        span.SetStatus(ActivityStatusCode.Error, description);
        span.SetTag("error.type", type);
    }
}
