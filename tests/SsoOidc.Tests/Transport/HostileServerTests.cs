using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Transport;

/// <summary>
/// A server does each wrong thing on every connection: the outcome is typed, attempts are made where they may help, and nothing is
/// left behind, neither a socket nor a timer nor a connection that is still being served.
/// </summary>
public sealed class HostileServerTests
{
    private const int Attempts = 3;
    private const string Good = "HTTP/1.1 200 OK\r\nContent-Length: 19\r\n\r\n{\"accessToken\":\"t\"}";

    private readonly CountedTime _time;
    private readonly FakeTimeProvider _clock = new();

    public HostileServerTests() => _time = new CountedTime(_clock);

    public static TheoryData<string, TransportErrorKind, bool, int> Failures => new()
    {
        { "closes at once", TransportErrorKind.CutOff, true, Attempts },
        { "closes after the request", TransportErrorKind.CutOff, true, Attempts },
        { "resets after the request", TransportErrorKind.CutOff, true, Attempts },
        { "resets mid-headers", TransportErrorKind.CutOff, true, Attempts },
        { "resets mid-body", TransportErrorKind.TruncatedBody, true, Attempts },
        { "closes mid-body", TransportErrorKind.TruncatedBody, true, Attempts },
        { "length too long", TransportErrorKind.TruncatedBody, true, Attempts },
        { "error body cut", TransportErrorKind.TruncatedBody, true, Attempts },
        { "stalls before headers", TransportErrorKind.ReadTimeout, true, Attempts },
        { "stalls mid-headers", TransportErrorKind.ReadTimeout, true, Attempts },
        { "stalls mid-body", TransportErrorKind.ReadTimeout, true, Attempts },
        { "garbage", TransportErrorKind.Other, true, 1 },
        { "garbage after a good status", TransportErrorKind.Other, true, 1 },
        { "garbage as a chunk", TransportErrorKind.Other, true, 1 },
        { "endless headers", TransportErrorKind.Other, true, 1 },
        { "cuts inside a large request", TransportErrorKind.CutOff, true, Attempts },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_failure_is_typed_retried_and_leaves_nothing(string what, TransportErrorKind kind, bool mayHaveReachedService, int attempts)
    {
        foreach (bool observed in new[] { false, true })
        {
            await using var server = RawServer.Start(connection => MisbehaveAsync(connection, what));
            using (var client = Client(server))
            {
                var request = Request(what);
                var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => observed
                    ? client.CreateTokenAsync(request, new RequestOptions { OnChunkReceived = static (_, _, _) => { }, OnChunkSent = static (_, _, _) => { } })
                    : client.CreateTokenAsync(request));
                Assert.True(
                    (kind, mayHaveReachedService, attempts, attempts > 1) == (error.Kind, error.MayHaveReachedService, error.Attempts, error.IsRetryable),
                    $"{what}: {error.Attempts} attempts, {error.Kind}, reached {error.MayHaveReachedService}: {error}");
                Assert.Equal(attempts, server.ConnectionCount);
                Assert.Contains(server.Url, error.Message, StringComparison.Ordinal);
                Assert.DoesNotContain(Calls.Secret, error.ToString(), StringComparison.Ordinal);

                // A connection that broke is closed then, not when the client is.
                await OpenSockets.UntilAsync(server.Port, 0);
                Assert.InRange(_time.Timers, 0, 1);
            }

            Assert.Equal(0, _time.Timers);
        }
    }

    public static TheoryData<string, int> Successes => new()
    {
        { "byte by byte", 1 },
        { "closes kept connections", 1 },
        { "answers before the body is read", 1 },
        { "no length", 1 },
        { "chunked", 1 },
        { "more than the length says", 1 },
        { "interim answers", 1 },
    };

    [Theory]
    [MemberData(nameof(Successes))]
    public async Task What_is_odd_but_right_is_a_success(string what, int attempts)
    {
        foreach (bool observed in new[] { false, true })
        {
            await using var server = RawServer.Start(connection => MisbehaveAsync(connection, what));
            using (var client = Client(server))
            {
                for (int i = 0; i < 3; i++)
                {
                    var response = observed
                        ? await client.CreateTokenAsync(Request(what), new RequestOptions { OnChunkReceived = static (_, _, _) => { }, OnChunkSent = static (_, _, _) => { } })
                        : await client.CreateTokenAsync(Request(what));
                    Assert.Equal(("t", attempts), (response.AccessToken, response.Metadata.Attempts));
                    if (what == "closes kept connections")
                    {
                        // The end of the connection is on its way: the next call finds it, or its first attempt is lost to it.
                        await OpenSockets.UntilAsync(server.Port, 1);
                        await Task.Delay(50);
                    }
                }

                Assert.InRange(_time.Timers, 0, 1);
            }

            Assert.Equal(0, _time.Timers);
            await OpenSockets.UntilAsync(server.Port, 0);
        }
    }

    [Fact]
    public async Task A_refusal_is_typed_and_retried_and_nothing_was_sent()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var client = new SsoOidcClient(Options($"http://127.0.0.1:{port}"));
        var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.Equal((TransportErrorKind.Refused, false, Attempts), (error.Kind, error.MayHaveReachedService, error.Attempts));
        Assert.Equal(0, OpenSockets.To(port));
        client.Dispose();
        Assert.Equal(0, _time.Timers);
    }

    [Fact]
    public async Task What_an_earlier_attempt_may_have_done_is_not_forgotten()
    {
        RawServer? server = null;
        server = RawServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            server!.StopListening();
        });
        await using (server)
        {
            using var client = Client(server);
            var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.CreateTokenAsync(Calls.CreateToken));
            Assert.Equal((TransportErrorKind.Refused, true, Attempts), (error.Kind, error.MayHaveReachedService, error.Attempts));
        }
    }

    [Fact]
    public async Task A_length_that_is_too_short_cuts_the_body_and_the_rest_is_not_the_next_answer()
    {
        await using var server = RawServer.Start(async connection =>
        {
            while (await connection.ReadRequestAsync() is not null)
            {
                await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{\"accessToken\":\"evil\"}HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
            }
        });
        using var client = Client(server);
        for (int i = 1; i <= 3; i++)
        {
            var error = await Assert.ThrowsAsync<ResponseParseException>(() => client.CreateTokenAsync(Calls.CreateToken));
            Assert.Equal(1, error.Attempts);
            Assert.Equal(i, server.ConnectionCount);
        }
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("abc")]
    [InlineData("99999999999999999999")]
    public async Task A_length_that_is_none_does_not_hang(string length)
    {
        await using var server = RawServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{{\"accessToken\":\"t\"}}");
        });
        using var client = Client(server);
        var response = await client.CreateTokenAsync(Calls.CreateToken, new RequestOptions { RaiseResponseErrors = false });
        Assert.True(response.AccessToken == "t" || response.Error is SsoOidcTransportException, $"{response.Error}");
        await OpenSockets.UntilAsync(server.Port, 0);
    }

    [Fact]
    public async Task Two_hundred_calls_at_once_leave_nothing()
    {
        int count = 0;
        await using var server = RawServer.Start(connection => MisbehaveAsync(connection, (Interlocked.Increment(ref count) % 4) switch
        {
            0 => "resets mid-body",
            1 => "closes after the request",
            2 => "garbage",
            _ => "byte by byte",
        }));
        using (var client = Client(server))
        {
            var calls = Enumerable.Range(0, 200).Select(_ => client.CreateTokenAsync(Calls.CreateToken, new RequestOptions { RaiseResponseErrors = false }));
            var outcomes = await Task.WhenAll(calls);
            Assert.All(outcomes, outcome => Assert.True(outcome.AccessToken == "t" || outcome.Error is SsoOidcTransportException));
        }

        Assert.Equal(0, _time.Timers);
        await OpenSockets.UntilAsync(server.Port, 0);
        await server.ServedAsync();
    }

    [Fact]
    public async Task The_read_timeout_counts_from_the_request_on_a_kept_connection_too()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = RawServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(Good);
            await connection.ReadRequestAsync();
            arrived.SetResult();
            await connection.ReadToEndAsync();
        });
        var options = Options(server.Url);
        options.Retry.Limit = 0;
        options.Http.IdleTimeout = TimeSpan.FromMinutes(5);
        using var client = new SsoOidcClient(options);
        await client.CreateTokenAsync(Calls.CreateToken);
        var call = client.CreateTokenAsync(Calls.CreateToken);
        await arrived.Task;
        await Task.Delay(50);
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(call.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1.1));
        Assert.Equal(TransportErrorKind.ReadTimeout, (await Assert.ThrowsAsync<SsoOidcTransportException>(() => call.WaitAsync(TimeSpan.FromSeconds(10)))).Kind);
        Assert.Equal(1, server.ConnectionCount);
    }

    private static CreateTokenRequest Request(string what) => what is "cuts inside a large request" or "answers before the body is read"
        ? new() { ClientId = "c", ClientSecret = "s", GrantType = GrantTypes.DeviceCode, DeviceCode = new string('x', 4 * 1024 * 1024) }
        : Calls.CreateToken;

    private SsoOidcClient Client(RawServer server) => new(Options(server.Url));

    private SsoOidcClientOptions Options(string url) => Clients.Options(options =>
    {
        options.Endpoint.Url = url;
        options.TimeProvider = _time;
        options.Retry.Limit = Attempts - 1;
        options.Retry.BaseDelay = TimeSpan.Zero;
    });

    private async Task MisbehaveAsync(RawConnection connection, string what)
    {
        switch (what)
        {
            case "closes at once":
                return;
            case "cuts inside a large request":
                await connection.ReadHeadAsync();
                connection.Reset();
                return;
            case "answers before the body is read":
                do
                {
                    await connection.ReadHeadAsync();
                    await connection.WriteAsync(Good);
                }
                while (await connection.ReadRequestAsync() is not null);
                return;
        }

        while (await connection.ReadRequestAsync() is not null)
        {
            if (!await AnswerAsync(connection, what))
            {
                return;
            }
        }
    }

    /// <summary>Answers a request; returns whether the connection is kept.</summary>
    private async Task<bool> AnswerAsync(RawConnection connection, string what)
    {
        switch (what)
        {
            case "closes after the request":
                return false;
            case "resets after the request":
                connection.Reset();
                return false;
            case "resets mid-headers":
                await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Le");
                await Task.Delay(20);
                connection.Reset();
                return false;
            case "resets mid-body":
                await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"access");
                await Task.Delay(20);
                connection.Reset();
                return false;
            case "closes mid-body":
                await connection.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"acc\r\n");
                return false;
            case "length too long":
                await connection.WriteAsync(Good.Replace("19", "20", StringComparison.Ordinal));
                return false;
            case "error body cut":
                await connection.WriteAsync("HTTP/1.1 400 X\r\nContent-Length: 500\r\n\r\n{\"error\":\"inv");
                return false;
            case "stalls before headers":
                return await StallAsync(connection, string.Empty);
            case "stalls mid-headers":
                return await StallAsync(connection, "HTTP/1.1 200 OK\r\nContent-Le");
            case "stalls mid-body":
                return await StallAsync(connection, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"access");
            case "garbage":
                await connection.WriteAsync($"220 ESMTP {Calls.Secret} \u0001\u0002\r\n");
                return false;
            case "garbage after a good status":
                await connection.WriteAsync($"HTTP/1.1 200 OK\r\nno header at all, {Calls.Secret}\r\n\r\n");
                return false;
            case "garbage as a chunk":
                await connection.WriteAsync($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{Calls.Secret}\r\n");
                return false;
            case "endless headers":
                for (int i = 0; i < 1000; i++)
                {
                    await connection.WriteAsync((i == 0 ? "HTTP/1.1 200 OK\r\n" : string.Empty) + $"x-{i}: {new string('y', 1000)}\r\n");
                }

                return false;
            case "byte by byte":
                foreach (char c in Good)
                {
                    await connection.WriteAsync(c.ToString());
                    await Task.Yield();
                }

                return true;
            case "closes kept connections":
                await connection.WriteAsync(Good);
                return false;
            case "no length":
                await connection.WriteAsync("HTTP/1.1 200 OK\r\n\r\n{\"accessToken\":\"t\"}");
                return false;
            case "chunked":
                await connection.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n{\"acce\r\nd\r\nssToken\":\"t\"}\r\n0\r\n\r\n");
                return true;
            case "more than the length says":
                await connection.WriteAsync(Good + "x");
                return true;
            case "interim answers":
                await connection.WriteAsync("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\n\r\n" + Good);
                return true;
            default:
                throw new ArgumentException(what, nameof(what));
        }
    }

    // The clock is moved until the client has had enough.
    private async Task<bool> StallAsync(RawConnection connection, string start)
    {
        await connection.WriteAsync(start);
        var end = connection.ReadToEndAsync();
        while (!end.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(61));
            await Task.WhenAny(end, Task.Delay(5, connection.Stop));
        }

        return false;
    }
}
