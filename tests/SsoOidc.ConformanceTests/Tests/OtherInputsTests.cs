using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Tests;

/// <summary>
/// Cases of the recorded kinds with other inputs; what is expected follows from what the reference is known to do. They hold that the
/// drivers are not fitted to the recorded inputs.
/// </summary>
public sealed class OtherInputsTests : IDisposable
{
    private const string Register = "{\"clientName\":\"n\",\"clientType\":\"t\"";

    private const string Ok = "{\"outcome\":\"ok\"}";

    private readonly TemporaryGolden _golden = new();

    public static TheoryData<string, string, string, string> Parameters => new()
    {
        { "a map becomes pairs", Register + ",\"scopes\":{\"a\":\"b\"}}", "{\"validate_params\":false}", Accepted(Register + ",\"scopes\":[[\"a\",\"b\"]]}") },
        { "a time is sent as text", "{\"clientName\":{\"$time\":\"2024-02-01T00:00:00Z\"}}", "{\"validate_params\":false}", Accepted("{\"clientName\":\"2024-02-01 00:00:00 UTC\"}") },
        { "a fraction is sent as text", "{\"clientName\":{\"$rational\":\"1/3\"}}", "{\"validate_params\":false}", Accepted("{\"clientName\":\"1/3\"}") },
        { "a null element and no validation", "{\"scopes\":[null]}", "{\"validate_params\":false}", Accepted("{\"scopes\":[null]}") },
        { "an empty range", Register + ",\"scopes\":{\"$range\":[3,1]}}", "{}", Accepted(Register + ",\"scopes\":[]}") },
        { "a range of texts", Register + ",\"scopes\":{\"$range\":[\"az\",\"bb\"]}}", "{}", Accepted(Register + ",\"scopes\":[\"az\",\"ba\",\"bb\"]}") },
        { "a quoted key of an optional member", Register + ",\"\\\"scopes\\\"\":[\"a\"]}", "{}", Accepted(Register + "}") },
        { "a quoted key before a wrong value", "{\"\\\"client_name\\\"\":\"n\",\"clientType\":5}", "{}", Refused("{\"kind\":\"missing\",\"path\":\"clientName\"},{\"kind\":\"type\",\"path\":\"clientType\",\"expected\":\"a String\",\"got\":\"Integer\"}") },
        { "no parameters", "null", "{}", Refused("{\"kind\":\"missing\",\"path\":\"clientName\"},{\"kind\":\"missing\",\"path\":\"clientType\"}") },
    };

    public static TheoryData<string, string, string> Stubs => new()
    {
        { "a body that is no JSON", Stub("{\"http\":{\"status_code\":200,\"headers\":{},\"body\":\"{nope\"}}") + Call, $"{Ok},{Raised("Aws::Json::ParseError", "859: unexpected token at '{nope'")}" },
        { "a member of another type", Stub("{\"http\":{\"status_code\":200,\"headers\":{},\"body\":\"{\\\"expiresIn\\\":\\\"60\\\"}\"}}") + Call, $"{Ok},{Success("{\"expiresIn\":\"60\"}")}" },
        { "a number beyond its range", Stub("{\"data\":{\"expiresIn\":3000000000}}") + Call, $"{Ok},{Success("{\"expiresIn\":3000000000}")}" },
        { "an empty code", Stub("{\"code\":\"\"}") + Call, $"{Ok},{Raised("NoMethodError", "x")}" },
        { "an error of the system", Stub("{\"error_instance\":{\"class\":\"Errno::ECONNRESET\",\"message\":\"x\"}}") + Call, $"{Ok},{Raised("Errno::ECONNRESET", "Connection reset by peer - x")}" },
        { "another error class", Stub("{\"error_class\":\"Net::ReadTimeout\"}") + Call, $"{Ok},{Raised("Net::ReadTimeout", "Net::ReadTimeout")}" },
        { "keys of the form of strings", Stub("{\"data\":{\"\\\"access_token\\\"\":\"x\"}}") + Call, $"{Ok},{Success("{\"accessToken\":\"x\"}", isData: true)}" },
        { "a literal hash", Stub("{\"raw_hash\":{\"access_token\":\"x\"}}") + Call, $"{Ok},{Success("{\"accessToken\":\"x\"}", isData: true)}" },
        { "a literal HTTP hash", Stub("{\"raw_hash\":{\"status_code\":200,\"headers\":{},\"body\":\"{}\"}}") + Call, $"{Ok},{Success("{}")}" },
        {
            "what a function answers is refused, and uses the stub up",
            Stub("{\"proc\":\"returns_bad_data\"},{\"http\":{\"status_code\":400,\"headers\":{},\"body\":\"{\\\"error\\\":\\\"slow_down\\\"}\"}}") + Call + Call,
            $"{Ok},{Raised("ArgumentError", "unexpected value at params[:nope]")},{Raised("Aws::SSOOIDC::Errors::BadRequest", "Aws::SSOOIDC::Errors::BadRequest", ",\"code\":\"BadRequest\",\"http_status\":400")}"
        },
    };

    public static TheoryData<string, string> Logged => new()
    {
        { ":error_message (:error_class)", "Connection refused - x (1) (Seahorse::Client::NetworkingError)" },
        { ":error_class|:error_message|:retries", "Seahorse::Client::NetworkingError|Connection refused - x|0" },
        { ":http_response_status_code :error_class", "0 Seahorse::Client::NetworkingError" },
        { ":nope :error_message", ":nope Connection refused - x" },
    };

    private static string Call => ",{\"do\":\"call\",\"operation\":\"CreateToken\",\"params\":{\"clientId\":\"c\",\"clientSecret\":\"s\",\"grantType\":\"g\"}}";

    [Theory]
    [MemberData(nameof(Parameters))]
    public Task Parameters_of_other_cases(string name, string parameters, string config, string expected) => PassesAsync(
        "validation",
        $"{{\"name\":\"{name}\",\"operation\":\"RegisterClient\",\"config\":{config},\"params\":{parameters},\"expected\":{expected}}}");

    [Theory]
    [MemberData(nameof(Stubs))]
    public Task Stubs_of_other_cases(string name, string actions, string results) => PassesAsync(
        "stubs",
        $"{{\"name\":\"{name}\",\"constructor\":{{\"stub_responses\":true}},\"actions\":[{actions}],\"expected\":{{\"results\":[{results}]}}}}");

    [Theory]
    [MemberData(nameof(Logged))]
    public async Task A_line_of_a_call_that_failed_on_its_way(string pattern, string line)
    {
        await PassesAsync("logging", Case(line));
        Assert.False((await RunAsync("logging", Case(line.Replace("NetworkingError", "Other", StringComparison.Ordinal).Replace(":nope", ":no", StringComparison.Ordinal)))).IsGood);
        string Case(string text) =>
            $"{{\"name\":\"x\",\"operation\":\"RegisterClient\",\"params\":{Register}}},\"config\":{{\"retry_limit\":0}},\"script\":[{{\"network_error\":\"connection_refused\"}}],"
            + $"\"formatter\":{{\"kind\":\"pattern\",\"pattern\":\"{pattern}\"}},\"expected\":{{\"lines\":[{{\"level\":\"info\",\"text\":\"{text}\"}}]}}}}";
    }

    [Theory]
    [InlineData("{\"status\":200,\"headers\":{},\"body\":\"{}\"}", 200, null)]
    [InlineData("{\"status\":418,\"headers\":{},\"body\":\"\"}", 418, "Aws::SSOOIDC::Errors::Http418Error")]
    [InlineData("{\"network_error\":\"timed_out\"}", 0, "Seahorse::Client::NetworkingError")]
    public async Task Records_of_an_attempt_that_failed_on_its_way_and_of_what_followed(string second, int status, string? raised)
    {
        string? code = raised?.Replace("Aws::SSOOIDC::Errors::", string.Empty, StringComparison.Ordinal);
        await PassesAsync("csm", Case("Seahorse::Client::NetworkingError"));
        Assert.False((await RunAsync("csm", Case("Http500Error"))).IsGood);
        string Case(string first) =>
            $"{{\"name\":\"x\",\"operation\":\"RegisterClient\",\"params\":{Register}}},\"random\":0,\"config\":{{\"retry_mode\":\"standard\",\"max_attempts\":2}},\"script\":[{{\"network_error\":\"eof\"}},{second}],"
            + $"\"expected\":{{\"raised\":{System.Text.Json.JsonSerializer.Serialize(raised)},\"events\":[{Record("ApiCall", $"\"AttemptCount\":2,\"Latency\":0,\"Region\":\"us-west-2\",\"MaxRetriesExceeded\":{(status == 0 ? 1 : 0)},\"UserAgent\":\"{{PRODUCT}} ua/2.1 {{API}} {{OS}} {{LANG}} m/E\",\"FinalHttpStatusCode\":{status}{Failure("FinalAwsException", code)}")},"
            + $"{Attempt(0, first)},{Attempt(status, code)}]}}}}";

        static string Attempt(int status, string? code) => Record("ApiCallAttempt", $"\"Fqdn\":\"oidc.us-west-2.amazonaws.com\",\"Region\":\"us-west-2\",\"UserAgent\":\"{{PRODUCT}} ua/2.1 {{API}} {{OS}} {{LANG}} m/E\",\"AccessKey\":\"AKIDEXAMPLE\",\"HttpStatusCode\":{status}{Failure("AwsException", code)},\"AttemptLatency\":0");
        static string Failure(string name, string? code) => code is null ? string.Empty : $",\"{name}\":\"{code}\",\"{name}Message\":\"{(code.Contains(':', StringComparison.Ordinal) ? "x" : "Aws::SSOOIDC::Errors::" + code)}\"";
        static string Record(string type, string rest)
        {
            string json = $"{{\"Type\":\"{type}\",\"Service\":\"SSO OIDC\",\"Api\":\"RegisterClient\",\"ClientId\":\"\",\"Timestamp\":1730802030000,\"Version\":1,{rest}}}";
            var keys = ((JsonObject)JsonNode.Parse(json)!).Select(static pair => pair.Key);
            return $"{{\"event\":{json},\"key_order\":{System.Text.Json.JsonSerializer.Serialize(keys)}}}";
        }
    }

    [Fact]
    public async Task A_wrong_expectation_fails()
    {
        foreach (var (name, parameters, config, expected) in Parameters.Select(static row => row.Data))
        {
            string wrong = expected.Replace("\"outcome\":\"ok\"", "\"outcome\":\"argument_error\",\"errors\":[]", StringComparison.Ordinal)
                .Replace("{\"kind\":\"missing\",\"path\":\"clientName\"}", "{\"kind\":\"missing\",\"path\":\"clientId\"}", StringComparison.Ordinal);
            var report = await RunAsync("validation", $"{{\"name\":\"{name}\",\"operation\":\"RegisterClient\",\"config\":{config},\"params\":{parameters},\"expected\":{wrong}}}");

            // A quoted key is refused whatever the reference does with it.
            Assert.True(!report.IsGood || parameters.Contains("\\\"scopes", StringComparison.Ordinal), name);
        }
    }

    public void Dispose() => _golden.Dispose();

    private static string Accepted(string sent) => $"{{\"outcome\":\"ok\",\"params_after_conversion\":{sent},\"body_text\":{System.Text.Json.JsonSerializer.Serialize(sent)}}}";

    private static string Refused(string errors) => $"{{\"outcome\":\"argument_error\",\"errors\":[{errors}]}}";

    private static string Stub(string stubs) => $"{{\"do\":\"stub\",\"operation\":\"CreateToken\",\"stubs\":[{stubs}]}}";

    private static string Raised(string type, string message, string rest = "") => $"{{\"outcome\":\"raised\",\"class\":\"{type}\",\"message\":\"{message}\"{rest}}}";

    private static string Success(string data, bool isData = false) =>
        $"{{\"outcome\":\"success\",\"data\":{data},\"data_class\":\"CreateTokenResponse\",\"http_status\":200,\"response_body_text\":{System.Text.Json.JsonSerializer.Serialize(data)},"
        + (isData ? "\"request_id\":\"stubbed-request-id\",\"response_headers\":{\"x-amzn-requestid\":\"stubbed-request-id\"}}" : "\"request_id\":null,\"response_headers\":{}}");

    private async Task PassesAsync(string file, string json)
    {
        var report = await RunAsync(file, json);
        Assert.Empty(report.Complaints());
        Assert.Equal(1, report.Passed);
    }

    private Task<FileReport> RunAsync(string file, string json)
    {
        _golden.Write(file, (JsonObject)JsonNode.Parse(json)!);
        return ConformanceRunner.RunFileAsync(ConformanceRunner.Drivers.Single(driver => driver.Name == file), _golden.Folder, Deviations.DeviationCatalog.Own);
    }
}
