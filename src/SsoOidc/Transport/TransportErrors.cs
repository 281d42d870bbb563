using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using SsoOidc.Messages;
using SsoOidc.Shapes;

namespace SsoOidc.Transport;

/// <summary>An attempt that failed on its way.</summary>
/// <param name="Uri">Where it went.</param>
/// <param name="Transport">What it was sent through.</param>
/// <param name="IsReadingBody">Whether headers had come.</param>
/// <param name="IsTimedOut">Whether the client itself ended it, since it took too long.</param>
/// <param name="HasSentBody">Whether the body was asked for, so that some of it may have left.</param>
internal readonly record struct LostAttempt(Uri Uri, HttpTransport Transport, bool IsReadingBody, bool IsTimedOut, bool HasSentBody)
{
    /// <summary>Whether nothing of the request can have left. Of a transport with handlers of the caller's nobody knows.</summary>
    public bool IsUnsent => Transport.IsFrameworkHandler && !HasSentBody;
}

/// <summary>Turns what a transport throws into the client's own error.</summary>
internal static class TransportErrors
{
    /// <summary>Longer texts than this are not the framework's own: a server's garbage, for one.</summary>
    private const int MaxCause = 300;

    private const string Doubt = "MayHaveReachedService says whether the request can have been carried out.";

    /// <summary>Names the kind, the endpoint and the remedy. The URI's path and query are not repeated.</summary>
    public static SsoOidcTransportException Create(Exception exception, in LostAttempt attempt, SsoOidcClientConfig config)
    {
        var proxy = attempt.Transport.ProxyOf(attempt.Uri);
        var kind = attempt.IsTimedOut ? TransportErrorKind.ReadTimeout : Classify(exception, attempt);
        if (proxy is not null
            && (kind is TransportErrorKind.Refused or TransportErrorKind.NameResolution
                || (attempt.IsUnsent && (kind is TransportErrorKind.CutOff || IsNotHttp(exception)))))
        {
            // Only the proxy was talked to so far.
            kind = TransportErrorKind.Proxy;
        }

        string where = $"{attempt.Uri.Scheme}://{attempt.Uri.Authority}";
        string through = proxy is null ? string.Empty : $" through the proxy {NameOf(proxy)}";
        bool followsOptions = attempt.Transport.FollowsOptions;
        string message = kind switch
        {
            TransportErrorKind.Refused => $"{where} refused the connection. Is the endpoint right, and does something listen there?",
            TransportErrorKind.NameResolution => $"The host name of {where} could not be resolved. Check the region or endpoint, and DNS.",
            TransportErrorKind.Tls => $"The TLS handshake with {where}{through} failed: {Cause(exception)} Check the endpoint's host name, this machine's "
                + $"clock, and the authorities to trust{(followsOptions ? " (options.Http.CaBundle)" : string.Empty)}.",
            TransportErrorKind.ConnectTimeout when followsOptions =>
                $"Connecting to {where}{through} took longer than the connect timeout of {Seconds(config.ConnectTimeout)} s (options.Http.ConnectTimeout). "
                + "Can this machine reach it, or does it need a proxy?",
            TransportErrorKind.ConnectTimeout => $"Connecting to {where} took longer than the connect timeout of the handler that the client was given.",
            TransportErrorKind.ReadTimeout when attempt.IsTimedOut =>
                $"{where}{through} did not answer within the read timeout of {Seconds(config.ReadTimeout)} s (options.Http.ReadTimeout). {Doubt}",
            TransportErrorKind.ReadTimeout => $"{where} did not answer within the timeout of the HttpClient or handler that the client was given. {Doubt}",
            TransportErrorKind.CutOff => $"{where}{through} closed the connection before it had answered. {Doubt}",
            TransportErrorKind.TruncatedBody => $"{where}{through} closed the connection before the answer's body was complete. {Doubt}",
            TransportErrorKind.Proxy => ProxyMessage(exception, where, proxy),
            _ when IsNotHttp(exception) => $"{where}{through} sent what is not HTTP. Is the endpoint right?",
            _ => $"The request to {where}{through} failed: {Cause(exception)}",
        };
        return new SsoOidcTransportException(kind, message, WithoutQuotes(exception))
        {
            IsRetryable = IsNetworkError(exception),
            MayHaveReachedService = kind != TransportErrorKind.Proxy
                && (attempt.Transport.IsFrameworkHandler ? attempt.HasSentBody : SsoOidcTransportException.IsLateKind(kind)),
        };
    }

    private static TransportErrorKind Classify(Exception exception, in LostAttempt attempt)
    {
        // HttpClient's own timeout wraps the cancellation it caused; a connect timeout does not. Of a handler that is not the
        // framework's nobody knows when it gave up: the request may have been sent.
        if (exception is OperationCanceledException { InnerException: TimeoutException timeout })
        {
            return attempt.Transport.IsFrameworkHandler && !attempt.IsReadingBody && timeout.InnerException is not OperationCanceledException
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
            HttpRequestError.ResponseEnded => Lost(attempt),
            _ => FromInner(exception, attempt),
        };
    }

    private static TransportErrorKind FromInner(Exception exception, in LostAttempt attempt)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                // The second is an alert that came after the handshake: a server that wants a certificate says so then.
                case AuthenticationException or CryptographicException:
                    return TransportErrorKind.Tls;
                case HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }:
                    return Lost(attempt);
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
                    return Lost(attempt);
            }
        }

        return TransportErrorKind.Other;
    }

    private static bool IsNotHttp(Exception exception) => exception
        is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse }
        or HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse };

    private static TransportErrorKind Lost(in LostAttempt attempt) =>
        attempt.IsReadingBody ? TransportErrorKind.TruncatedBody : TransportErrorKind.CutOff;

    private static string ProxyMessage(Exception exception, string where, Uri? proxy)
    {
        string name = proxy is null ? "The proxy" : $"The proxy {NameOf(proxy)}";
        return exception is HttpRequestException { StatusCode: HttpStatusCode.ProxyAuthenticationRequired }
            ? $"{name} wants a user name and password, or others than it got, for {where} (407). Give them in options.Http.Proxy: http://user:password@host:port."
            : $"{name} did not connect to {where}: {Cause(exception)} Check options.Http.Proxy, or the environment's proxy variables.";
    }

    // An answer that is not HTTP, or a redirect that was followed, would not be better the second time.
    private static bool IsNetworkError(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } or RedirectFollowedException => false,
        _ when IsNotHttp(exception) => false,
        HttpRequestException or IOException or SocketException or AuthenticationException or TimeoutException => true,
        OperationCanceledException => true,
        _ => false,
    };

    // The framework quotes what came, and a server may repeat what was sent to it.
    private static Exception WithoutQuotes(Exception exception) => IsNotHttp(exception)
        ? new HttpRequestException(HttpRequestError.InvalidResponse, "The answer is not HTTP.")
        : QuotedUserInfo.Without(exception);

    private static string Cause(Exception exception)
    {
        var inner = WithoutQuotes(exception);
        while (inner.InnerException is { } next)
        {
            inner = next;
        }

        string cause = Text.ForDisplay(inner.Message, MaxCause);
        return cause.EndsWith('.') ? cause : cause + ".";
    }

    private static string NameOf(Uri proxy) => $"{proxy.Scheme}://{proxy.Host}:{proxy.Port}";

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
