using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Tests;

/// <summary>The drivers of retries see what is wrong, and derive what row 6 says.</summary>
public sealed class RetryDriverTests : IDisposable
{
    private readonly TemporaryGolden _golden = new();
    private readonly StringWriter _output = new();

    public void Dispose()
    {
        _golden.Dispose();
        _output.Dispose();
    }

    [Theory]
    [InlineData("attempts", "7")]
    [InlineData("outcome", "\"success\"")]
    [InlineData("quota_left_after", "3")]
    [InlineData("sleeps", "[]")]
    [InlineData("sends.0.monotonic", "999")]
    [InlineData("sends.1.quota_left", "999")]
    [InlineData("sends.1.amz_sdk_request", "\"attempt=5; max=3\"")]
    [InlineData("sends.2.invocation_id", "\"another\"")]
    public async Task AWrongRecordingOfACallIsShown(string path, string value)
    {
        var wrong = Recorded("standard: 500 forever at random 1");
        Replace(wrong["expected"]!["calls"]![0]!, path.Split('.'), value);
        _golden.Write("retries", wrong);

        Assert.Equal(1, await ConformanceRunner.RunAsync(["retries"], _golden.Folder, _output));
        Assert.Contains("FAIL retries: ", _output.ToString());
    }

    [Theory]
    [InlineData("fill_rate")]
    [InlineData("current_capacity")]
    [InlineData("measured_tx_rate")]
    [InlineData("last_max_rate")]
    [InlineData("time_window")]
    public async Task AWrongRecordingOfTheLimiterIsShown(string member)
    {
        var wrong = Recorded("adaptive: throttled then success");
        var state = wrong["expected"]!["calls"]![0]!["limiter_after"]!;
        state[member] = state[member]!.GetValue<double>() + 0.001;
        _golden.Write("retries", wrong);

        Assert.Equal(1, await ConformanceRunner.RunAsync(["retries"], _golden.Folder, _output));
        Assert.Contains(member, _output.ToString());
    }

    [Fact]
    public async Task AWrongNumberOfAttemptsInErrorsIsShown()
    {
        var wrong = TemporaryGolden.Case("errors", static json => json["expected"]!["attempts"]!["standard"]!.GetValue<int>() == 3);
        wrong["expected"]!["attempts"]!["standard"] = 1;
        _golden.Write("errors", wrong);

        Assert.Equal(1, await ConformanceRunner.RunAsync(["errors"], _golden.Folder, _output));
        Assert.Contains("errors-attempts: 0 of 1 passed", _output.ToString());
    }

    [Theory]
    [InlineData("standard: expired token with refreshable credentials", "CreateToken", "{}")]
    [InlineData("standard: expired token with refreshable credentials", "CreateTokenWithIAM", """{"error":"expired_token"}""")]
    [InlineData("legacy: expired token with refreshable credentials", "StartDeviceAuthorization", "{}")]
    public async Task AnExpiredCodeThatIsNotAboutCredentialsEndsTheCall(string name, string operation, string body)
    {
        var changed = Recorded(name);
        changed["calls"]![0]!["operation"] = operation;
        changed["calls"]![0]!["script"]![0]!["body"] = body;
        foreach (var send in operation == "CreateTokenWithIAM" ? [] : changed["expected"]!["calls"]![0]!["sends"]!.AsArray())
        {
            send!.AsObject().Remove("x_amz_date");
            send.AsObject().Remove("access_key_id");
        }

        _golden.Write("retries", changed);

        int exitCode = await ConformanceRunner.RunAsync(["retries"], _golden.Folder, _output);

        Assert.True(exitCode == 0, _output.ToString());
        Assert.Contains("row 6: 1 cases deviate", _output.ToString());
    }

    private static JsonObject Recorded(string name) => TemporaryGolden.Case("retries", json => json["name"]!.GetValue<string>() == name);

    private static void Replace(JsonNode node, string[] path, string value)
    {
        foreach (string step in path[..^1])
        {
            node = int.TryParse(step, out int index) ? node[index]! : node[step]!;
        }

        node[path[^1]] = JsonNode.Parse(value);
    }
}
