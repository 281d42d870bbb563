using Amazon.Runtime;
using SsoOidc.Options;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Limits;

[CollectionDefinition("The environment of the process", DisableParallelization = true)]
public sealed class ProcessEnvironmentGroup;

/// <summary>
/// Traps where credentials come from: with the built-in endpoint rules, construction and the unsigned operations step into none.
/// </summary>
[Collection("The environment of the process")]
public sealed class UntouchedTests
{
    [Theory]
    [MemberData(nameof(Calls.UnsignedNames), MemberType = typeof(Calls))]
    public async Task Unsigned_operations_never_ask_the_credentials(string operation)
    {
        var trap = new TrapCredentials();
        using var client = Clients.Create(new CapturingHandler(), options => options.Credentials = trap);
        await client.SendAsync(operation);
        await client.BuildRequest(operation, Loose(operation)).SendAsync();
        using var failing = Clients.Create(new CapturingHandler(400, """{"error":"expired_token"}"""), options => options.Credentials = trap);
        await Assert.ThrowsAsync<ExpiredTokenException>(() => failing.SendAsync(operation));
        Assert.Equal(0, trap.Asked);

        // The trap works.
        await Assert.ThrowsAsync<NotSupportedException>(() => client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam));
        Assert.Equal(1, trap.Asked);
    }

    [Theory]
    [MemberData(nameof(Calls.UnsignedNames), MemberType = typeof(Calls))]
    public async Task Of_the_environment_only_options_are_read_and_only_at_construction(string operation)
    {
        var environment = new TestEnvironment();
        using var client = Clients.Create(new CapturingHandler(), options => (options.Region, options.Credentials) = ("us-west-2", null), environment);
        var allowed = OptionTable.All.SelectMany(row => row.Environment)
            .Concat(["AWS_LAMBDA_FUNCTION_NAME", "AWS_EXECUTION_ENV", "HOME", "USERPROFILE", "AWS_SDK_CONFIG_OPT_OUT", "AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"])
            .ToHashSet();
        Assert.Subset(allowed, environment.Reads.ToHashSet());

        environment.ForgetReads();
        await client.SendAsync(operation);
        Assert.Empty(environment.Reads);

        // The record works.
        await Assert.ThrowsAsync<MissingCredentialsException>(() => client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam));
        Assert.Contains("AWS_ACCESS_KEY_ID", environment.Reads);
    }

    [Theory]
    [MemberData(nameof(Calls.UnsignedNames), MemberType = typeof(Calls))]
    public async Task One_request_is_sent_and_to_the_service_only(string operation)
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport, options => options.Credentials = null);
        Assert.Empty(transport.Requests);
        await client.SendAsync(operation);
        Assert.Equal("oidc.us-west-2.amazonaws.com", transport.Request.Uri.Host);
    }

    [Fact]
    public async Task Neither_files_of_the_home_folder_nor_metadata_services_are_touched()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Files are watched by Linux's own means.");
        string home = Directory.CreateTempSubdirectory("ssooidc-home-").FullName;
        await using var metadata = RawServer.Answering(RawServer.Http(200, "{}"));
        await using var service = RawServer.Answering(RawServer.Http(200, "{}"));
        var before = new Dictionary<string, string?>();
        try
        {
            string cache = Directory.CreateDirectory(Path.Combine(home, ".aws", "sso", "cache")).FullName;
            string token = Path.Combine(cache, "d033e22ae348aeb5660fc2140aec35850c4da997.json");
            File.WriteAllText(token, """{"accessToken":"t","expiresAt":"2099-01-01T00:00:00Z"}""");
            File.WriteAllText(Path.Combine(home, ".aws", "config"), "[default]\nregion = eu-west-1\nsso_session = admin\n[sso-session admin]\nsso_region = eu-west-1\n");
            File.WriteAllText(Path.Combine(home, ".aws", "credentials"), "[default]\naws_access_key_id = a\naws_secret_access_key = b\n");
            foreach (var (name, value) in new Dictionary<string, string?>
            {
                ["HOME"] = home,
                ["USERPROFILE"] = home,
                ["AWS_CONFIG_FILE"] = Path.Combine(home, ".aws", "config"),
                ["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(home, ".aws", "credentials"),
                ["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = metadata.Url,
                ["AWS_EC2_METADATA_DISABLED"] = null,
                ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = metadata.Url + "/credentials",
                ["AWS_ENDPOINT_URL_STS"] = metadata.Url,
                ["AWS_ENDPOINT_URL_SSO"] = metadata.Url,
                ["AWS_PROFILE"] = "default",
            })
            {
                before[name] = Environment.GetEnvironmentVariable(name);
                Environment.SetEnvironmentVariable(name, value);
            }

            var configFiles = new HashSet<string> { Path.Combine(home, ".aws", "config"), Path.Combine(home, ".aws", "credentials") };
            using var watch = new FileWatch(home);
            using (var client = new SsoOidcClient(new SsoOidcClientOptions { Region = "us-west-2", Endpoint = { Url = service.Url } }))
            {
                // Construction reads the config files, for options.
                Assert.Subset(configFiles, watch.Touched().ToHashSet());
                Assert.Equal((0, 0), (metadata.ConnectionCount, service.ConnectionCount));
                foreach (var operation in Operations.All.Where(operation => !operation.IsSigned))
                {
                    await client.SendAsync(operation.Name);
                }
            }

            Assert.Subset(configFiles, watch.Touched().ToHashSet());
            Assert.Equal((0, 1), (metadata.ConnectionCount, service.ConnectionCount));

            // The traps work.
            File.ReadAllText(token);
            Assert.Contains(token, watch.Touched());
            using var http = new HttpClient();
            await http.GetStringAsync(new Uri(metadata.Url));
            Assert.Equal(1, metadata.ConnectionCount);
        }
        finally
        {
            foreach (var (name, value) in before)
            {
                Environment.SetEnvironmentVariable(name, value);
            }

            Directory.Delete(home, recursive: true);
        }
    }

    private static Dictionary<string, object?> Loose(string operation) =>
        Operations.Find(operation).Input.Members.Where(member => member.IsRequired).ToDictionary(member => member.Name, member => (object?)"x");

    private sealed class TrapCredentials : AWSCredentials
    {
        public int Asked { get; private set; }

        public override ImmutableCredentials GetCredentials() => Trapped();

        public override Task<ImmutableCredentials> GetCredentialsAsync() => Task.FromResult(Trapped());

        private ImmutableCredentials Trapped()
        {
            Asked++;
            throw new NotSupportedException("trapped");
        }
    }
}
