using System.Net.Sockets;
using System.Security.Authentication;
using SsoOidc.Messages;

namespace SsoOidc.Transport;

/// <summary>Turns what a transport throws into the client's own error.</summary>
internal static class TransportErrors
{
    /// <summary>Names the kind, the endpoint and the remedy. The URI's path and query are not repeated.</summary>
    public static SsoOidcTransportException Create(Exception exception, Uri uri, bool readingBody, bool timedOut, bool tellsConnectTimeouts, SsoOidcClientConfig config)
    {
        var kind = timedOut ? TransportErrorKind.ReadTimeout : Classify(exception, readingBody, tellsConnectTimeouts);
        string where = $"{uri.Scheme}://{uri.Authority}";
        string message = kind switch
        {
            TransportErrorKind.Refused => $"{where} refused the connection. Is the endpoint right, and does something listen there?",
            TransportErrorKind.NameResolution => $"The host name of {where} could not be resolved. Check the region or endpoint, and DNS.",
            TransportErrorKind.Tls => $"The TLS handshake with {where} failed: {Innermost(exception)}",
            TransportErrorKind.ConnectTimeout => $"Connecting to {where} took longer than the connect timeout.",
            TransportErrorKind.ReadTimeout when timedOut => $"{where} did not answer within the read timeout of {config.ReadTimeout.TotalSeconds.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture)} s (options.Http.ReadTimeout).",
            TransportErrorKind.ReadTimeout => $"{where} did not answer within the timeout of the HttpClient or handler that the client was given.",
            TransportErrorKind.CutOff => $"{where} closed the connection before it had answered.",
            TransportErrorKind.TruncatedBody => $"{where} closed the connection before the answer's body was complete.",
            TransportErrorKind.Proxy => $"The proxy did not connect to {where}: {Innermost(exception)}",
            _ => $"The request to {where} failed: {Innermost(exception)}",
        };
        return new SsoOidcTransportException(kind, message, exception) { IsRetryable = IsNetworkError(exception) };
    }

    private static TransportErrorKind Classify(Exception exception, bool readingBody, bool tellsConnectTimeouts)
    {
        // HttpClient's own timeout wraps the cancellation it caused; a connect timeout does not. Of a handler that is not the
        // framework's nobody knows when it gave up: the request may have been sent.
        if (exception is OperationCanceledException { InnerException: TimeoutException timeout })
        {
            return tellsConnectTimeouts && !readingBody && timeout.InnerException is not OperationCanceledException
                ? TransportErrorKind.ConnectTimeout
                : TransportErrorKind.ReadTimeout;
        }

        var error = (exception as HttpRequestException)?.HttpRequestError
            ?? (exception as HttpIOException)?.HttpRequestError
            ?? HttpRequestError.Unknown;
        return error switch
        {
            HttpRequestError.NameResolutionError => TransportErrorKind.NameResolution,
            HttpRequestError.SecureConnectionError => TransportErrorKind.Tls,
            HttpRequestError.ProxyTunnelError => TransportErrorKind.Proxy,
            HttpRequestError.ResponseEnded => readingBody ? TransportErrorKind.TruncatedBody : TransportErrorKind.CutOff,
            _ => FromInner(exception, readingBody),
        };
    }

    private static TransportErrorKind FromInner(Exception exception, bool readingBody)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case AuthenticationException:
                    return TransportErrorKind.Tls;
                case HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }:
                    return readingBody ? TransportErrorKind.TruncatedBody : TransportErrorKind.CutOff;
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return TransportErrorKind.Refused;
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                    return TransportErrorKind.NameResolution;
                case SocketException { SocketErrorCode: SocketError.TimedOut }:
                    // Also what the system says when an established connection hears nothing any more.
                    return exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError }
                        ? TransportErrorKind.ConnectTimeout
                        : TransportErrorKind.ReadTimeout;
                case SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown }:
                    return readingBody ? TransportErrorKind.TruncatedBody : TransportErrorKind.CutOff;
            }
        }

        return TransportErrorKind.Other;
    }

    // An answer that is not HTTP, or a redirect that was followed, would not be better the second time.
    private static bool IsNetworkError(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded } => false,
        RedirectFollowedException => false,
        HttpRequestException or IOException or SocketException or AuthenticationException or TimeoutException => true,
        OperationCanceledException => true,
        _ => false,
    };

    private static string Innermost(Exception exception)
    {
        var inner = exception;
        while (inner.InnerException is { } next)
        {
            inner = next;
        }

        return Shapes.Text.ForDisplay(inner.Message);
    }
}
