using Amazon.Runtime;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Credentials;

public sealed class CredentialSourceTests
{
    [Theory]
    [InlineData("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")]
    [InlineData("AMAZON_ACCESS_KEY_ID", "AMAZON_SECRET_ACCESS_KEY", "AMAZON_SESSION_TOKEN")]
    [InlineData("AWS_ACCESS_KEY", "AWS_SECRET_KEY", "AWS_SESSION_TOKEN")]
    public async Task Without_the_option_the_environment_is_asked(string key, string secret, string token)
    {
        var environment = new TestEnvironment { [key] = "AKIDENV", [secret] = "s", [token] = "t" };
        var request = await SendAsync(null, environment);
        Assert.Contains("Credential=AKIDENV/", request["authorization"], StringComparison.Ordinal);
        Assert.Equal("t", request["x-amz-security-token"]);
    }

    [Fact]
    public async Task An_empty_token_is_none()
    {
        var environment = new TestEnvironment { ["AWS_ACCESS_KEY_ID"] = "a", ["AWS_SECRET_ACCESS_KEY"] = "s", ["AWS_SESSION_TOKEN"] = string.Empty };
        Assert.False((await SendAsync(null, environment)).Headers.ContainsKey("x-amz-security-token"));
    }

    [Fact]
    public async Task The_option_wins_over_the_environment()
    {
        var environment = new TestEnvironment { ["AWS_ACCESS_KEY_ID"] = "AKIDENV", ["AWS_SECRET_ACCESS_KEY"] = "s" };
        var request = await SendAsync(new BasicAWSCredentials("AKIDCODE", "s"), environment);
        Assert.Contains("Credential=AKIDCODE/", request["authorization"], StringComparison.Ordinal);
        Assert.DoesNotContain("AWS_ACCESS_KEY_ID", environment.Reads);
    }

    [Theory]
    [InlineData("", "s")]
    [InlineData("k", "")]
    [InlineData(null, "s")]
    [InlineData("k", null)]
    public async Task None_or_half_of_them_is_missing_and_nothing_is_sent(string? key, string? secret)
    {
        var environment = new TestEnvironment();
        if (key is not null)
        {
            environment["AWS_ACCESS_KEY_ID"] = key;
        }

        if (secret is not null)
        {
            environment["AWS_SECRET_ACCESS_KEY"] = secret;
        }

        await MissingAsync(null, environment);
        await MissingAsync(new AnonymousAWSCredentials(), environment);
        await MissingAsync(new OwnCredentials(() => null), environment);
        await MissingAsync(new OwnCredentials(() => throw new AmazonClientException("chain")), environment, typeof(AmazonClientException));
    }

    [Fact]
    public async Task They_are_asked_for_on_each_signed_call_so_that_they_can_be_renewed()
    {
        int asked = 0;
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport, options => options.Credentials = new OwnCredentials(() => new ImmutableCredentials($"AKID{++asked}", "s", null)));
        Assert.Equal(0, asked);
        for (int i = 1; i <= 3; i++)
        {
            await client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam);
            Assert.Contains($"Credential=AKID{i}/", transport.Requests[^1]["authorization"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_call_that_is_cancelled_does_not_wait_for_them()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = new TaskCompletionSource<ImmutableCredentials?>();
        using var client = Clients.Create(new CapturingHandler(), options => options.Credentials = new SlowCredentials(asked, never.Task));
        using var source = new CancellationTokenSource();
        var call = client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam, source.Token);
        await asked.Task;
        await source.CancelAsync();
        Assert.Equal(source.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call)).CancellationToken);
    }

    [Theory]
    [InlineData('\r')]
    [InlineData('\n')]
    [InlineData('\0')]
    [InlineData('é')]
    public async Task A_character_that_cannot_stand_in_a_header_is_refused_from_every_source(char character)
    {
        string bad = $"x{character}y-evil: 1";
        (string Key, string? Token)[] pairs = [(bad, null), ("AKID", bad)];
        foreach (var (key, token) in pairs)
        {
            var environment = new TestEnvironment { ["AWS_ACCESS_KEY_ID"] = key, ["AWS_SECRET_ACCESS_KEY"] = "s" };
            if (token is not null)
            {
                environment["AWS_SESSION_TOKEN"] = token;
            }

            await RefusedAsync(null, environment, token is null ? "AWS_ACCESS_KEY_ID" : "AWS_SESSION_TOKEN");
            await RefusedAsync(new OwnCredentials(() => new ImmutableCredentials(key, "s", token)), [], token is null ? "access key id" : "session token");
            await RefusedAsync(new SlowCredentials(new(), Task.FromResult<ImmutableCredentials?>(new ImmutableCredentials(key, "s", token))), [], "options.Credentials");
        }
    }

    [Fact]
    public async Task A_message_about_credentials_never_shows_them()
    {
        using var client = Clients.Create(
            new CapturingHandler(), options => options.Credentials = new OwnCredentials(() => new ImmutableCredentials("AKIDsecret\n", "secret", "secret")));
        var error = await Assert.ThrowsAsync<ClientConfigurationException>(() => client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam));
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    private static async Task<SentRequest> SendAsync(AWSCredentials? credentials, TestEnvironment environment)
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport, options => options.Credentials = credentials, environment);
        await client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam);
        return transport.Request;
    }

    private static async Task MissingAsync(AWSCredentials? credentials, TestEnvironment environment, Type? expected = null)
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport, options => options.Credentials = credentials, environment);
        await Assert.ThrowsAsync(expected ?? typeof(MissingCredentialsException), () => client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam));
        Assert.Empty(transport.Requests);

        // Other operations do not need any.
        await client.CreateTokenAsync(Calls.CreateToken);
    }

    private static async Task RefusedAsync(AWSCredentials? credentials, TestEnvironment environment, string source)
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport, options => options.Credentials = credentials, environment);
        var error = await Assert.ThrowsAsync<ClientConfigurationException>(() => client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam));
        Assert.Contains(source, Assert.Single(error.Problems).Source, StringComparison.Ordinal);
        Assert.Empty(transport.Requests);
    }

    private sealed class OwnCredentials(Func<ImmutableCredentials?> get) : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => get()!;

        public override Task<ImmutableCredentials> GetCredentialsAsync() => Task.FromResult(get()!);
    }

    private sealed class SlowCredentials(TaskCompletionSource asked, Task<ImmutableCredentials?> result) : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => throw new NotSupportedException();

        public override async Task<ImmutableCredentials> GetCredentialsAsync()
        {
            await Task.Yield();
            asked.TrySetResult();
            return (await result)!;
        }
    }
}
