using System.Diagnostics;
using System.Globalization;
using SsoOidc.Reports;

namespace SsoOidc.Diagnostics;

/// <summary>The span around an attempt: the reference's attributes, and those of OpenTelemetry's HTTP clients.</summary>
internal static class AttemptSpan
{
    public static Activity? Start(ActivitySource source, OperationContext context)
    {
        bool isStubbed = context.Config.StubResponses;
        if (source.StartActivity(isStubbed ? SpanNames.StubbedAttempt : SpanNames.Attempt, ActivityKind.Client) is not { } span)
        {
            return null;
        }

        if (span.IsAllDataRequested)
        {
            SetRequest(span, context);
            if (!isStubbed && context.HttpRequest.Uri is { } uri)
            {
                SetPeer(span, uri, context.Operation);
            }

            if (context.Attempts > 1)
            {
                span.SetTag("http.request.resend_count", context.Attempts - 1);
            }
        }

        return span;
    }

    /// <summary>Notes the answer, or that none came.</summary>
    public static void End(Activity span, OperationContext context)
    {
        int status = context.HttpResponse?.StatusCode ?? 0;
        if (context.HttpResponse is null ? context.HasError : status is < 200 or > 299)
        {
            span.SetStatus(ActivityStatusCode.Error);
            span.SetTag("error.type", context.HttpResponse is null ? context.Error!.Code : Number(status));
        }

        if (!span.IsAllDataRequested)
        {
            return;
        }

        span.SetTag("http.status_code", Number(status));
        if (context.HttpResponse is not { } answer)
        {
            return;
        }

        span.SetTag("http.response.status_code", status);
        span.SetTag("http.response.body.size", answer.BodyLength + answer.TakenLength);
        if (answer.GetHeader("content-length") is { } length)
        {
            span.SetTag("http.response_content_length", Shapes.Text.ForDisplay(length));
        }

        if (answer.RequestId is { } id)
        {
            span.SetTag("aws.request_id", id);
        }
    }

    public static void End(Activity span, Exception exception)
    {
        span.SetStatus(ActivityStatusCode.Error);
        span.SetTag("error.type", exception.GetType().FullName);
    }

    private static void SetRequest(Activity span, OperationContext context)
    {
        var request = context.HttpRequest;
        span.SetTag("http.method", request.Method);
        span.SetTag("http.request.method", request.Method);
        span.SetTag("net.protocol.name", "http");
        span.SetTag("net.protocol.version", "1.1");
        span.SetTag("network.protocol.version", "1.1");
        span.SetTag("http.request_content_length", Number(request.BodyLength));
        span.SetTag("http.request.body.size", request.BodyLength);
    }

    private static void SetPeer(Activity span, Uri uri, Operation operation)
    {
        span.SetTag("net.peer.name", uri.Host);
        span.SetTag("net.peer.port", Number(uri.Port));
        span.SetTag("server.address", uri.Host);
        span.SetTag("server.port", uri.Port);
        span.SetTag("url.full", ShownUri.Of(uri, operation));
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
