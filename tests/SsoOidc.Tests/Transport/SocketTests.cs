using System.Net;
using System.Net.Sockets;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Transport;

/// <summary>What can go wrong on a real connection, byte by byte: each is a typed error that names the cause.</summary>
public sealed class SocketTests
{
    [Fact]
    public async Task A_port_where_nothing_listens_is_refused()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        listener.Stop();
        using var client = new SsoOidcClient(Clients.Options(options => options.Endpoint.Url = url));
        var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.Equal((TransportErrorKind.Refused, "TransportRefused", false, true), (error.Kind, error.Code, error.MayHaveReachedService, error.IsRetryable));
        Assert.Contains(url, error.Message, StringComparison.Ordinal);
        Assert.Equal((0, 1), ((int)error.StatusCode, error.Attempts));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_ends_before_any_answer_is_cut_off(bool reset)
    {
        await using var server = RawServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            if (reset)
            {
                connection.Reset();
            }
        });
        var error = await FailAsync(server);
        Assert.Equal((TransportErrorKind.CutOff, true, true), (error.Kind, error.MayHaveReachedService, error.IsRetryable));
        Assert.Contains("closed the connection before it had answered", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n")]
    public async Task So_is_one_that_ends_inside_the_headers(string start)
    {
        await using var server = Once(start);
        Assert.Equal(TransportErrorKind.CutOff, (await FailAsync(server)).Kind);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"accessToken\":\"secret")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"acc\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\n{\"acc")]
    [InlineData("HTTP/1.1 500 X\r\nContent-Length: 500\r\n\r\n{\"error\":\"inv")]
    public async Task A_body_that_ends_early_is_truncated(string start)
    {
        await using var server = Once(start);
        var error = await FailAsync(server);
        Assert.Equal((TransportErrorKind.TruncatedBody, true), (error.Kind, error.IsRetryable));
        Assert.Contains("before the answer's body was complete", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(204, false)]
    [InlineData(304, false)]
    [InlineData(204, true)]
    public async Task A_length_without_a_body_is_truncated_whatever_the_status(int status, bool isWatched)
    {
        await using var server = Once($"HTTP/1.1 {status} X\r\nContent-Length: 5\r\n\r\n");
        using var client = Clients.CreateFor(server, static o => o.Retry.Limit = 0);
        var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.CreateTokenAsync(
            Calls.CreateToken, new RequestOptions { OnChunkReceived = isWatched ? static (_, _, _) => { } : null }));
        Assert.Equal((TransportErrorKind.TruncatedBody, true, true), (error.Kind, error.IsRetryable, error.MayHaveReachedService));
    }

    [Theory]
    [InlineData("HTTP/1.1 204 X\r\n\r\n")]
    [InlineData("HTTP/1.1 204 X\r\nContent-Length: 0\r\n\r\n")]
    public async Task No_content_is_a_success_without_data(string answer)
    {
        await using var server = Once(answer);
        using var client = Clients.CreateFor(server);
        var response = await client.CreateTokenAsync(Calls.CreateToken);
        Assert.Equal((204, null), (response.Metadata.StatusCode, response.AccessToken));
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n")]
    [InlineData("HTTP/1.1 abc\r\n\r\n")]
    public async Task An_answer_that_is_not_http_is_an_error_and_not_worth_a_retry(string answer)
    {
        await using var server = Once(answer);
        var error = await FailAsync(server);
        Assert.Equal((TransportErrorKind.Other, false), (error.Kind, error.IsRetryable));
    }

    [Fact]
    public async Task A_body_without_a_length_ends_with_the_connection()
    {
        await using var server = Once("HTTP/1.1 200 OK\r\n\r\n{\"accessToken\":\"a\"}");
        using var client = Clients.CreateFor(server);
        Assert.Equal("a", (await client.CreateTokenAsync(Calls.CreateToken)).AccessToken);
    }

    [Fact]
    public async Task Chunks_and_interim_answers_are_read()
    {
        await using var server = Once("HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n{\"acce\r\nd\r\nssToken\":\"a\"}\r\n0\r\n\r\n");
        using var client = Clients.CreateFor(server);
        Assert.Equal("a", (await client.CreateTokenAsync(Calls.CreateToken)).AccessToken);
    }

    [Fact]
    public async Task A_page_of_html_with_an_error_is_a_service_error_by_its_status()
    {
        string page = "<html><body><h1>502 Bad Gateway</h1></body></html>";
        await using var server = RawServer.Answering(RawServer.Http(502, page, "Content-Type: text/html"));
        using var client = Clients.CreateFor(server);
        var error = await Assert.ThrowsAsync<SsoOidcServiceException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.Equal(("Http502Error", 502, true), (error.Code, (int)error.StatusCode, error.IsRetryable));
        Assert.Equal($"Http502Error (the body of the answer, {page.Length} bytes, is not a readable JSON object)", error.Message);
    }

    [Fact]
    public async Task A_page_of_html_with_success_is_a_parse_error()
    {
        await using var server = RawServer.Answering(RawServer.Http(200, "<html>secret</html>"));
        using var client = Clients.CreateFor(server);
        var error = await Assert.ThrowsAsync<ResponseParseException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.Contains("not readable JSON (19 bytes)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(200, false)]
    [InlineData(500, true)]
    public async Task Fifty_megabytes_are_not_read(int status, bool hasLength)
    {
        const int Total = 50 * 1024 * 1024;
        byte[] block = new byte[64 * 1024];
        Array.Fill(block, (byte)' ');
        RawConnection? connection = null;
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = RawServer.Start(async c =>
        {
            connection = c;
            await c.ReadRequestAsync();
            try
            {
                await c.WriteAsync($"HTTP/1.1 {status} X\r\n{(hasLength ? $"Content-Length: {Total}\r\n" : string.Empty)}\r\n");
                while (c.BytesSent < Total)
                {
                    await c.WriteAsync(block);
                }
            }
            finally
            {
                ended.TrySetResult();
            }
        });
        int read = 0;
        using var client = Clients.CreateFor(server, options => options.RaiseResponseErrors = false);
        client.Handlers.Add(new FunctionStep(async (context, next) =>
        {
            await next.InvokeAsync(context);
            read = context.HttpResponse!.BodyLength;
            Assert.True(context.HttpResponse.IsTooLarge);
        }), PipelineStep.Sign, 10);
        var response = await client.CreateTokenAsync(Calls.CreateToken);
        Assert.Contains(status == 200 ? "is longer than 1048576 bytes" : "more than", response.Error!.Message, StringComparison.Ordinal);
        Assert.InRange(read, 1024 * 1024, 2 * 1024 * 1024);

        // The connection is closed early, so that the server does not get rid of its bytes.
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.InRange(connection!.BytesSent, 1, 20 * 1024 * 1024);
    }

    [Fact]
    public async Task A_server_that_does_not_speak_tls_is_a_tls_error()
    {
        await using var server = RawServer.Start(connection => connection.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"));
        using var client = new SsoOidcClient(Clients.Options(options => options.Endpoint.Url = server.Url.Replace("http:", "https:", StringComparison.Ordinal)));
        var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.CreateTokenAsync(Calls.CreateToken));
        Assert.Equal((TransportErrorKind.Tls, false), (error.Kind, error.MayHaveReachedService));
        Assert.DoesNotContain(Calls.Secret, server.Received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_may_answer_before_it_has_read_the_body()
    {
        await using var server = RawServer.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.WriteAsync(RawServer.Http(413, """{"message":"x"}""", "Connection: close"));
            await connection.ReadToEndAsync();
        });
        using var client = Clients.CreateFor(server);
        string large = new('x', 8 * 1024 * 1024);
        for (int i = 0; i < 3; i++)
        {
            // Either the answer is seen, or the server is gone first; it is never a hang, nor somebody else's bytes.
            var error = await Assert.ThrowsAnyAsync<SsoOidcException>(() => client.RegisterClientAsync(new() { ClientName = large, ClientType = "public" }));
            Assert.True(error is SsoOidcServiceException { Code: "RequestEntityTooLarge" } or SsoOidcTransportException { Kind: TransportErrorKind.CutOff }, error.ToString());
        }
    }

    [Fact]
    public async Task Connections_are_kept_between_calls_and_closed_with_the_client()
    {
        var connections = new List<RawConnection>();
        await using var server = RawServer.Start(async connection =>
        {
            connections.Add(connection);
            while (await connection.ReadRequestAsync() is not null)
            {
                await connection.WriteAsync(RawServer.Http(200, "{}"));
            }
        });
        var client = Clients.CreateFor(server);
        for (int i = 0; i < 5; i++)
        {
            await client.CreateTokenAsync(Calls.CreateToken);
        }

        client.Dispose();
        await Assert.Single(connections).Ended.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_call_that_is_under_way_when_the_client_is_disposed_gets_its_answer_and_then_the_connection_closes()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        RawConnection? connection = null;
        await using var server = RawServer.Start(async c =>
        {
            connection = c;
            await c.ReadRequestAsync();
            arrived.SetResult();
            await answer.Task;
            await c.WriteAsync(RawServer.Http(200, """{"accessToken":"a"}"""));
            await c.ReadToEndAsync();
        });
        var client = Clients.CreateFor(server);
        var call = client.CreateTokenAsync(Calls.CreateToken);
        await arrived.Task;
        client.Dispose();
        answer.SetResult();
        Assert.Equal("a", (await call).AccessToken);
        await connection!.Ended.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(500)]
    public async Task A_connection_is_kept_after_an_error(int status)
    {
        await using var server = RawServer.Answering(RawServer.Http(status, "{}"));
        using var client = Clients.CreateFor(server);
        for (int i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<SsoOidcServiceException>(() => client.CreateTokenAsync(Calls.CreateToken));
        }

        Assert.Equal(1, server.ConnectionCount);
    }

    private static RawServer Once(string answer) => RawServer.Start(async connection =>
    {
        await connection.ReadRequestAsync();
        await connection.WriteAsync(answer);
    });

    private static async Task<SsoOidcTransportException> FailAsync(RawServer server)
    {
        using var client = Clients.CreateFor(server);
        return await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.CreateTokenAsync(Calls.CreateToken));
    }
}
