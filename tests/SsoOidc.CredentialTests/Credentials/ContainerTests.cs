using System.Net;
using SsoOidc.Credentials;

namespace SsoOidc.CredentialTests.Credentials;

public sealed class ContainerTests : IDisposable
{
    private const string Document = "{\"AccessKeyId\":\"AKIDECS\",\"SecretAccessKey\":\"se\",\"Token\":\"te\",\"Expiration\":\"2099-01-01T00:00:00Z\",\"AccountId\":\"1\"}";
    private const string FullUri = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    private const string RelativeUri = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";

    private readonly Machine _machine = new();
    private readonly Queue<Reply> _replies = [];
    private readonly LoopbackServer _server;

    public ContainerTests()
    {
        _server = _machine.Serve(_ => _replies.TryDequeue(out var reply) ? reply : new Reply(200, Document));
        _machine.Environment[FullUri] = _server.Url + "/creds?x=1";
    }

    [Fact]
    public async Task The_full_address_is_asked()
    {
        var secrets = await _machine.GetAsync();
        Assert.Equal(("AKIDECS", "se", "te"), (secrets.AccessKey, secrets.SecretKey, secrets.Token));
        Assert.Null(secrets.AccountId);
        var request = Assert.Single(_server.Requests);
        Assert.Equal("GET /creds?x=1", request.Line);
        Assert.Null(request.Header("authorization"));
    }

    [Fact]
    public async Task The_relative_address_is_below_the_link_local_one_and_comes_first()
    {
        _machine.Environment[RelativeUri] = "/v2/creds";
        _machine.Routes["169.254.170.2:80"] = _server.Port;
        Assert.Equal("AKIDECS", (await _machine.GetAsync()).AccessKey);
        Assert.Equal(["169.254.170.2:80"], _machine.Connected);
        Assert.Equal(["GET /v2/creds"], _server.Lines);
        Assert.Empty(_machine.Resolved);
    }

    [Theory]
    [InlineData("@evil.example/")]
    [InlineData(".evil.example/")]
    [InlineData(":1@evil.example/")]
    [InlineData("creds")]
    [InlineData("/a\r\nX: y")]
    public async Task A_relative_address_cannot_move_the_host(string path)
    {
        _machine.Environment[RelativeUri] = path;
        Assert.Contains(RelativeUri, await _machine.IsRefusedAsync(), StringComparison.Ordinal);
        Assert.Empty(_machine.Connected);
    }

    [Theory]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://169.254.169.254/")]
    [InlineData("http://169.254.170.3/")]
    [InlineData("http://[fd00:ec2::24]/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://outside.example/")]
    [InlineData("http://half.example/")]
    [InlineData("http://none.example/")]
    public async Task Over_plain_http_only_this_machine_and_its_container_host_are_asked(string url)
    {
        _machine.Hosts["outside.example"] = ["203.0.113.7"];
        _machine.Hosts["half.example"] = ["127.0.0.1", "203.0.113.7"];
        _machine.Hosts["none.example"] = [];
        _machine.Environment[FullUri] = url;
        Assert.Contains(
            "AWS_CONTAINER_CREDENTIALS_FULL_URI must use a local loopback or an ECS or EKS link-local address when using the http scheme.",
            await _machine.IsRefusedAsync(),
            StringComparison.Ordinal);
        Assert.Empty(_machine.Connected);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.255.1.2", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("169.254.170.2", true)]
    [InlineData("169.254.170.23", true)]
    [InlineData("fd00:ec2::23", true)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("128.0.0.1", false)]
    [InlineData("::", false)]
    public void Which_addresses_may_be_asked(string address, bool expected) =>
        Assert.Equal(expected, ContainerAddress.IsAllowed(IPAddress.Parse(address)));

    [Theory]
    [InlineData("ftp://127.0.0.1/x")]
    [InlineData("nonsense")]
    [InlineData("http://127.0.0.1/\nx")]
    public async Task An_address_that_is_none_is_refused(string url)
    {
        _machine.Environment[FullUri] = url;
        Assert.Contains("must be a valid HTTP or HTTPS URI", await _machine.IsRefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_resolved_once_and_the_connection_goes_to_what_was_checked()
    {
        // The second answer, which a check and a separate connection would fall for, is never asked for.
        _machine.Hosts["rebinding.example"] = ["127.0.0.1"];
        _machine.Environment[FullUri] = $"http://rebinding.example:{_server.Port}/creds";
        Assert.Equal("AKIDECS", (await _machine.GetAsync()).AccessKey);
        Assert.Equal(["rebinding.example"], _machine.Resolved);
        Assert.Equal([$"127.0.0.1:{_server.Port}"], _machine.Connected);
        Assert.Equal($"rebinding.example:{_server.Port}", _server.Requests[0].Header("host"));
    }

    [Fact]
    public async Task Redirects_are_not_followed()
    {
        using var elsewhere = new LoopbackServer(_ => new Reply(200, Document));
        _replies.Enqueue(new Reply(302, "", ("Location", elsewhere.Url)));
        Assert.Contains("HTTP status 302", await _machine.FailsAsync(), StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task A_proxy_is_not_used()
    {
        using var proxy = new LoopbackServer(_ => new Reply(200, Document));
        using var variable = new ProcessVariable("http_proxy", proxy.Url);
        await _machine.GetAsync();
        Assert.Empty(proxy.Requests);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task The_token_file_wins_over_the_token_and_is_read_anew()
    {
        _machine.Environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "from variable";
        await _machine.GetAsync();
        _machine.Environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = "/token";
        _machine.Files["/token"] = "from file\n";
        await _machine.GetAsync();
        Assert.Equal(["from variable", "from file"], _server.Requests.Select(request => request.Header("authorization")!));
    }

    [Theory]
    [InlineData("a\r\nb")]
    [InlineData("a\u0001b")]
    public async Task A_token_with_line_breaks_is_refused_and_not_shown(string token)
    {
        _machine.Environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = token;
        Assert.Contains(
            "Invalid Authorization token: token contains a newline and carriage return character", await _machine.IsRefusedAsync(), StringComparison.Ordinal);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task A_token_file_that_is_missing_is_named()
    {
        _machine.Environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = "/nope";
        Assert.Contains("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE is set but the file doesn't exist: /nope", await _machine.IsRefusedAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, "", "HTTP status 500")]
    [InlineData(200, "{}", "no credentials in it")]
    [InlineData(200, "{\"Code\":\"Denied\\n\"}", @"(Code Denied\u000a)")]
    [InlineData(-2, "", "Error retrieving ECS Credentials: ")]
    public async Task A_failure_is_no_credentials_and_the_message_says_why(int status, string body, string expected)
    {
        _replies.Enqueue(status == -2 ? Reply.Cut : new Reply(status, body));
        var e = await Assert.ThrowsAsync<MissingCredentialsException>(() => _machine.GetAsync());
        Assert.Equal(MissingCredentialsReason.NoSource, e.Reason);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Single(_server.Requests);
    }

    [Theory]
    [InlineData("{\"Code\":\"no: agent-token\"}", "x", "y", "(Code no: [FILTERED])")]
    [InlineData("{}", "x", "y\r\nagent-token", "the answer is no HTTP")]
    [InlineData("agent-token\r\n", "Transfer-Encoding", "chunked", "the answer is no HTTP")]
    public async Task A_token_that_the_answer_repeats_is_not_told(string body, string name, string value, string expected)
    {
        _machine.Environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "agent-token";
        _replies.Enqueue(new Reply(200, body, (name, value)));
        string message = await _machine.FailsAsync();
        Assert.DoesNotContain("agent-token", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_half_written_answer_is_asked_for_three_times_more()
    {
        for (int i = 0; i < 3; i++)
        {
            _replies.Enqueue(new Reply(200, "{\"AccessKeyId\":"));
        }

        Assert.Equal("AKIDECS", (await _machine.GetAsync()).AccessKey);
        Assert.Equal([1, 1.2, 1.44], _machine.Time.Pauses);

        for (int i = 0; i < 4; i++)
        {
            _replies.Enqueue(new Reply(200, "x"));
        }

        Assert.Contains("Failed to parse metadata service response.", await _machine.FailsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_asked_again_as_often_as_the_option_says()
    {
        _replies.Enqueue(new Reply(500));
        _replies.Enqueue(new Reply(500));
        Assert.Equal("AKIDECS", (await _machine.Find(metadataRetries: 2).GetAsync(TestContext.Current.CancellationToken)).AccessKey);
        Assert.Equal([1, 1.2], _machine.Time.Pauses);
    }

    [Fact]
    public async Task A_container_that_never_answers_ends_after_its_time()
    {
        _replies.Enqueue(Reply.Hang);
        var failing = _machine.FailsAsync();
        await _server.ReachedByAsync(failing);

        _machine.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Contains("no answer within 6 s", await failing, StringComparison.Ordinal);
    }

    public void Dispose() => _machine.Dispose();
}
