using Microsoft.Extensions.Time.Testing;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Transport;

/// <summary>Time limits and cancellation. The clock stands still until a test moves it.</summary>
public sealed class TimeoutTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Waiting_for_headers_ends_with_the_read_timeout()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = RawServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            arrived.SetResult();
            await connection.ReadToEndAsync();
        });
        using var client = Clients.CreateFor(server, options =>
        {
            options.TimeProvider = _clock;
            options.Http.ReadTimeout = TimeSpan.FromSeconds(7);
        });
        var call = client.CreateTokenAsync(Calls.CreateToken);
        await arrived.Task;
        _clock.Advance(TimeSpan.FromSeconds(6.9));
        Assert.False(call.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(7));
        var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => call);
        Assert.Equal((TransportErrorKind.ReadTimeout, true, true), (error.Kind, error.MayHaveReachedService, error.IsRetryable));
        Assert.Contains("read timeout of 7 s (options.Http.ReadTimeout)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_part_of_the_body_has_the_whole_time()
    {
        using var body = new StepStream();
        using var client = Client(body);
        var call = client.CreateTokenAsync(Calls.CreateToken);
        foreach (string part in new[] { "{\"access", "Token\":", "\"a\"}" })
        {
            await body.NextReadAsync();
            _clock.Advance(TimeSpan.FromSeconds(59));
            body.Give(part);
        }

        await body.NextReadAsync();
        body.Give(string.Empty);
        Assert.Equal("a", (await call).AccessToken);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_was_read_is_closed(bool isWatched)
    {
        using var body = new StepStream();
        using var client = Client(body);
        var call = client.CreateTokenAsync(Calls.CreateToken, new RequestOptions { OnChunkReceived = isWatched ? static (_, _, _) => { } : null });
        await body.NextReadAsync();
        body.Give("{}");
        await body.NextReadAsync();
        Assert.False(body.IsDisposed);
        body.Give(string.Empty);
        Assert.Equal(200, (await call).Metadata.StatusCode);
        Assert.True(body.IsDisposed);
    }

    [Fact]
    public async Task A_body_that_stops_ends_with_the_read_timeout()
    {
        using var body = new StepStream();
        using var client = Client(body);
        var call = client.CreateTokenAsync(Calls.CreateToken);
        await body.NextReadAsync();
        body.Give("{\"access");
        await body.NextReadAsync();
        _clock.Advance(TimeSpan.FromSeconds(60));
        var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => call);
        Assert.Equal(TransportErrorKind.ReadTimeout, error.Kind);
        Assert.True(body.IsDisposed);
    }

    [Fact]
    public async Task An_infinite_timeout_arms_no_timer()
    {
        using var body = new StepStream();
        using var client = Client(body, options => options.Http.ReadTimeout = Timeout.InfiniteTimeSpan);
        var call = client.CreateTokenAsync(Calls.CreateToken);
        await body.NextReadAsync();
        _clock.Advance(TimeSpan.FromDays(1));
        body.Give("{}");
        await body.NextReadAsync();
        _clock.Advance(TimeSpan.FromDays(1));
        body.Give(string.Empty);
        Assert.True((await call).IsSuccessful);
    }

    [Fact]
    public async Task The_timeout_of_an_HttpClient_is_a_timeout_and_no_cancellation()
    {
        using var http = new HttpClient(new FunctionHandler(async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException();
        })) { Timeout = TimeSpan.FromMilliseconds(20) };
        using var client = new SsoOidcClient(Clients.Options(options => options.Http.Client = http));
        var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.Equal(TransportErrorKind.ReadTimeout, error.Kind);
        Assert.Contains("timeout of the HttpClient or handler", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connecting_has_a_limit_of_its_own()
    {
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromMilliseconds(20),
            ConnectCallback = async (_, token) =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return Stream.Null;
            },
        };
        using var client = Clients.Create(handler);
        var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.Equal((TransportErrorKind.ConnectTimeout, false), (error.Kind, error.MayHaveReachedService));
        Assert.Contains("of the handler that the client was given", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Calls.Names), MemberType = typeof(Calls))]
    public async Task A_token_that_is_cancelled_already_sends_nothing(string operation)
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport, options => options.RaiseResponseErrors = false);
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        var call = client.SendAsync(operation, null, source.Token);
        Assert.Equal(source.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call)).CancellationToken);
        Assert.True(call.IsCanceled);
        Assert.Empty(transport.Requests);
    }

    [Fact]
    public async Task Cancelling_while_headers_are_awaited_ends_the_call_with_the_callers_token()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        RawConnection? connection = null;
        await using var server = RawServer.Start(async c =>
        {
            connection = c;
            await c.ReadRequestAsync();
            arrived.SetResult();
            await c.ReadToEndAsync();
        });
        await CancelAsync(server, arrived.Task);
        await connection!.Ended.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Cancelling_while_the_body_trickles_ends_the_call_with_the_callers_token()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        RawConnection? connection = null;
        await using var server = RawServer.Start(async c =>
        {
            connection = c;
            await c.ReadRequestAsync();
            await c.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"access");
            arrived.SetResult();
            await c.ReadToEndAsync();
        });
        await CancelAsync(server, arrived.Task);
        await connection!.Ended.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Cancelling_inside_the_body_is_seen_by_the_read_that_waits()
    {
        using var body = new StepStream();
        using var client = Client(body);
        using var source = new CancellationTokenSource();
        var call = client.CreateTokenAsync(Calls.CreateToken, source.Token);
        await body.NextReadAsync();
        await source.CancelAsync();
        Assert.Equal(source.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call)).CancellationToken);
        Assert.True(call.IsCanceled);
    }

    [Fact]
    public void Attempts_have_one_timer_whoever_starts_it_and_share_it()
    {
        int created = 0;
        using var meanwhile = new CountdownEvent(1);
        SsoOidc.Transport.AttemptTimer? timer = null;
        var time = new CountedTime(new MeddlingTime(() =>
        {
            // The sending side starts it too, just now.
            if (Interlocked.Increment(ref created) == 1)
            {
                _ = Task.Run(() =>
                {
                    timer!.Restart();
                    meanwhile.Signal();
                });
                meanwhile.Wait(TimeSpan.FromMilliseconds(100));
            }
        }));
        var timers = new SsoOidc.Transport.AttemptTimers(time, keepsNoToken: true);
        timer = timers.Begin(TimeSpan.FromSeconds(1), default);
        timer.Start(TimeSpan.Zero);
        Assert.True(meanwhile.Wait(TimeSpan.FromSeconds(10)));
        Assert.Equal((1, 1), (created, time.Timers));
        timer.Dispose();

        // Who still sends when the attempt is over starts nothing.
        timer.Restart();
        Assert.Same(timer, timers.Begin(TimeSpan.FromSeconds(1), default));
        timer.Restart();
        Assert.Equal((1, 1), (created, time.Timers));
    }

    private sealed class MeddlingTime(Action meddle) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            meddle();
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(60, 1)]
    public async Task A_connection_is_kept_as_long_as_the_option_says(int seconds, int connections)
    {
        await using var server = RawServer.Answering(RawServer.Http(200, "{}"));
        using var client = Clients.CreateFor(server, options => options.Http.IdleTimeout = TimeSpan.FromSeconds(seconds));
        for (int i = 0; i < 3; i++)
        {
            await client.CreateTokenAsync(Calls.CreateToken);
        }

        Assert.Equal(connections, server.ConnectionCount);
    }

    private static async Task CancelAsync(RawServer server, Task arrived)
    {
        using var client = Clients.CreateFor(server, options => options.RaiseResponseErrors = false);
        using var source = new CancellationTokenSource();
        var call = client.CreateTokenAsync(Calls.CreateToken, source.Token);
        await arrived;
        await source.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(source.Token, error.CancellationToken);
        Assert.True(call.IsCanceled);
    }

    private SsoOidcClient Client(Stream body, Action<SsoOidcClientOptions>? configure = null) => Clients.Create(
        new FunctionHandler((_, _) => Task.FromResult(new HttpResponseMessage { Content = new StreamContent(body) })),
        options =>
        {
            options.TimeProvider = _clock;
            configure?.Invoke(options);
        });

    /// <summary>A stream whose reads complete when the test says so.</summary>
    private sealed class StepStream : Stream
    {
        private readonly SemaphoreSlim _asked = new(0);
        private TaskCompletionSource<string> _given = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsDisposed { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public async Task NextReadAsync() => Assert.True(await _asked.WaitAsync(TimeSpan.FromSeconds(10)));

        public void Give(string part) => _given.SetResult(part);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var given = _given;
            _asked.Release();
            string part = await given.Task.WaitAsync(cancellationToken);
            _given = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return System.Text.Encoding.UTF8.GetBytes(part, buffer.Span);
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
