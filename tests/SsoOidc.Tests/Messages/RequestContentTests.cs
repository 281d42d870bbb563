using System.Text;
using SsoOidc.Messages;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Messages;

/// <summary>The body of a request holds secrets in a rented array: nobody sees it after the call, and nobody sees another call's.</summary>
public sealed class RequestContentTests
{
    [Fact]
    public async Task Content_that_is_kept_never_shows_another_calls_bytes()
    {
        HttpContent? kept = null;
        using var client = Clients.Create(new FunctionHandler((request, _) =>
        {
            kept ??= request.Content;
            return Task.FromResult(CapturingHandler.Json(200, "{}"));
        }));
        await client.RegisterClientAsync(new() { ClientName = "first", ClientType = "public" });
        for (int i = 0; i < 1000; i++)
        {
            await client.RegisterClientAsync(new() { ClientName = Calls.Secret + i, ClientType = "public" });
        }

        await IsReleasedAsync(() => kept!.ReadAsStringAsync());
        await IsReleasedAsync(() => kept!.CopyToAsync(new MemoryStream()));
        await IsReleasedAsync(() => kept!.ReadAsStreamAsync());
        await IsReleasedAsync(() => Task.Run(() => kept!.CopyTo(new MemoryStream(), null, default)));
    }

    [Fact]
    public async Task Content_that_was_read_in_time_stays_as_it_was()
    {
        HttpContent? kept = null;
        using var client = Clients.Create(new FunctionHandler(async (request, _) =>
        {
            if (kept is null)
            {
                kept = request.Content;
                await kept!.LoadIntoBufferAsync(default(CancellationToken));
            }

            return CapturingHandler.Json(200, "{}");
        }));
        await client.RegisterClientAsync(new() { ClientName = "first", ClientType = "public" });
        for (int i = 0; i < 1000; i++)
        {
            await client.RegisterClientAsync(new() { ClientName = Calls.Secret + i, ClientType = "public" });
        }

        Assert.Equal("""{"clientName":"first","clientType":"public"}""", await kept!.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_context_that_is_kept_throws_after_the_call()
    {
        OperationContext? kept = null;
        using var client = Clients.Create(new CapturingHandler(200, """{"accessToken":"a"}"""));
        client.Handlers.Add(new FunctionStep((context, next) =>
        {
            kept = context;
            Assert.NotEmpty(context.HttpRequest.CopyBody());
            return next.InvokeAsync(context);
        }), PipelineStep.Sign);
        await client.CreateTokenAsync(Calls.CreateToken);
        Assert.Throws<ObjectDisposedException>(() => kept!.HttpRequest.CopyBody());
        Assert.Throws<ObjectDisposedException>(() => kept!.HttpResponse!.CopyBody());
        Assert.Equal(200, kept!.HttpResponse!.StatusCode);
    }

    [Fact]
    public async Task The_array_is_cleared_when_the_call_ends()
    {
        byte[] buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(64);
        Encoding.UTF8.GetBytes("secret and more", buffer);
        using var content = new RequestContent(buffer, 6);
        Assert.Equal("secret", await content.ReadAsStringAsync());
        content.Release();
        Assert.All(buffer.Take(6), b => Assert.Equal(0, b));
        content.Release();
        Assert.Throws<ObjectDisposedException>(() => content.Span.Length);
    }

    [Fact]
    public async Task A_write_that_is_running_keeps_the_array_from_the_pool_but_not_from_being_cleared()
    {
        byte[] buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(1 << 15);
        Encoding.UTF8.GetBytes("secret", buffer);
        using var content = new RequestContent(buffer, 6);
        var stream = new BlockingStream();
        var write = content.CopyToAsync(stream);
        content.Release();
        Assert.All(buffer.Take(6), b => Assert.Equal(0, b));
        for (int i = 0; i < 64; i++)
        {
            Assert.NotSame(buffer, System.Buffers.ArrayPool<byte>.Shared.Rent(1 << 15));
        }

        stream.Go.SetResult();
        await write;
        await IsReleasedAsync(() => content.CopyToAsync(new MemoryStream()));
    }

    [Fact]
    public async Task The_call_may_end_while_the_body_is_still_being_written()
    {
        // The answer comes first; the write goes on behind it.
        var stream = new BlockingStream();
        Task? write = null;
        using var client = Clients.Create(new FunctionHandler((request, token) =>
        {
            write = request.Content!.CopyToAsync(stream, token);
            return Task.FromResult(CapturingHandler.Json(400, """{"error":"invalid_grant"}"""));
        }));
        await Assert.ThrowsAsync<InvalidGrantException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.False(write!.IsCompleted);
        for (int i = 0; i < 100; i++)
        {
            await Assert.ThrowsAsync<InvalidGrantException>(() => client.CreateTokenAsync(Calls.CreateToken));
        }

        Assert.DoesNotContain(Calls.Secret, Encoding.UTF8.GetString(stream.Pending!.Value.Span), StringComparison.Ordinal);
        stream.Go.SetResult();
        await write;
    }

    [Fact]
    public async Task A_transport_that_disposes_its_message_does_not_end_the_body()
    {
        using var client = Clients.Create(new FunctionHandler(async (request, token) =>
        {
            string first = await request.Content!.ReadAsStringAsync(token);
            request.Dispose();
            Assert.Contains(Calls.Secret, first, StringComparison.Ordinal);
            return CapturingHandler.Json(200, "{}");
        }));
        byte[]? body = null;
        client.Handlers.Add(new FunctionStep(async (context, next) =>
        {
            await next.InvokeAsync(context);
            body = context.HttpRequest.CopyBody();
            await next.InvokeAsync(context);
        }), PipelineStep.Sign, 40);
        await client.CreateTokenAsync(Calls.CreateToken);
        Assert.Contains(Calls.Secret, Encoding.UTF8.GetString(body!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_length_is_known_and_bodies_are_not_chunked()
    {
        await using var server = RawServer.Answering(RawServer.Http(200, "{}"));
        using var client = Clients.CreateFor(server);
        await client.CreateTokenAsync(Calls.CreateToken);
        Assert.Contains($"\r\nContent-Length: {server.Received.Length - server.Received.IndexOf("\r\n\r\n", StringComparison.Ordinal) - 4}\r\n", server.Received, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Transfer-Encoding", server.Received, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Expect", server.Received, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Many_calls_at_once_keep_their_bytes_apart()
    {
        await using var server = RawServer.Start(async connection =>
        {
            while (await connection.ReadRequestAsync() is { } request)
            {
                string body = request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
                await connection.WriteAsync(RawServer.Http(200, $$"""{"clientId":{{System.Text.Json.JsonSerializer.Serialize(body)}}}"""));
            }
        });
        using var client = Clients.CreateFor(server);
        await Parallel.ForAsync(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, token) =>
        {
            string name = $"{i}-{new string((char)('a' + (i % 26)), i * 7)}";
            var response = await client.RegisterClientAsync(new() { ClientName = name, ClientType = "p" }, token);
            Assert.Equal($$"""{"clientName":"{{name}}","clientType":"p"}""", response.ClientId);
        });
    }

    // HttpContent wraps what its content throws while it copies.
    private static async Task IsReleasedAsync(Func<Task> read)
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(read);
        Assert.IsType<ObjectDisposedException>(error is HttpRequestException ? error.InnerException : error);
    }

    private sealed class BlockingStream : MemoryStream
    {
        public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ReadOnlyMemory<byte>? Pending { get; private set; }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Pending ??= buffer;
            await Go.Task;
        }
    }
}
