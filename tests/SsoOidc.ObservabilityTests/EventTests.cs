using SsoOidc.ObservabilityTests.Support;
using SsoOidc.Options;

namespace SsoOidc.ObservabilityTests;

/// <summary>Events that really come, and where their texts come from.</summary>
public sealed class EventTests
{
    [Fact]
    public async Task Credentials_that_were_refreshed_are_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the command is for /bin/sh");
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            // Good for less than the time before which they are asked for anew.
            string until = DateTimeOffset.UtcNow.AddSeconds(30).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
            await File.WriteAllTextAsync(Path.Combine(folder, "config"), $$"""
                [default]
                credential_process = echo '{"Version":1,"AccessKeyId":"AKID","SecretAccessKey":"s","Expiration":"{{until}}"}'
                """);
            var environment = new Dictionary<string, string> { ["HOME"] = folder, ["AWS_CONFIG_FILE"] = Path.Combine(folder, "config"), ["AWS_EC2_METADATA_DISABLED"] = "true" };
            using var log = new KeptLog();
            using var client = Watched.Client(
                new Answers(200, "{}"),
                options =>
                {
                    options.Credentials = null;
                    options.LoggerFactory = log;
                },
                environment);
            var request = CreateTokenWithIamRequest.ForJwtBearer("arn:aws:sso::1:application/a/b", "jwt");
            await client.CreateTokenWithIamAsync(request);
            Assert.DoesNotContain(log.Lines, static line => line.Id == 204);
            await client.CreateTokenWithIamAsync(request);
            Assert.StartsWith("Credentials found in credential_process of profile default, good until ", log.Single(203).Text, StringComparison.Ordinal);
            Assert.StartsWith("Credentials refreshed from credential_process of profile default, good until ", log.Single(204).Text, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_legacy_region_is_told()
    {
        using var log = new KeptLog();
        using var client = Watched.Client(new Answers(200, "{}"), options =>
        {
            options.Region = "fips-us-west-2";
            options.LoggerFactory = log;
        });
        Assert.Equal("Legacy region fips-us-west-2 was transformed to us-west-2. Endpoint.UseFips was set to true.", log.Single(100).Text);
    }

    [Fact]
    public async Task An_answer_that_never_came_is_in_the_wire_trace()
    {
        using var log = new KeptLog();
        using var client = Watched.Client(new Answers(static () => throw new HttpRequestException(HttpRequestError.NameResolutionError, "secret")), options =>
        {
            options.LoggerFactory = log;
            options.Http.WireTrace = true;
            options.Retry.Limit = 0;
        });
        await client.CreateTokenAsync(Watched.Request);
        Assert.Equal("CreateToken, attempt 1, received no whole answer: TransportNameResolution", log.Single(402).Text);
    }

    [Fact]
    public async Task An_attempt_that_waits_for_the_rate_limiter_is_told()
    {
        using var log = new KeptLog();
        using var transport = new Answers(() => Watched.Answer(429, """{"__type":"TooManyRequestsException"}"""), () => Watched.Answer(200, "{}"));
        using var client = Watched.Client(transport, options =>
        {
            options.LoggerFactory = log;
            options.Retry.Mode = RetryMode.Adaptive;
            options.Seams = new SystemSeams { GetEnvironmentVariable = static _ => null, Random = new Zero() };
        });
        await client.CreateTokenAsync(Watched.Request);
        Assert.Equal("An attempt of CreateToken waits for capacity, because the service has throttled.", log.Single(305).Text);
    }

    private sealed class Zero : Random
    {
        public override double NextDouble() => 0;
    }
}
