using SsoOidc.Credentials;

namespace SsoOidc.CredentialTests.Credentials;

public sealed class InstanceMetadataTests : IDisposable
{
    private const string Token = "PUT /latest/api/token";
    private const string Roles = "GET /latest/meta-data/iam/security-credentials/";
    private const string Role = "GET /latest/meta-data/iam/security-credentials/my-role";

    private readonly Machine _machine = new();
    private readonly LoopbackServer _server;
    private readonly Dictionary<string, Queue<Reply>> _replies = [];
    private int _count;

    public InstanceMetadataTests()
    {
        _server = _machine.Serve(Answer);
        _machine.Environment.Remove("AWS_EC2_METADATA_DISABLED");
        _machine.Environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = _server.Url;
    }

    private string Expiration { get; set; } = "2099-01-01T00:00:00Z";

    [Fact]
    public async Task The_role_is_asked_for_with_a_session_token()
    {
        var secrets = await _machine.GetAsync();
        Assert.Equal(("AKIDIMDS1", "si", "ti"), (secrets.AccessKey, secrets.SecretKey, secrets.Token));
        Assert.Equal([Token, Roles, Role], _server.Lines);
        Assert.Equal("21600", _server.Requests[0].Header("x-aws-ec2-metadata-token-ttl-seconds"));
        Assert.Equal([null, "imds-token", "imds-token"], _server.Requests.Select(request => request.Header("x-aws-ec2-metadata-token")));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("TRUE")]
    public async Task It_can_be_switched_off(string value)
    {
        _machine.Environment["AWS_EC2_METADATA_DISABLED"] = value;
        Assert.Contains("AWS_EC2_METADATA_DISABLED", await _machine.FailsAsync(), StringComparison.Ordinal);
        Assert.Empty(_server.Requests);
    }

    [Theory]
    [InlineData(null, "169.254.169.254:80")]
    [InlineData("ipv4", "169.254.169.254:80")]
    [InlineData("IPV6", "[fd00:ec2::254]:80")]
    public async Task The_mode_says_which_link_local_address(string? mode, string expected)
    {
        _machine.Environment.Remove("AWS_EC2_METADATA_SERVICE_ENDPOINT");
        if (mode is not null)
        {
            _machine.Environment["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"] = mode;
        }

        _machine.Routes[expected] = _server.Port;
        Assert.Equal("AKIDIMDS1", (await _machine.GetAsync()).AccessKey);
        Assert.Equal([expected], _machine.Connected.Distinct());
    }

    [Fact]
    public async Task The_config_file_can_say_the_endpoint_and_the_mode()
    {
        _machine.Environment.Remove("AWS_EC2_METADATA_SERVICE_ENDPOINT");
        _machine.Config = "[default]\nec2_metadata_service_endpoint_mode = IPv5\n";
        string message = await _machine.IsRefusedAsync();
        Assert.Contains(":endpoint_mode is not valid, expected IPv4 or IPv6, got: IPv5", message, StringComparison.Ordinal);
        Assert.Contains("key ec2_metadata_service_endpoint_mode", message, StringComparison.Ordinal);

        _machine.Config = $"[default]\nec2_metadata_service_endpoint_mode = IPv5\nec2_metadata_service_endpoint = {_server.Url}\n";
        Assert.Equal("AKIDIMDS1", (await _machine.GetAsync()).AccessKey);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(-2)]
    public async Task Without_a_session_token_it_falls_back_to_version_1_and_stays_there(int status)
    {
        Queue(Token, status == -2 ? Reply.Cut : new Reply(status));
        var provider = new InstanceMetadataProvider(_machine.Settings(), _machine.Settings().LoadFiles());
        for (int i = 0; i < 2; i++)
        {
            Assert.NotNull((await provider.FetchAsync(TestContext.Current.CancellationToken)).Lease);
        }

        Assert.Equal([Token, Roles, Role, Roles, Role], _server.Lines);
        Assert.All(_server.Requests, request => Assert.Null(request.Header("x-aws-ec2-metadata-token")));
    }

    [Fact]
    public async Task A_token_request_that_never_is_answered_falls_back_too()
    {
        Queue(Token, Reply.Hang);
        var call = _machine.GetAsync();
        await _server.ReachedByAsync(call);

        _machine.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal("AKIDIMDS1", (await call).AccessKey);
    }

    [Theory]
    [InlineData("AWS_EC2_METADATA_V1_DISABLED", "TRUE", "")]
    [InlineData("X", "", "[default]\nec2_metadata_v1_disabled = true\n")]
    public async Task Version_1_can_be_switched_off(string variable, string value, string config)
    {
        _machine.Environment[variable] = value;
        _machine.Config = config;
        Queue(Token, new Reply(403));
        Assert.Contains("no session token (HTTP status 403), and version 1 of instance metadata is disabled", await _machine.FailsAsync(), StringComparison.Ordinal);
        Assert.Equal([Token], _server.Lines);
    }

    [Fact]
    public async Task Status_400_to_the_token_request_ends_it()
    {
        Queue(Token, new Reply(400));
        Assert.Contains("Error retrieving instance profile credentials: HTTP status 400", await _machine.FailsAsync(), StringComparison.Ordinal);
        Assert.Equal([Token], _server.Lines);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task A_session_token_that_is_refused_is_dropped_and_the_role_asked_for_again_if_retries_remain(int retries, bool succeeds)
    {
        Queue(Roles, new Reply(401));
        var fetch = await new InstanceMetadataProvider(_machine.Settings(metadataRetries: retries), _machine.Settings().LoadFiles())
            .FetchAsync(TestContext.Current.CancellationToken);
        Assert.Equal(succeeds, fetch.Lease is not null);
        Assert.Equal(succeeds ? [Token, Roles, Token, Roles, Role] : [Token, Roles], _server.Lines);
    }

    [Fact]
    public async Task Where_version_1_is_refused_a_session_token_is_asked_for_again()
    {
        Queue(Token, new Reply(503));
        Queue(Roles, new Reply(401));
        var provider = new InstanceMetadataProvider(_machine.Settings(), _machine.Settings().LoadFiles());
        Assert.Null((await provider.FetchAsync(TestContext.Current.CancellationToken)).Lease);
        Assert.NotNull((await provider.FetchAsync(TestContext.Current.CancellationToken)).Lease);
        Assert.Equal([Token, Roles, Token, Roles, Role], _server.Lines);
    }

    [Fact]
    public async Task The_session_token_is_used_until_its_time_is_over()
    {
        Queue(Token, new Reply(200, "first", ("x-aws-ec2-metadata-token-ttl-seconds", "60")));
        var provider = new InstanceMetadataProvider(_machine.Settings(), _machine.Settings().LoadFiles());
        await provider.FetchAsync(TestContext.Current.CancellationToken);
        _machine.Time.Advance(TimeSpan.FromSeconds(59));
        await provider.FetchAsync(TestContext.Current.CancellationToken);
        _machine.Time.Advance(TimeSpan.FromSeconds(1));
        await provider.FetchAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, _server.Lines.Count(line => line == Token));
    }

    [Theory]
    [InlineData("", "the instance has no role")]
    [InlineData(" \n", "the instance has no role")]
    public async Task Without_a_role_there_are_none(string body, string expected)
    {
        Queue(Roles, new Reply(200, body));
        Assert.Contains(expected, await _machine.FailsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_name_cannot_leave_its_path()
    {
        Queue(Roles, new Reply(200, "../../secret?x#y\nother"));
        await _machine.FailsAsync();
        Assert.Equal(Roles + "..%2F..%2Fsecret%3Fx%23y", _server.Lines[^1]);
    }

    [Theory]
    [InlineData("imds-token", null)]
    [InlineData("my-role", "{\"Code\":\"imds-token\"}")]
    public async Task A_session_token_that_the_answers_repeat_is_not_told(string roles, string? document)
    {
        Queue(Roles, new Reply(200, roles));
        if (document is not null)
        {
            Queue(Role, new Reply(200, document));
        }

        Assert.DoesNotContain("imds-token", await _machine.FailsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_name_without_end_is_not_asked_for()
    {
        Queue(Roles, new Reply(200, new string('r', 100_000)));
        await _machine.FailsAsync();
        Assert.Equal([Token, Roles], _server.Lines);
    }

    [Fact]
    public async Task A_half_written_answer_is_asked_for_three_times_more()
    {
        for (int i = 0; i < 4; i++)
        {
            Queue(Role, new Reply(200, "{"));
        }

        Assert.Contains("Failed to parse metadata service response.", await _machine.FailsAsync(), StringComparison.Ordinal);
        Assert.Equal([1, 1.2, 1.44], _machine.Time.Pauses);
    }

    [Fact]
    public async Task Credentials_that_have_expired_already_are_used_and_not_asked_for_again_for_five_minutes_and_some()
    {
        Expiration = "2024-01-01T00:00:00Z";
        var found = _machine.Find();
        Assert.Equal("AKIDIMDS1", await KeyAsync(found));
        _machine.Time.Advance(TimeSpan.FromSeconds(329));
        Assert.Equal("AKIDIMDS1", await KeyAsync(found));
        _machine.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("AKIDIMDS2", await KeyAsync(found));
    }

    [Fact]
    public async Task When_the_refresh_fails_the_old_ones_are_kept_even_expired()
    {
        Expiration = _machine.Time.GetUtcNow().AddMinutes(6).ToString("o");
        var found = _machine.Find();
        Assert.Equal("AKIDIMDS1", await KeyAsync(found));
        _machine.Time.Advance(TimeSpan.FromMinutes(60));
        Queue(Roles, new Reply(500));
        Assert.Equal("AKIDIMDS1", await KeyAsync(found));
        int requests = _server.Lines.Length;
        _machine.Time.Advance(TimeSpan.FromSeconds(329));
        Assert.Equal("AKIDIMDS1", await KeyAsync(found));
        Assert.Equal(requests, _server.Lines.Length);
        _machine.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("AKIDIMDS2", await KeyAsync(found));
    }

    [Fact]
    public async Task A_refresh_that_fails_is_tried_again_after_five_minutes_and_some_even_where_the_old_ones_expire_before()
    {
        Expiration = _machine.Time.GetUtcNow().AddMinutes(6).ToString("o");
        var found = _machine.Find();
        Assert.Equal("AKIDIMDS1", await KeyAsync(found));
        _machine.Time.Advance(TimeSpan.FromMinutes(1));
        Queue(Roles, new Reply(500));
        Assert.Equal("AKIDIMDS1", await KeyAsync(found));
        _machine.Time.Advance(TimeSpan.FromSeconds(329));
        Assert.Equal("AKIDIMDS1", await KeyAsync(found));
        _machine.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("AKIDIMDS2", await KeyAsync(found));
    }

    [Fact]
    public async Task A_container_is_asked_instead_where_there_is_one()
    {
        using var container = new LoopbackServer(_ => new Reply(500));
        _machine.Environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = container.Url;
        await _machine.FailsAsync();
        Assert.Empty(_server.Requests);
    }

    public void Dispose() => _machine.Dispose();

    private static async Task<string> KeyAsync(FoundCredentials found) => (await found.GetAsync(TestContext.Current.CancellationToken)).AccessKey;

    private void Queue(string line, Reply reply)
    {
        _replies.TryAdd(line, []);
        _replies[line].Enqueue(reply);
    }

    private Reply Answer(ReceivedRequest request)
    {
        if (_replies.TryGetValue(request.Line, out var queue) && queue.TryDequeue(out var reply))
        {
            return reply;
        }

        return request.Line switch
        {
            Token => new Reply(200, "imds-token", ("x-aws-ec2-metadata-token-ttl-seconds", "21600")),
            Roles => new Reply(200, "my-role\nother"),
            Role => new Reply(200, $"{{\"Code\":\"Success\",\"AccessKeyId\":\"AKIDIMDS{++_count}\",\"SecretAccessKey\":\"si\",\"Token\":\"ti\",\"Expiration\":\"{Expiration}\"}}"),
            _ => new Reply(404),
        };
    }
}
