using System.Net.Sockets;
using System.Security.Authentication;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Transport;

/// <summary>What transports throw, and what becomes of it.</summary>
public sealed class TransportErrorsTests
{
    public static TheoryData<Exception, TransportErrorKind, bool, bool> Failures => new()
    {
        { new HttpRequestException(HttpRequestError.NameResolutionError, "x"), TransportErrorKind.NameResolution, false, true },
        { new HttpRequestException("x", new SocketException((int)SocketError.HostNotFound)), TransportErrorKind.NameResolution, false, true },
        { new HttpRequestException("x", new SocketException((int)SocketError.TryAgain)), TransportErrorKind.NameResolution, false, true },
        { new HttpRequestException("x", new SocketException((int)SocketError.ConnectionRefused)), TransportErrorKind.Refused, false, true },
        { new HttpRequestException(HttpRequestError.ConnectionError, "x", new SocketException((int)SocketError.TimedOut)), TransportErrorKind.ConnectTimeout, false, true },
        { new HttpRequestException("sending", new IOException("y", new SocketException((int)SocketError.TimedOut))), TransportErrorKind.ReadTimeout, true, true },
        { new HttpRequestException(HttpRequestError.SecureConnectionError, "x"), TransportErrorKind.Tls, false, true },
        { new HttpRequestException("x", new AuthenticationException("bad certificate")), TransportErrorKind.Tls, false, true },
        { new HttpRequestException(HttpRequestError.ProxyTunnelError, "x"), TransportErrorKind.Proxy, false, true },
        { new HttpRequestException("x", new IOException("y", new SocketException((int)SocketError.ConnectionReset))), TransportErrorKind.CutOff, true, true },
        { new HttpIOException(HttpRequestError.ResponseEnded), TransportErrorKind.CutOff, true, true },
        { new HttpRequestException(HttpRequestError.InvalidResponse, "x"), TransportErrorKind.Other, true, false },
        { new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded, "x"), TransportErrorKind.Other, true, false },
        { new HttpRequestException("no cause"), TransportErrorKind.Other, true, true },
        { new IOException("x"), TransportErrorKind.Other, true, true },
        { new NotSupportedException("x"), TransportErrorKind.Other, true, false },
        { new TaskCanceledException("x", new TimeoutException("y")), TransportErrorKind.ReadTimeout, true, true },
        { new TaskCanceledException("x", new TimeoutException("y", new TaskCanceledException())), TransportErrorKind.ReadTimeout, true, true },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Each_failure_has_its_kind(Exception failure, TransportErrorKind kind, bool mayHaveReachedService, bool retryable)
    {
        foreach (bool asynchronous in new[] { false, true })
        {
            using var client = Clients.Create(new FunctionHandler(async (_, _) =>
            {
                if (asynchronous)
                {
                    await Task.Yield();
                }

                throw failure;
            }));
            var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.CreateTokenAsync(Calls.CreateToken));
            Assert.Equal((kind, mayHaveReachedService, retryable), (error.Kind, error.MayHaveReachedService, error.IsRetryable));
            bool isQuote = failure is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse };
            Assert.Equal(isQuote ? "The answer is not HTTP." : failure.Message, error.InnerException!.Message);
            Assert.Equal(!isQuote, ReferenceEquals(failure, error.InnerException));
            Assert.Contains("https://oidc.us-west-2.amazonaws.com", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("/token", error.Message, StringComparison.Ordinal);
            Assert.Equal($"Transport{kind}", error.ErrorCode);
        }
    }

    [Fact]
    public async Task A_transport_that_throws_at_once_is_the_same()
    {
        using var client = Clients.Create(new FunctionHandler((_, _) => throw new HttpRequestException(HttpRequestError.NameResolutionError, "x")));
        var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.Equal(TransportErrorKind.NameResolution, error.Kind);
    }

    [Fact]
    public async Task A_failure_stands_in_the_response_where_errors_are_not_raised()
    {
        using var client = Clients.Create(new FunctionHandler((_, _) => throw new IOException("x")), options => options.RaiseResponseErrors = false);
        var response = await client.CreateTokenAsync(Calls.CreateToken);
        Assert.IsType<SsoOidcTransportException>(response.Error);
        Assert.Equal((0, 1), (response.Metadata.StatusCode, response.Metadata.Attempts));
    }

    [Fact]
    public async Task Text_of_a_transport_cannot_forge_lines()
    {
        using var client = Clients.Create(new FunctionHandler((_, _) => throw new IOException("a\r\nb")));
        var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.EndsWith(@"failed: a\u000d\u000ab.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_transport_error_can_be_made_for_a_test()
    {
        var error = new SsoOidcTransportException(TransportErrorKind.Refused, "text");
        Assert.Equal((TransportErrorKind.Refused, "text", false, 0), (error.Kind, error.Message, error.MayHaveReachedService, error.Attempts));
    }
}
