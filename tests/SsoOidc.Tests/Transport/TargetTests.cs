using System.Text;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Transport;

/// <summary>Where the body of a successful answer goes.</summary>
public sealed class TargetTests : IDisposable
{
    private const string Body = """{"accessToken":"t","expiresIn":5}""";
    private readonly string _folder = Directory.CreateTempSubdirectory("ssooidc-target-").FullName;

    private string Place => Path.Combine(_folder, "token.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_gets_the_body_for_its_owner_only_and_the_data_is_read_too(bool exists)
    {
        if (exists)
        {
            await File.WriteAllTextAsync(Place, "something old that is longer than the new, and for everybody to read");
        }

        await using var server = RawServer.Answering(RawServer.Http(200, Body));
        using var client = Client(server);
        var response = await client.CreateTokenAsync(Calls.CreateToken, new RequestOptions { Target = Place });
        Assert.Equal(("t", 5), (response.AccessToken, response.ExpiresIn));
        Assert.Equal(Body, await File.ReadAllTextAsync(Place));
        AssertOnly("token.json");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Place));
        }
    }

    [Fact]
    public async Task While_the_call_runs_the_file_is_beside_its_place_and_for_its_owner_only()
    {
        await File.WriteAllTextAsync(Place, "old");
        string[] during = [];
        UnixFileMode mode = default;
        await using var server = RawServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            during = Directory.GetFiles(_folder);
            mode = OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(during.Single(file => file != Place));
            await connection.WriteAsync(RawServer.Http(200, Body));
        });
        using var client = Client(server);
        await client.CreateTokenAsync(Calls.CreateToken, new RequestOptions { Target = Place });
        Assert.Equal(2, during.Length);
        Assert.Equal(OperatingSystem.IsWindows() ? default : UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
    }

    [Fact]
    public async Task A_file_may_have_as_long_a_name_as_names_can_be()
    {
        string place = Path.Combine(_folder, new string('n', 255));
        await using var server = RawServer.Answering(RawServer.Http(200, Body));
        using var client = Client(server);
        await client.CreateTokenAsync(Calls.CreateToken, new RequestOptions { Target = place });
        Assert.Equal(Body, await File.ReadAllTextAsync(place));
    }

    public static TheoryData<string> Failures => ["service error", "retried to the end", "truncated", "not json", "too long", "cancelled", "call timeout", "handler"];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task After_a_failure_there_is_no_file_and_an_old_one_is_as_it_was(string what)
    {
        await File.WriteAllTextAsync(Place, "old");
        using var source = new CancellationTokenSource();
        await using var server = RawServer.Start(async connection =>
        {
            while (await connection.ReadRequestAsync() is not null)
            {
                switch (what)
                {
                    case "service error":
                        await connection.WriteAsync(RawServer.Http(400, """{"error":"invalid_grant"}"""));
                        break;
                    case "retried to the end":
                        await connection.WriteAsync(RawServer.Http(500, "{}"));
                        break;
                    case "truncated":
                        await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + Body);
                        return;
                    case "too long":
                        await connection.WriteAsync(RawServer.Http(200, new string(' ', 2 * 1024 * 1024)));
                        return;
                    case "cancelled":
                        await source.CancelAsync();
                        await connection.ReadToEndAsync();
                        return;
                    case "call timeout":
                        await connection.ReadToEndAsync();
                        return;
                    default:
                        await connection.WriteAsync(RawServer.Http(200, what == "not json" ? "<html>" : Body));
                        break;
                }
            }
        });
        using var client = Client(server);
        if (what == "handler")
        {
            client.Handlers.Handle(async (context, next) =>
            {
                await next.InvokeAsync(context);
                throw new InvalidOperationException("mine");
            });
        }

        await Assert.ThrowsAnyAsync<Exception>(() => client.CreateTokenAsync(
            Calls.CreateToken, new RequestOptions { Target = Place, CallTimeout = what == "call timeout" ? TimeSpan.FromMilliseconds(50) : null }, source.Token));
        Assert.Equal("old", await File.ReadAllTextAsync(Place));
        AssertOnly("token.json");

        using var stream = new MemoryStream();
        if (what is not ("cancelled" or "call timeout" or "handler"))
        {
            await Assert.ThrowsAnyAsync<Exception>(() => client.CreateTokenAsync(Calls.CreateToken, new RequestOptions { Target = stream }));
            Assert.Equal(0, stream.Length);
        }
    }

    [Theory]
    [InlineData("missing/token.json")]
    [InlineData("")]
    [InlineData("sub")]
    [InlineData("/dev/null")]
    public async Task A_place_that_cannot_be_written_to_costs_no_call(string place)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "sub"));
        string path = place.Length == 0 ? _folder + Path.DirectorySeparatorChar : Path.Combine(_folder, place);
        await using var server = RawServer.Answering(RawServer.Http(200, Body));
        using var client = Client(server);
        await Assert.ThrowsAnyAsync<IOException>(() => client.CreateTokenAsync(Calls.CreateToken, new RequestOptions { Target = path }));
        Assert.Equal(0, server.ConnectionCount);
        AssertOnly();
    }

    [Fact]
    public async Task A_stream_gets_the_body_once_after_retries_and_stays_open()
    {
        int answers = 0;
        await using var server = RawServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(++answers == 1 ? "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + Body[..10] : RawServer.Http(200, Body));
        });
        using var stream = new MemoryStream();
        using var client = Client(server);
        var response = await client.CreateTokenAsync(Calls.CreateToken, new RequestOptions { Target = stream });
        Assert.Equal(("t", 2), (response.AccessToken, response.Metadata.Attempts));
        Assert.True(stream.CanWrite);
        Assert.Equal(Body, Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public async Task A_function_gets_the_parts_of_a_success_and_the_client_reads_nothing()
    {
        int answers = 0;
        await using var server = RawServer.Start(async connection =>
        {
            while (await connection.ReadRequestAsync() is not null)
            {
                await connection.WriteAsync(++answers == 1 ? RawServer.Http(500, "{}") : RawServer.Http(200, Body));
            }
        });
        var parts = new List<string>();
        using var client = Client(server);
        var response = await client.CreateTokenAsync(Calls.CreateToken, new RequestOptions
        {
            Target = ResponseTarget.ToFunction(part => parts.Add(Encoding.UTF8.GetString(part.Span))),
        });
        Assert.Equal(Body, string.Concat(parts));
        Assert.Equal((true, 2), (response.IsSuccessful, response.Metadata.Attempts));
        Assert.Equal(new CreateTokenResponse(), response);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Once_a_function_has_got_a_part_there_is_no_retry_whatever_the_rules_say(bool ownRule)
    {
        await using var server = RawServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + Body[..10]);
        });
        var parts = new List<string>();
        using var client = Client(server, options => options.Retry.Decide = ownRule ? static _ => RetryDecision.Retry : null);
        var error = await Assert.ThrowsAsync<SsoOidcTransportException>(() => client.CreateTokenAsync(Calls.CreateToken, new RequestOptions
        {
            Target = ResponseTarget.ToFunction((part, _) =>
            {
                parts.Add(Encoding.UTF8.GetString(part.Span));
                return ValueTask.CompletedTask;
            }),
        }));
        Assert.Equal((TransportErrorKind.TruncatedBody, 1, false), (error.Kind, error.Attempts, error.IsRetryable));
        Assert.Equal([Body[..10]], parts);
        Assert.Equal(1, server.ConnectionCount);
    }

    [Fact]
    public async Task What_a_function_throws_reaches_the_caller()
    {
        await using var server = RawServer.Answering(RawServer.Http(200, Body));
        using var client = Client(server);
        var thrown = new IOException("mine");
        Assert.Same(thrown, await Assert.ThrowsAnyAsync<Exception>(() => client.CreateTokenAsync(
            Calls.CreateToken, new RequestOptions { Target = ResponseTarget.ToFunction(_ => throw thrown) })));
        Assert.Equal(1, server.ConnectionCount);
    }

    [Fact]
    public async Task A_loose_call_takes_a_target_as_a_parameter()
    {
        await using var server = RawServer.Answering(RawServer.Http(200, Body));
        using var client = Client(server);
        using var stream = new MemoryStream();
        var parts = new List<string>();
        foreach (object target in new object[] { Place, stream, (Action<ReadOnlyMemory<byte>>)(part => parts.Add(Encoding.UTF8.GetString(part.Span))) })
        {
            var result = await client.BuildRequest("CreateToken", new Dictionary<string, object?>
            {
                ["clientId"] = "c", ["clientSecret"] = "s", ["grantType"] = GrantTypes.RefreshToken, ["refreshToken"] = "r", ["response_target"] = target,
            }).SendAsync();
            Assert.Equal(target is Delegate ? null : "t", result.Data!.GetValueOrDefault("accessToken"));
        }

        Assert.Equal([Body, Body, Body], [await File.ReadAllTextAsync(Place), Encoding.UTF8.GetString(stream.ToArray()), string.Concat(parts)]);
        Assert.DoesNotContain("response_target", server.Received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stubbed_answers_have_targets_too()
    {
        using var client = Clients.Stubbed(options => options.Region = "us-west-2");
        client.StubResponses(Operations.CreateToken, StubbedResponse.Http(200, null, Body));
        using var stream = new MemoryStream();
        var parts = new List<string>();
        Assert.Equal("t", (await client.CreateTokenAsync(Calls.CreateToken, new RequestOptions { Target = stream })).AccessToken);
        Assert.Equal("t", (await client.CreateTokenAsync(Calls.CreateToken, new RequestOptions { Target = Place })).AccessToken);
        Assert.Null((await client.CreateTokenAsync(Calls.CreateToken, new RequestOptions
        {
            Target = ResponseTarget.ToFunction(part => parts.Add(Encoding.UTF8.GetString(part.Span))),
        })).AccessToken);
        Assert.Equal([Body, Body, Body], [await File.ReadAllTextAsync(Place), Encoding.UTF8.GetString(stream.ToArray()), string.Concat(parts)]);
    }

    [Fact]
    public void Handlers_for_it_are_not_in_other_chains()
    {
        using var client = Clients.Stubbed(options => options.Region = "us-west-2");
        Assert.DoesNotContain("Target", client.Handlers.Describe(Operations.CreateToken), StringComparison.Ordinal);
        using var real = new SsoOidcClient(Clients.Options());
        Assert.DoesNotContain("Target", real.Handlers.Describe(Operations.CreateToken), StringComparison.Ordinal);
        Assert.DoesNotContain("Observed", real.Handlers.Describe(Operations.CreateToken), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_a_target_is_refused()
    {
        using var closed = new MemoryStream([], writable: false);
        Assert.Throws<ArgumentException>(() => ResponseTarget.ToStream(closed));
        Assert.Throws<ArgumentException>(() => ResponseTarget.ToFile(" "));
        Assert.Throws<ArgumentNullException>(() => ResponseTarget.ToFunction((Action<ReadOnlyMemory<byte>>)null!));
    }

    private static SsoOidcClient Client(RawServer server, Action<SsoOidcClientOptions>? set = null) => Clients.CreateFor(server, options =>
    {
        options.Retry.Limit = 2;
        options.Retry.BaseDelay = TimeSpan.Zero;
        set?.Invoke(options);
    });

    private void AssertOnly(params string[] names) => Assert.Equal(names, Directory.GetFiles(_folder).Select(Path.GetFileName));
}
