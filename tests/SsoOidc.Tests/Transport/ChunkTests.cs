using System.Text;
using Microsoft.Extensions.Time.Testing;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Transport;

/// <summary>Functions that are told of each part of the bodies.</summary>
public sealed class ChunkTests
{
    private readonly List<(string Part, long Total, long? Length)> _sent = [];
    private readonly List<(string Part, long Total, long? Length)> _received = [];

    [Fact]
    public async Task Each_attempt_counts_from_the_start_and_errors_are_told_too()
    {
        int answers = 0;
        await using var server = RawServer.Start(async connection =>
        {
            while (await connection.ReadRequestAsync() is not null)
            {
                await connection.WriteAsync(++answers == 1 ? RawServer.Http(500, "oops") : RawServer.Http(200, """{"accessToken":"t"}"""));
            }
        });
        using var client = Client(server, options => (options.Http.OnChunkSent, options.Http.OnChunkReceived) = (Sent, Received));
        var response = await client.CreateTokenAsync(Calls.CreateToken);
        Assert.Equal(("t", 2), (response.AccessToken, response.Metadata.Attempts));
        Assert.Equal([("oops", 4, 4), ("""{"accessToken":"t"}""", 19, 19)], _received);
        Assert.Equal(2, _sent.Count);
        Assert.Equal(_sent[0], _sent[1]);
        Assert.Contains(Calls.Secret, _sent[0].Part, StringComparison.Ordinal);
        Assert.Equal((_sent[0].Part.Length, _sent[0].Part.Length), (_sent[0].Total, _sent[0].Length));
    }

    [Fact]
    public async Task A_large_body_comes_in_parts_of_16384_bytes()
    {
        await using var server = RawServer.Answering(RawServer.Http(200, "{}"));
        using var client = Client(server, options => options.Http.OnChunkSent = Sent);
        await client.RegisterClientAsync(new() { ClientName = new string('x', 100_000), ClientType = "public" });
        long length = _sent[0].Length!.Value;
        Assert.All(_sent[..^1], part => Assert.Equal(16384, part.Part.Length));
        Assert.Equal(length, _sent.Sum(part => part.Part.Length));
        Assert.Equal(length, _sent[^1].Total);
        Assert.Contains("\r\nContent-Length: " + length, server.Received, StringComparison.Ordinal);
        Assert.EndsWith(string.Concat(_sent.Select(part => part.Part)), server.Received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_come_as_they_arrive_and_the_length_is_null_where_nobody_says_it()
    {
        var second = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = RawServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync("HTTP/1.1 200 OK\r\n\r\n{\"acce");
            await second.Task;
            await connection.WriteAsync("ssToken\":\"t\"}");
        });
        using var client = Client(server, options => options.Http.OnChunkReceived = (part, total, length) =>
        {
            Received(part, total, length);
            second.TrySetResult();
        });
        Assert.Equal("t", (await client.CreateTokenAsync(Calls.CreateToken)).AccessToken);
        Assert.Equal([("{\"acce", 6, null), ("ssToken\":\"t\"}", 19, null)], _received);
    }

    [Fact]
    public async Task Those_of_one_call_take_the_place_of_the_clients()
    {
        await using var server = RawServer.Answering(RawServer.Http(200, "{}"));
        using var client = Client(server, options => options.Http.OnChunkReceived = (_, _, _) => throw new InvalidOperationException());
        await client.CreateTokenAsync(Calls.CreateToken, new RequestOptions { OnChunkReceived = Received });
        Assert.Single(_received);
        Assert.Empty(_sent);
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.CreateTokenAsync(Calls.CreateToken));
    }

    [Fact]
    public async Task A_loose_call_takes_them_as_parameters_and_options_win()
    {
        await using var server = RawServer.Answering(RawServer.Http(200, "{}"));
        using var client = Client(server);
        var parameters = new Dictionary<string, object?>
        {
            ["clientName"] = "n", ["clientType"] = "public", ["on_chunk_sent"] = (Action<ReadOnlyMemory<byte>, long, long?>)Sent, ["on_chunk_received"] = null,
        };
        var request = client.BuildRequest("RegisterClient", parameters);
        await request.SendAsync();
        Assert.Equal(["""{"clientName":"n","clientType":"public"}"""], _sent.Select(part => part.Part));
        Assert.Same(parameters, request.Parameters);

        int own = 0;
        await client.BuildRequest("RegisterClient", parameters).SendAsync(new RequestOptions { OnChunkSent = (_, _, _) => own++ });
        Assert.Equal((1, 1), (own, _sent.Count));
    }

    [Fact]
    public async Task A_parameter_that_is_no_function_is_refused()
    {
        using var client = Clients.Stubbed(options => options.Region = "us-west-2");
        var error = await Assert.ThrowsAsync<ParameterValidationException>(() => client.BuildRequest(
            "RegisterClient", new Dictionary<string, object?> { ["on_chunk_sent"] = 1, ["response_target"] = 2 }).SendAsync());
        Assert.Equal(["on_chunk_sent", "response_target"], error.Errors.Select(problem => problem.Path));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_they_throw_reaches_the_caller_as_it_is_and_is_not_retried(bool sending)
    {
        await using var server = RawServer.Answering(RawServer.Http(200, "{}"));
        foreach (var thrown in new Exception[] { new IOException("mine"), new OperationCanceledException("mine"), new HttpRequestException("mine"), new TimeoutException("mine") })
        {
            int before = server.ConnectionCount;
            using var client = Client(server, options =>
            {
                options.RaiseResponseErrors = false;
                options.Http.OnChunkSent = sending ? (_, _, _) => throw thrown : null;
                options.Http.OnChunkReceived = sending ? null : (_, _, _) => throw thrown;
            });
            var call = client.CreateTokenAsync(Calls.CreateToken);
            Assert.Same(thrown, await Assert.ThrowsAnyAsync<Exception>(() => call));
            Assert.Equal(before + 1, server.ConnectionCount);
            await OpenSockets.UntilAsync(server.Port, 0);
        }
    }

    [Fact]
    public async Task A_part_is_a_copy_that_may_be_kept()
    {
        await using var server = RawServer.Answering(RawServer.Http(200, """{"accessToken":"t"}"""));
        var kept = new List<ReadOnlyMemory<byte>>();
        using var client = Client(server, options =>
        {
            options.Http.OnChunkSent = (part, _, _) => kept.Add(part);
            options.Http.OnChunkReceived = (part, _, _) => kept.Add(part);
        });
        for (int i = 0; i < 3; i++)
        {
            await client.CreateTokenAsync(Calls.CreateToken);
        }

        Assert.Equal(6, kept.Count);
        Assert.All(kept.Where((_, i) => i % 2 == 1), part => Assert.Equal("""{"accessToken":"t"}""", Encoding.UTF8.GetString(part.Span)));
        Assert.All(kept.Where((_, i) => i % 2 == 0), part => Assert.Contains(Calls.Secret, Encoding.UTF8.GetString(part.Span), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Time_that_a_function_takes_is_not_the_services()
    {
        var clock = new FakeTimeProvider();
        await using var server = RawServer.Answering(RawServer.Http(200, """{"accessToken":"t"}"""));
        using var client = Client(server, options =>
        {
            options.TimeProvider = clock;
            options.Http.OnChunkReceived = (_, _, _) => clock.Advance(TimeSpan.FromHours(1));
        });
        Assert.Equal("t", (await client.CreateTokenAsync(Calls.CreateToken)).AccessToken);
    }

    [Fact]
    public async Task Stubbed_answers_tell_nobody()
    {
        using var client = Clients.Stubbed(options =>
        {
            options.Region = "us-west-2";
            (options.Http.OnChunkSent, options.Http.OnChunkReceived) = (Sent, Received);
        });
        await client.RegisterClientAsync(Calls.RegisterClient, new RequestOptions { OnChunkSent = Sent, OnChunkReceived = Received });
        await client.BuildRequest("RegisterClient", new Dictionary<string, object?>
        {
            ["clientName"] = "n", ["clientType"] = "public", ["on_chunk_sent"] = (Action<ReadOnlyMemory<byte>, long, long?>)Sent,
        }).SendAsync();
        Assert.Empty(_sent);
        Assert.Empty(_received);
    }

    [Fact]
    public async Task An_expectation_is_waited_for_as_long_as_the_option_says()
    {
        foreach (bool answers in new[] { true, false })
        {
            string? early = null;
            await using var server = RawServer.Start(async connection =>
            {
                await connection.ReadHeadAsync();
                early = connection.Received;
                if (answers)
                {
                    await Task.Delay(50);
                    await connection.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n");
                }

                await connection.ReadRequestAsync();
                await connection.WriteAsync(RawServer.Http(200, """{"accessToken":"t"}"""));
            });
            using var client = Client(server, options => options.Http.ContinueTimeout = answers ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(50));
            client.Handlers.HandleRequest(context => context.HttpRequest.Headers["expect"] = "100-continue");
            Assert.Equal("t", (await client.CreateTokenAsync(Calls.CreateToken)).AccessToken);
            Assert.Contains("100-continue", early, StringComparison.Ordinal);
            Assert.DoesNotContain(Calls.Secret, early, StringComparison.Ordinal);
        }
    }

    private static SsoOidcClient Client(RawServer server, Action<SsoOidcClientOptions>? set = null) => Clients.CreateFor(server, options =>
    {
        options.Retry.Limit = 2;
        options.Retry.BaseDelay = TimeSpan.Zero;
        set?.Invoke(options);
    });

    private void Sent(ReadOnlyMemory<byte> part, long total, long? length) => _sent.Add((Encoding.UTF8.GetString(part.Span), total, length));

    private void Received(ReadOnlyMemory<byte> part, long total, long? length) => _received.Add((Encoding.UTF8.GetString(part.Span), total, length));
}
