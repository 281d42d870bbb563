using SsoOidc.ConformanceTests.Configuration;
using SsoOidc.ConformanceTests.Deviations;
using SsoOidc.ConformanceTests.Drivers;
using SsoOidc.ConformanceTests.Expectations;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Tests;

/// <summary>That the driver of <c>config.json</c> finds what is wrong, and derives what it says it derives.</summary>
public sealed class ConfigDriverTests
{
    private static readonly IReadOnlyList<GoldenCase> Recorded = new GoldenFolder(GoldenFolder.OwnCopy).Read("config");

    public static TheoryData<string> Names => [.. Recorded.Where(static golden => golden.Expected["resolved"] is not null).Select(static golden => golden.Name)];

    [Theory]
    [InlineData("us-gov-west-1", true, false, "https://oidc.us-gov-west-1.amazonaws.com")]
    [InlineData("us-gov-west-1", true, true, "https://oidc-fips.us-gov-west-1.api.aws")]
    [InlineData("cn-north-1", true, false, "https://oidc-fips.cn-north-1.amazonaws.com.cn")]
    public void The_small_resolver_knows_partitions(string region, bool fips, bool dualStack, string endpoint) => Assert.Equal(
        endpoint,
        ReferenceSettings.Of(Case($$$"""{"options":{"region":"{{{region}}}","use_fips_endpoint":{{{(fips ? "true" : "false")}}},"use_dualstack_endpoint":{{{(dualStack ? "true" : "false")}}} },"environment":{},"files":{},"expected":{}}"""))["resolved"]!["endpoint"]!.GetValue<string>());

    [Theory]
    [MemberData(nameof(Names))]
    public void The_small_resolver_finds_what_the_reference_found(string name)
    {
        var golden = Recorded.Single(golden => golden.Name == name);
        var expected = (JsonObject)golden.Expected["resolved"]!.DeepClone();
        foreach (string looked in (string[])["credentials", "token_provider", "peer_requests"])
        {
            expected.Remove(looked);
        }

        var actual = (JsonObject)ReferenceSettings.Of(golden)["resolved"]!;
        Assert.Equal(Plain(expected), Plain(actual));
    }

    [Theory]
    [InlineData("""{"options":{"region":null},"environment":{"AWS_REGION":"eu-x-1"},"files":{},"expected":{"exception":{"class":"Aws::Errors::MissingRegionError","message":"m"}}}""", 15)]
    [InlineData("""{"options":{"region":null},"environment":{},"files":{},"expected":{"exception":{"class":"Aws::Errors::MissingRegionError","message":"m"}}}""", 15)]
    [InlineData("""{"options":{"region":"us-east-1","credentials":null},"environment":{"AWS_ACCESS_KEY_ID":"AKID","AWS_SECRET_ACCESS_KEY":"s"},"files":{},"expected":{"resolved":{}}}""", 15)]
    [InlineData("""{"options":{"region":"us-east-1","credentials":null},"environment":{},"files":{".aws/config":"[default]\nretry_mode = adaptive\naws_access_key_id = AK\naws_secret_access_key = s"},"expected":{"resolved":{"retry_mode":"adaptive"}}}""", 15)]
    [InlineData("""{"options":{"region":"us-east-1"},"global_config":{"retry_mode":null},"environment":{"AWS_RETRY_MODE":"standard"},"files":{},"expected":{"resolved":{"retry_mode":null}}}""", 15)]
    [InlineData("""{"options":{"region":null,"stub_responses":true},"environment":{"AWS_REGION":"eu-x-1"},"files":{},"expected":{"exception":{"class":"Aws::Errors::MissingRegionError","message":"m"}}}""", 15)]
    [InlineData("""{"options":{"region":"us-east-1"},"environment":{},"files":{},"peer":{"imds":{"PUT /latest/api/token":[200,"t"],"GET /latest/meta-data/iam/security-credentials/":[200,"r"],"GET /latest/meta-data/iam/security-credentials/r":[200,"{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"B\",\"Token\":\"C\",\"Expiration\":\"2020-01-01T00:00:00Z\"}"]}},"expected":{"warnings":["Attempting credential expiration extension due to a credential service availability issue."],"resolved":{"credentials":{"class":"Aws::InstanceProfileCredentials","set":true,"access_key_id":"A","secret_access_key":"B","session_token":"C","account_id":null,"expiration":"2020-01-01T00:00:00Z"},"peer_requests":[{"request":"GET /latest/meta-data/iam/security-credentials/"},{"request":"GET /latest/meta-data/iam/security-credentials/r"},{"request":"PUT /latest/api/token","ttl_header":"21600"}]}}}""", 0)]
    [InlineData("""{"options":{"region":"us-east-1","defaults_mode":"fast"},"environment":{},"files":{},"expected":{"resolved":{"defaults_mode":"fast"}}}""", 8)]
    [InlineData("""{"options":{"region":"us-east-1","retry_jitter":{"$symbol":"zzz"}},"environment":{},"files":{},"expected":{"resolved":{"retry_jitter":{"$symbol":"zzz"}}}}""", 8)]
    [InlineData("""{"options":{"region":"us-east-1"},"environment":{"AWS_CA_BUNDLE":""},"files":{},"expected":{"resolved":{"ssl_ca_bundle":""}}}""", 8)]
    [InlineData("""{"options":{"region":"us-east-1"},"environment":{"AWS_CSM_PORT":"70000"},"files":{},"expected":{"resolved":{"client_side_monitoring_port":70000}}}""", 8)]
    [InlineData("""{"options":{},"environment":{"AWS_PROFILE":""},"files":{".aws/config":"[default]\nregion = eu-west-1"},"expected":{"exception":{"class":"Aws::Errors::MissingRegionError","message":"No region was provided."}}}""", 0)]
    [InlineData("""{"options":{"region":"us-iso-east-1","use_dualstack_endpoint":true},"environment":{},"files":{},"expected":{"exception":{"class":"ArgumentError","message":"dualstack not supported for this region and partition."}}}""", 0)]
    [InlineData("""{"options":{"region":"us-gov-west-1","use_fips_endpoint":true},"environment":{},"files":{},"expected":{"resolved":{"region":"us-gov-west-1","use_fips_endpoint":true,"endpoint":"https://oidc.us-gov-west-1.amazonaws.com"}}}""", 0)]
    [InlineData("""{"options":{"region":"us-east-1","max_attempts":0},"environment":{},"files":{},"expected":{"resolved":{"max_attempts":0}}}""", 8)]
    [InlineData("""{"options":{"region":"us-east-1"},"environment":{"AWS_DEFAULTS_MODE":"inregion"},"files":{},"expected":{"resolved":{"defaults_mode":"inregion"}}}""", 8)]
    [InlineData("""{"options":{"region":"us-east-1"},"environment":{"AWS_MAX_ATTEMPTS":"7x"},"files":{},"expected":{"resolved":{"max_attempts":7}}}""", 8)]
    [InlineData("""{"options":{"region":"us-east-1"},"environment":{},"files":{".aws/config":"[default]\ncsm_enabled = false\n"},"expected":{"resolved":{"client_side_monitoring":true}}}""", 9)]
    [InlineData("""{"options":{"region":"us-east-1"},"environment":{"AWS_CSM_ENABLED":"false"},"files":{".aws/config":"[default]\ncsm_enabled = true\n"},"expected":{"resolved":{"client_side_monitoring":true}}}""", 9)]
    [InlineData("""{"options":{"region":"us-east-1"},"environment":{},"files":{".aws/config":"[default]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\n"},"expected":{"exception":{"class":"ArgumentError","message":"sso-session s must be defined in the config file. Referenced by profile default"}}}""", 5)]
    [InlineData("""{"options":{"region":"us-east-1"},"environment":{},"files":{".aws/config":"[default]\ncredential_process = exit 3\n"},"expected":{"exception":{"class":"Aws::Errors::InvalidProcessCredentialsPayload","message":"credential_process provider failure, the credential process had non zero exit status and failed to provide credentials"}}}""", 5)]
    [InlineData("""{"options":{"region":"us-east-1","defaults_mode":"auto"},"environment":{},"files":{},"peer":{"imds":{"PUT /latest/api/token":[200,"t"],"GET /latest/meta-data/placement/region":[200,"us-east-1"]}},"expected":{"resolved":{"retry_mode":"standard","defaults_mode":"auto","http_open_timeout":{"$float":"1.1"},"ssl_timeout":{"$float":"1.1"}},"warnings":["Error retrieving instance profile credentials: x"]}}""", 0)]
    [InlineData("""{"options":{"region":"us-east-1","stub_responses":true},"environment":{},"files":{},"expected":{"resolved":{"stub_responses":true,"token_provider":{"class":"Aws::StaticTokenProvider","token":"token"},"credentials":{"class":"Aws::Credentials","set":true,"access_key_id":"stubbed-akid","secret_access_key":"stubbed-secret","session_token":null,"account_id":null}}}}""", 0)]
    [InlineData("""{"options":{"region":"us-east-1","credentials":{"static":["A","B","C"]}},"environment":{},"files":{},"expected":{"resolved":{"credentials":{"class":"Aws::Credentials","set":true,"access_key_id":"A","secret_access_key":"B","session_token":"C","account_id":null}}}}""", 0)]
    [InlineData("""{"options":{"region":"us-east-1","use_fips_endpoint":"true"},"environment":{},"files":{},"expected":{"resolved":{"use_fips_endpoint":"true"}}}""", 0)]
    [InlineData("""{"environment":{},"files":{".aws/config":"[default]\ncredential_process = echo '{\"Version\":1,\"AccessKeyId\":\"AKIDPROC\",\"SecretAccessKey\":\"sp\"}'\n"},"options":{"region":"us-east-1","credentials":null},"expected":{"resolved":{}}}""", 15)]
    [InlineData("""{"environment":{},"files":{".aws/config":"[default]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = base\n[profile base]\naws_access_key_id = AB\naws_secret_access_key = sb\n"},"options":{"region":"us-east-1","credentials":null},"global_config":{"sts":{"stub_responses":{"assume_role":{"credentials":{"access_key_id":"AKIDASSUMED","secret_access_key":"sa","session_token":"ta","expiration":{"$time":"2099-01-01T00:00:00Z"}}}}}},"expected":{"resolved":{}}}""", 15)]
    [InlineData("""{"environment":{},"files":{},"options":{"region":"us-east-1","credentials":null,"access_key_id":"A","secret_access_key":"b"},"expected":{"resolved":{}}}""", 15)]
    [InlineData("""{"environment":{},"files":{},"options":{"region":"us-east-1","credentials":null},"peer":{"imds":{"PUT /latest/api/token":[200,"t"],"GET /latest/meta-data/iam/security-credentials/":[200,"r"],"GET /latest/meta-data/iam/security-credentials/r":[200,"{\"Code\": \"Success\", \"AccessKeyId\": \"AI\", \"SecretAccessKey\": \"si\", \"Token\": \"ti\", \"Expiration\": \"2099-01-01T00:00:00Z\"}"]}},"expected":{"resolved":{}}}""", 15)]
    [InlineData("""{"environment":{"AWS_RETRY_MODE":"turbo"},"files":{},"options":{"region":"us-east-1","retry_mode":null},"expected":{"resolved":{"retry_mode":null}}}""", 15)]
    [InlineData("""{"environment":{"AWS_MAX_ATTEMPTS":"x"},"files":{},"options":{"region":"us-east-1","max_attempts":null},"expected":{"resolved":{"max_attempts":null}}}""", 15)]
    [InlineData("""{"environment":{"AWS_CORRECT_CLOCK_SKEW":"no"},"files":{},"options":{"region":"us-east-1","correct_clock_skew":null},"expected":{"resolved":{"correct_clock_skew":null}}}""", 15)]
    [InlineData("""{"environment":{"AWS_ENDPOINT_URL":""},"files":{},"options":{"region":"us-east-1","endpoint":null},"expected":{"exception":{"class":"ArgumentError","message":"expected :endpoint to be a HTTP or HTTPS endpoint"}}}""", 15)]
    [InlineData("""{"environment":{},"files":{".aws/config":"[default]\nregion = not a region\n"},"options":{"region":null},"expected":{"exception":{"class":"Aws::Errors::MissingRegionError","message":"No region was provided. Configure the `:region` option or export the region name to ENV['AWS_REGION']"}}}""", 15)]
    [InlineData("""{"environment":{},"files":{".aws/config":"[default]\nregion = fips-us-west-2\n"},"options":{"region":null},"expected":{"exception":{"class":"Aws::Errors::MissingRegionError","message":"No region was provided. Configure the `:region` option or export the region name to ENV['AWS_REGION']"}}}""", 15)]
    [InlineData("""{"environment":{},"files":{},"options":{"region":"us-east-1","access_key_id":"A1","secret_access_key":"b1","session_token":null},"expected":{"resolved":{"credentials":{"class":"Aws::Credentials","set":true,"access_key_id":"A1","secret_access_key":"b1","session_token":null,"account_id":null}}}}""", 15)]
    [InlineData("""{"environment":{},"files":{".aws/config":"[default]\nsso_session = zz\n[sso-session zz]\nsso_start_url = https://x\nsso_region = us-east-1\n",".aws/sso/cache/d7dacae2c968388960bf8970080a980ed5c5dcb7.json":"{\"accessToken\": \"TOK\", \"expiresAt\": \"2030-01-01T00:00:00Z\"}"},"options":{"region":"us-east-1","token_provider":null},"expected":{"resolved":{}}}""", 15)]
    [InlineData("""{"environment":{"AWS_MAX_ATTEMPTS":" 4 "},"files":{},"options":{"region":"us-east-1"},"expected":{"resolved":{"max_attempts":4}}}""", 0)]
    [InlineData("""{"environment":{"AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES":"0x10"},"files":{},"options":{"region":"us-east-1"},"expected":{"resolved":{"request_min_compression_size_bytes":16}}}""", 8)]
    [InlineData("""{"environment":{},"files":{".aws/config":"[default]\nrole_arn = r\nsource_profile = zz\n"},"options":{"region":"us-east-1"},"expected":{"exception":{"class":"Aws::Errors::NoSuchProfileError","message":"Profile `zz' not found in {HOME}/.aws/credentials or {HOME}/.aws/config"}}}""", 5)]
    [InlineData("""{"environment":{},"files":{".aws/config":"[default]\nrole_arn = r\nsource_profile = b\n[profile b]\nrole_arn = q\nsource_profile = default\n"},"options":{"region":"us-east-1"},"expected":{"exception":{"class":"Aws::Errors::SourceProfileCircularReferenceError","message":"Aws::Errors::SourceProfileCircularReferenceError"}}}""", 5)]
    [InlineData("""{"environment":{},"files":{".aws/config":"[default]\nsso_region = us-east-1\nsso_account_id = 1\nsso_role_name = r\n"},"options":{"region":"us-east-1"},"expected":{"exception":{"class":"ArgumentError","message":"Missing required keys: [:sso_start_url]"}}}""", 5)]
    [InlineData("""{"environment":{},"files":{".aws/config":"[default]\nsso_session = zz\n[sso-session zz]\nsso_start_url = https://x\nsso_region = us-east-1\n"},"options":{"region":"us-east-1"},"expected":{"exception":{"class":"Aws::Errors::InvalidSSOToken","message":"The SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO session run aws sso login with the corresponding profile."}}}""", 5)]
    [InlineData("""{"environment":{"AWS_ROLE_ARN":"arn:aws:iam::1:role/w","AWS_WEB_IDENTITY_TOKEN_FILE":"{HOME}/nope"},"files":{},"options":{"region":"us-east-1"},"expected":{"exception":{"class":"Aws::Errors::MissingWebIdentityTokenFile","message":"Missing :web_identity_token_file parameter or invalid file path provided for Aws::AssumeRoleWebIdentityCredentials provider"}}}""", 5)]
    [InlineData("""{"environment":{"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE":"/nope"},"files":{},"options":{"region":"us-east-1"},"peer":{"ecs":{"GET /creds":[200,"{\"AccessKeyId\": \"AKIDECS\", \"SecretAccessKey\": \"se\", \"Token\": \"te\", \"Expiration\": \"2099-01-01T00:00:00Z\"}"]}},"expected":{"exception":{"class":"Aws::ECSCredentials::TokenFileReadError","message":"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE is set but the file doesn't exist: /nope"}}}""", 5)]
    [InlineData("""{"environment":{"AWS_CONTAINER_AUTHORIZATION_TOKEN":"a\r\nb"},"files":{},"options":{"region":"us-east-1"},"peer":{"ecs":{"GET /creds":[200,"{\"AccessKeyId\": \"AKIDECS\", \"SecretAccessKey\": \"se\", \"Token\": \"te\", \"Expiration\": \"2099-01-01T00:00:00Z\"}"]}},"expected":{"exception":{"class":"Aws::ECSCredentials::InvalidTokenError","message":"Invalid Authorization token: token contains a newline and carriage return character."}}}""", 5)]
    [InlineData("""{"environment":{},"files":{},"options":{"region":"us-east-1"},"peer":{"imds":{"PUT /latest/api/token":[404,""],"GET /latest/meta-data/iam/security-credentials/":[200,"r"],"GET /latest/meta-data/iam/security-credentials/r":[200,"{\"Code\": \"Success\", \"AccessKeyId\": \"AI\", \"SecretAccessKey\": \"si\", \"Token\": \"ti\", \"Expiration\": \"2099-01-01T00:00:00Z\"}"]}},"expected":{"resolved":{"credentials":{"class":"Aws::InstanceProfileCredentials","set":true,"access_key_id":"AI","secret_access_key":"si","session_token":"ti","account_id":null,"expiration":"2099-01-01T00:00:00Z"},"peer_requests":[{"request":"PUT /latest/api/token","ttl_header":"21600"},{"request":"GET /latest/meta-data/iam/security-credentials/"},{"request":"GET /latest/meta-data/iam/security-credentials/r"}]}}}""", 0)]
    [InlineData("""{"environment":{},"files":{},"options":{"region":"us-east-1","log_level":"warn"},"expected":{"resolved":{"log_level":"warn"}}}""", 0)]
    [InlineData("""{"environment":{},"files":{".aws/config":"[default]\nrole_arn = arn:aws:iam::1:role/r\ncredential_source = Ec2InstanceMetadata\n"},"options":{"region":"us-east-1"},"peer":{"imds":{"PUT /latest/api/token":[200,"t"],"GET /latest/meta-data/iam/security-credentials/":[200,"r"],"GET /latest/meta-data/iam/security-credentials/r":[200,"{\"Code\": \"Success\", \"AccessKeyId\": \"AI\", \"SecretAccessKey\": \"si\", \"Token\": \"ti\", \"Expiration\": \"2099-01-01T00:00:00Z\"}"]}},"global_config":{"sts":{"stub_responses":{"assume_role":{"credentials":{"access_key_id":"AKIDASSUMED","secret_access_key":"sa","session_token":"ta","expiration":{"$time":"2099-01-01T00:00:00Z"}}},"assume_role_with_web_identity":{"credentials":{"access_key_id":"AKIDWEB","secret_access_key":"sw","session_token":"tw","expiration":{"$time":"2098-01-01T00:00:00Z"}}}}}},"expected":{"resolved":{"credentials":{"class":"Aws::AssumeRoleCredentials","set":true,"access_key_id":"AKIDASSUMED","secret_access_key":"sa","session_token":"ta","account_id":null,"expiration":"2099-01-01T00:00:00Z"},"peer_requests":[{"request":"PUT /latest/api/token","ttl_header":"21600"},{"request":"GET /latest/meta-data/iam/security-credentials/"},{"request":"GET /latest/meta-data/iam/security-credentials/r"}]}}}""", 0)]
    [InlineData("""{"environment":{},"files":{".aws/config":"[default]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = p\n[profile p]\ncredential_process = echo '{\"Version\":1,\"AccessKeyId\":\"AKIDPROC\",\"SecretAccessKey\":\"sp\"}'\n"},"options":{"region":"us-east-1"},"global_config":{"sts":{"stub_responses":{"assume_role":{"credentials":{"access_key_id":"AKIDASSUMED","secret_access_key":"sa","session_token":"ta","expiration":{"$time":"2099-01-01T00:00:00Z"}}},"assume_role_with_web_identity":{"credentials":{"access_key_id":"AKIDWEB","secret_access_key":"sw","session_token":"tw","expiration":{"$time":"2098-01-01T00:00:00Z"}}}}}},"expected":{"resolved":{"credentials":{"class":"Aws::AssumeRoleCredentials","set":true,"access_key_id":"AKIDASSUMED","secret_access_key":"sa","session_token":"ta","account_id":null,"expiration":"2099-01-01T00:00:00Z"}}}}""", 0)]
    [InlineData("""{"environment":{},"files":{".aws/config":"# c\n[default] # x\nregion = eu-west-1 ; note\n; z\n[profile default]\nretry_mode = standard\n"},"options":{},"expected":{"resolved":{"region":"eu-west-1","retry_mode":"standard","endpoint":"https://oidc.eu-west-1.amazonaws.com"}}}""", 0)]
    [InlineData("""{"options":{"region":"us-east-1","credentials":null},"environment":{"AWS_DEFAULT_PROFILE":"d"},"files":{".aws/credentials":"[d]\naws_access_key_id = AD\naws_secret_access_key = sd\n"},"expected":{"resolved":{}}}""", 15)]
    public async Task Cases_of_another_draw_are_driven(string json, int row)
    {
        var golden = Case(json);
        var deviation = DeviationCatalog.Own.Find(golden, new ConfigDriver());
        Assert.Equal(row, deviation?.Row ?? 0);
        var outcome = await new ConfigDriver().RunAsync(golden, deviation?.Expected ?? golden.Expected);
        Assert.Empty(outcome.Differences.Found);
    }

    [Theory]
    [InlineData("""{"options":{"region":"us-east-1"},"environment":{"AWS_MAX_ATTEMPTS":"4"},"files":{},"expected":{"resolved":{"max_attempts":5}}}""", "max_attempts: expected 5, got 4")]
    [InlineData("""{"options":{"region":"us-east-1"},"environment":{"AWS_MAX_ATTEMPTS":"4"},"files":{},"expected":{"resolved":{}}}""", "max_attempts: expected 3, got 4")]
    [InlineData("""{"options":{"region":"us-east-1"},"environment":{},"files":{},"expected":{"exception":{"class":"ArgumentError","message":"m"}}}""", "got a client")]
    [InlineData("""{"options":{"region":"a b"},"environment":{},"files":{},"expected":{"resolved":{}}}""", "a client expected")]
    [InlineData("""{"options":{"region":"us-east-1"},"environment":{"AWS_MAX_ATTEMPTS":"0"},"files":{},"expected":{"exception":{"class":"ArgumentError","message":"for retry_mode profile option"}}}""", "the option that is refused")]
    [InlineData("""{"options":{"region":"us-east-1"},"environment":{"AWS_ACCESS_KEY_ID":"A","AWS_SECRET_ACCESS_KEY":"B"},"files":{},"expected":{"resolved":{"credentials":{"class":"Aws::Credentials","set":true,"access_key_id":"A","secret_access_key":"X","session_token":null,"account_id":null}}}}""", "the signature with credentials.secret_access_key")]
    [InlineData("""{"options":{"region":"us-east-1"},"environment":{"AWS_ACCESS_KEY_ID":"A","AWS_SECRET_ACCESS_KEY":"B"},"files":{},"expected":{"resolved":{"credentials":{"class":"Aws::SharedCredentials","set":true,"access_key_id":"A","secret_access_key":"B","session_token":null,"account_id":"1"}}}}""", "credentials.account_id")]
    [InlineData("""{"options":{"region":"us-east-1"},"environment":{},"files":{},"expected":{"resolved":{},"warnings":["Error retrieving ECS Credentials: x"]}}""", "warnings")]
    [InlineData("""{"options":{"region":"us-east-1"},"environment":{},"files":{".aws/config":"[default]\nrole_arn = r\nsource_profile = zz\n"},"expected":{"resolved":{},"first_signed_call":{"exception":{"class":"Aws::Errors::NoSuchProfileError","message":"Profile `yy' not found"}}}}""", "NoSuchProfileError expected")]
    [InlineData("""{"options":{"region":"us-east-1"},"environment":{},"files":{},"expected":{"resolved":{},"first_bearer_call":{"exception":{"class":"Aws::Errors::InvalidSSOToken","message":"Token is invalid"}}}}""", "InvalidSSOToken expected")]
    [InlineData("""{"options":{"region":"us-east-1"},"environment":{},"files":{".aws/config":"[default]\nrole_arn = r\nsource_profile = default\n"},"expected":{"resolved":{},"first_signed_call":{"exception":{"class":"ArgumentError","message":"Missing required keys: [:sso_region]"}}}}""", "ArgumentError expected")]
    public async Task What_is_wrong_is_found(string json, string difference)
    {
        var golden = Case(json);
        var outcome = await new ConfigDriver().RunAsync(golden, golden.Expected);
        Assert.Contains(outcome.Differences.Found, found => found.Contains(difference, StringComparison.Ordinal));
    }

    private static GoldenCase Case(string json)
    {
        var parsed = (JsonObject)JsonNode.Parse(json)!;
        parsed["name"] = "made up";
        return new("config", parsed) { Document = Recorded[0].Document };
    }

    private static string[] Plain(JsonObject resolved) =>
        [.. resolved.Select(static pair => $"{pair.Key} = {OptionNames.Plain(pair.Value)?.ToJsonString()}").Order(StringComparer.Ordinal)];
}
