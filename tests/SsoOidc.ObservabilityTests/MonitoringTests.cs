using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using SsoOidc.Diagnostics;
using SsoOidc.ObservabilityTests.Support;
using SsoOidc.Options;

namespace SsoOidc.ObservabilityTests;

/// <summary>Client-side monitoring over real datagrams, and that nothing about it changes a call.</summary>
public sealed class MonitoringTests
{
    [Fact]
    public async Task An_agent_gets_the_records_of_a_success_a_failure_and_of_retries()
    {
        using var agent = new UdpAgent();
        using var transport = new Answers(
            () => Watched.Answer(200, "{}", ("x-amz-request-id", "r1")),
            () => Watched.Answer(400, """{"error":"invalid_grant","error_description":"no"}"""),
            () => Watched.Answer(500, string.Empty),
            () => throw new HttpRequestException(HttpRequestError.ConnectionError, "x", new SocketException((int)SocketError.ConnectionRefused)),
            () => Watched.Answer(200, "{}"));
        using var client = Watched.Client(transport, options => Watch(options, agent));

        await client.CreateTokenAsync(Watched.Request);
        var success = await agent.ReceiveAsync(2);
        Assert.Equal(["ApiCall", "ApiCallAttempt"], success.Select(Type));
        Assert.Equal("r1", (string?)success[1]["XAmzRequestId"]);
        Assert.Equal("mine", (string?)success[0]["ClientId"]);
        Assert.Equal("SSO OIDC", (string?)success[0]["Service"]);

        await client.CreateTokenAsync(Watched.Request, new RequestOptions { RaiseResponseErrors = false });
        var unraised = await agent.ReceiveAsync(2);
        Assert.Equal("InvalidGrantException", (string?)unraised[1]["AwsException"]);
        Assert.Equal("no", (string?)unraised[1]["AwsExceptionMessage"]);
        Assert.False(unraised[0].ContainsKey("FinalAwsException"));

        await client.CreateTokenAsync(Watched.Request);
        var retried = await agent.ReceiveAsync(4);
        Assert.Equal(["ApiCall", "ApiCallAttempt", "ApiCallAttempt", "ApiCallAttempt"], retried.Select(Type));
        Assert.Equal(3, (int)retried[0]["AttemptCount"]!);
        Assert.Equal([500, 0, 200], retried[1..].Select(static record => (int)record["HttpStatusCode"]!));
        Assert.Equal(["Http500Error", "SsoOidcTransportException", null], retried[1..].Select(static record => (string?)record["AwsException"]));
        Assert.Equal(0, agent.Available);
    }

    [Fact]
    public async Task A_raised_error_stands_in_the_record_of_the_call()
    {
        using var agent = new UdpAgent();
        using var client = Watched.Client(new Answers(503, string.Empty), options =>
        {
            Watch(options, agent);
            options.RaiseResponseErrors = true;
            options.Retry.Limit = 1;
        });
        await Assert.ThrowsAsync<SsoOidcServiceException>(() => client.CreateTokenAsync(Watched.Request));
        var records = await agent.ReceiveAsync(3);
        Assert.Equal("Http503Error", (string?)records[0]["FinalAwsException"]);
        Assert.Equal(1, (int)records[0]["MaxRetriesExceeded"]!);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_and_a_cancelled_call_are_failures_of_the_client()
    {
        using var agent = new UdpAgent();
        using var stop = new CancellationTokenSource();
        using var transport = new Answers(
            () => Watched.Answer(200, "{"),
            () =>
            {
                stop.Cancel();
                throw new OperationCanceledException(stop.Token);
            });
        using var client = Watched.Client(transport, options => Watch(options, agent));
        await client.CreateTokenAsync(Watched.Request);
        var unreadable = await agent.ReceiveAsync(2);
        Assert.Equal("ResponseParseException", (string?)unreadable[1]["SdkException"]);
        Assert.False(unreadable[1].ContainsKey("AwsException"));
        Assert.False(unreadable[0].ContainsKey("FinalSdkException"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.CreateTokenAsync(Watched.Request, stop.Token));
        var cancelled = await agent.ReceiveAsync(2);
        Assert.Equal("OperationCanceledException", (string?)cancelled[1]["SdkException"]);
        Assert.Null(cancelled[1]["Timestamp"]);
    }

    [Fact]
    public async Task The_signed_operation_tells_its_key_id_and_never_its_session_token()
    {
        using var agent = new UdpAgent();
        using var client = Watched.Client(new Answers(200, "{}"), options => Watch(options, agent));
        await client.CreateTokenWithIamAsync(CreateTokenWithIamRequest.ForJwtBearer("arn:aws:sso::1:application/a/b", "jwt"));
        foreach (var record in await agent.ReceiveAsync(2))
        {
            Assert.DoesNotContain("the-session-token", record.ToJsonString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Long_texts_are_cut_by_characters()
    {
        using var agent = new UdpAgent();
        string emoji = string.Concat(Enumerable.Repeat("\U0001F389", 300));
        using var transport = new Answers(400, new JsonObject { ["__type"] = "E" + new string('x', 200), ["message"] = string.Concat(Enumerable.Repeat("\U0001F389", 511)) + "ab" }.ToJsonString());
        using var client = Watched.Client(transport, options =>
        {
            Watch(options, agent);
            options.Monitoring.ClientId = emoji;
            options.AppId = new string('a', 300);
        });
        await client.CreateTokenAsync(Watched.Request);
        var records = await agent.ReceiveAsync(2);
        Assert.Equal(emoji[..(2 * 255)], (string?)records[0]["ClientId"]);
        Assert.Equal(256, ((string)records[0]["UserAgent"]!).Length);
        Assert.Equal(128, ((string)records[1]["AwsException"]!).Length);
        Assert.True(((string)records[1]["AwsExceptionMessage"]!).EnumerateRunes().Count() <= 512);
    }

    [Fact]
    public async Task Half_of_a_pair_becomes_the_replacement_character_and_quotes_are_escaped()
    {
        using var agent = new UdpAgent();
        using var client = Watched.Client(new Answers(200, "{}"), options =>
        {
            Watch(options, agent);
            options.Monitoring.ClientId = "a\ud800\"\\é\U0001F389";
        });
        await client.CreateTokenAsync(Watched.Request);
        var records = await agent.ReceiveAsync(2);
        Assert.Equal("a\ufffd\"\\é\U0001F389", (string?)records[0]["ClientId"]);
    }

    [Fact]
    public async Task Without_a_listener_the_call_is_unaffected()
    {
        int port;
        using (var agent = new UdpAgent())
        {
            port = agent.Port;
        }

        using var client = Watched.Client(new Answers(200, """{"tokenType":"Bearer"}"""), options =>
        {
            options.Monitoring.Enabled = true;
            options.Monitoring.Port = port;
        });
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal("Bearer", (await client.CreateTokenAsync(Watched.Request)).TokenType);
        }
    }

    [Fact]
    public async Task A_host_that_is_never_resolved_or_cannot_be_neither_fails_nor_delays_a_call()
    {
        using var log = new KeptLog();
        foreach (Func<string, CancellationToken, Task<IPAddress[]>> resolve in new Func<string, CancellationToken, Task<IPAddress[]>>[]
        {
            static async (_, stop) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, stop);
                return [];
            },
            static (_, _) => throw new SocketException((int)SocketError.HostNotFound),
            static (_, _) => Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound)),
            static (_, _) => Task.FromResult<IPAddress[]>([]),
        })
        {
            using var client = Watched.Client(new Answers(200, """{"tokenType":"Bearer"}"""), options =>
            {
                options.Monitoring.Enabled = true;
                options.Monitoring.Host = "agent.invalid";
                options.LoggerFactory = log;
                options.Seams = new SystemSeams { GetEnvironmentVariable = static _ => null, ResolveHost = resolve };
            });
            var call = client.CreateTokenAsync(Watched.Request);
            Assert.True(call.IsCompletedSuccessfully, "The call waited for monitoring.");
            Assert.Equal("Bearer", (await call).TokenType);
        }
    }

    [Fact]
    public async Task Really_resolving_a_name_that_does_not_exist_changes_nothing()
    {
        using var client = Watched.Client(new Answers(200, "{}"), options =>
        {
            options.Monitoring.Enabled = true;
            options.Monitoring.Host = "no-such-host.invalid";
        });
        var watch = Stopwatch.StartNew();
        Assert.True((await client.CreateTokenAsync(Watched.Request)).IsSuccessful);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Records_wait_for_a_name_and_are_sent_when_it_is_resolved()
    {
        using var agent = new UdpAgent();
        var resolved = new TaskCompletionSource<IPAddress[]>();
        using var client = Watched.Client(new Answers(200, "{}"), options =>
        {
            Watch(options, agent);
            options.Monitoring.Host = "agent.example";
            options.Seams = new SystemSeams { GetEnvironmentVariable = static _ => null, ResolveHost = (_, _) => resolved.Task };
        });
        await client.CreateTokenAsync(Watched.Request);
        Assert.Equal(0, agent.Available);
        resolved.SetResult([IPAddress.IPv6Loopback, IPAddress.Loopback]);
        Assert.Equal(["ApiCall", "ApiCallAttempt"], (await agent.ReceiveAsync(2)).Select(Type));
    }

    [Fact]
    public void What_waits_for_a_name_is_limited()
    {
        using var log = new KeptLog();
        using var publisher = new UdpPublisher(
            "agent.example", 1, static (_, stop) => Task.Delay(Timeout.InfiniteTimeSpan, stop).ContinueWith(static _ => Array.Empty<IPAddress>(), TaskScheduler.Default), TimeProvider.System, new CallEvents(log.CreateLogger("x")));
        publisher.Publish([.. Enumerable.Repeat("{}", 1100)]);
        Assert.Equal(100, log.Lines.Count(static line => line.Id == 309));
    }

    [Fact]
    public async Task A_full_buffer_drops_records_and_not_the_call()
    {
        // Nobody reads: the receiver's buffer is full after some hundred datagrams, and the sender's may be.
        using var receiver = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        receiver.Client.ReceiveBufferSize = 1024;
        using var client = Watched.Client(new Answers(200, """{"tokenType":"Bearer"}"""), options =>
        {
            options.Monitoring.Enabled = true;
            options.Monitoring.Port = ((IPEndPoint)receiver.Client.LocalEndPoint!).Port;
        });
        for (int i = 0; i < 2000; i++)
        {
            var call = client.CreateTokenAsync(Watched.Request);
            Assert.True(call.IsCompletedSuccessfully);
        }

        // A datagram that no buffer takes is refused by the system at once.
        using var log = new KeptLog();
        using var publisher = new UdpPublisher("127.0.0.1", ((IPEndPoint)receiver.Client.LocalEndPoint!).Port, static (_, _) => Task.FromResult<IPAddress[]>([]), TimeProvider.System, new CallEvents(log.CreateLogger("x")));
        publisher.Publish([new string('x', 200_000), "{}"]);
        Assert.Contains("MessageSize", log.Single(309).Text, StringComparison.Ordinal);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_publisher_gets_the_records_and_may_throw()
    {
        using var log = new KeptLog();
        var published = new List<IReadOnlyList<string>>();
        using var client = Watched.Client(new Answers(200, """{"tokenType":"Bearer"}"""), options =>
        {
            options.LoggerFactory = log;
            options.Monitoring.Enabled = true;
            options.Monitoring.Publisher = records =>
            {
                published.Add(records);
                throw new InvalidOperationException("s3cr3t text of somebody else's");
            };
        });
        Assert.Equal("Bearer", (await client.CreateTokenAsync(Watched.Request)).TokenType);
        Assert.Equal(2, Assert.Single(published).Count);
        Assert.DoesNotContain("s3cr3t", log.Single(308).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stubbed_clients_and_clients_where_it_is_off_send_nothing()
    {
        foreach (bool isStubbed in new[] { true, false })
        {
            var options = Watched.Options(o =>
            {
                o.StubResponses = isStubbed;
                o.Monitoring.Enabled = isStubbed;
                o.Monitoring.Publisher = static _ => Assert.Fail("published");
                o.Http.Handler = isStubbed ? null : new Answers(200, "{}");
            });
            using var client = new SsoOidcClient(options);
            await client.CreateTokenAsync(Watched.Request);
            Assert.DoesNotContain("Monitoring", client.Handlers.Describe(Operations.CreateToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_environment_turns_it_on_and_a_disposed_client_is_silent()
    {
        using var agent = new UdpAgent();
        var environment = new Dictionary<string, string> { ["AWS_CSM_ENABLED"] = "true", ["AWS_CSM_PORT"] = $"{agent.Port}", ["AWS_CSM_CLIENT_ID"] = "from env" };
        var client = Watched.Client(new Answers(200, "{}"), environment: environment);
        await client.CreateTokenAsync(Watched.Request);
        Assert.Equal("from env", (string?)(await agent.ReceiveAsync(2))[0]["ClientId"]);
        client.Dispose();
        client.Dispose();
    }

    private static string? Type(JsonObject record) => (string?)record["Type"];

    private static void Watch(SsoOidcClientOptions options, UdpAgent agent)
    {
        options.Monitoring.Enabled = true;
        options.Monitoring.Port = agent.Port;
        options.Monitoring.ClientId = "mine";
    }
}
