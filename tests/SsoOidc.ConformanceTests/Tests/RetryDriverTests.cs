using SsoOidc.ConformanceTests.Expectations;
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

    [Fact]
    public async Task WhatFollowsACallThatAnExpiredCodeEndsIsDerivedToo()
    {
        var changed = Recorded("standard: expired token with refreshable credentials");
        var first = changed["calls"]![0]!;
        first["operation"] = "CreateToken";
        var second = first.DeepClone();
        second["repeat"] = 2;
        changed["calls"]!.AsArray().Add(second);
        _golden.Write("retries", changed);

        int exitCode = await ConformanceRunner.RunAsync(["retries"], _golden.Folder, _output);

        Assert.True(exitCode == 0, _output.ToString());
        Assert.Contains("row 6: 1 cases deviate", _output.ToString());
    }

    [Fact]
    public void TheModelComesToWhatIsRecorded()
    {
        int compared = 0;
        foreach (var golden in new GoldenFolder(GoldenFolder.OwnCopy).Read("retries").Select(static item => item.Json).Where(static json => json["kind"]!.GetValue<string>() == "client"))
        {
            AssertSame(golden["name"]!.GetValue<string>(), golden["expected"]!, RetryModel.Derive(golden));
            compared++;
        }

        Assert.True(compared >= 50, $"{compared}");
    }

    [Fact]
    public async Task AnAnswerThatIsCutTellsItsClock()
    {
        var cut = Recorded("standard: truncated body");
        var step = cut["calls"]![0]!["script"]![0]!;
        step["partial_status"] = 200;
        step["headers"] = new JsonObject { ["date"] = "Tue, 05 Nov 2024 10:20:32 GMT", ["content-length"] = "9" };
        step["body"] = "{";
        _golden.Write("retries", cut);
        Assert.Equal(1, await ConformanceRunner.RunAsync(["retries"], _golden.Folder, _output));

        cut["expected"]!["calls"]![0]!["sends"]![1]!["amz_sdk_request"] = "attempt=1; max=3; ttl=20241105T102133Z";
        cut["expected"]!["calls"]![0]!["estimated_skew_seconds"] = 2.0;
        _golden.Write("retries", cut);
        int exitCode = await ConformanceRunner.RunAsync(["retries"], _golden.Folder, _output);
        Assert.True(exitCode == 0, _output.ToString());
    }

    [Fact]
    public async Task TheClassThatTheReferenceHasForSomeUnknownHostsIsOurKind()
    {
        var unknown = Recorded("standard: DNS failure");
        unknown["calls"]![0]!["script"]![0]!["network_error"] = "dns_no_such_endpoint";
        unknown["expected"]!["calls"]![0]!["class"] = "Aws::Errors::NoSuchEndpointError";
        _golden.Write("retries", unknown);
        int exitCode = await ConformanceRunner.RunAsync(["retries"], _golden.Folder, _output);
        Assert.True(exitCode == 0, _output.ToString());

        unknown["calls"]![0]!["script"]![0]!["network_error"] = "eof";
        _golden.Write("retries", unknown);
        Assert.Equal(1, await ConformanceRunner.RunAsync(["retries"], _golden.Folder, _output));
    }

    // Member for member of the recording, but for texts that the model does not know, and attempts, which it counts from one.
    private static void AssertSame(string path, JsonNode? recorded, JsonNode? derived)
    {
        switch (recorded)
        {
            case JsonObject members:
                foreach (var (name, value) in members.Where(static member => member.Key is not ("message" or "code" or "original_class" or "message_is_ruby_specific")))
                {
                    Assert.True(derived!.AsObject().ContainsKey(name), $"{path}.{name}");
                    AssertSame($"{path}.{name}", value, derived[name]);
                }

                break;
            case JsonArray items:
                Assert.True(items.Count == derived!.AsArray().Count, path);
                for (int i = 0; i < items.Count; i++)
                {
                    AssertSame($"{path}[{i}]", items[i], derived[i]);
                }

                break;
            case JsonValue number when number.TryGetValue(out double expected):
                Assert.True(derived is not null && Math.Abs(double.Parse(derived.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture) - expected) <= 1e-5, $"{path}: {number}, {derived}");
                break;
            default:
                string? text = derived?.ToString();
                if (path.EndsWith(".amz_sdk_request", StringComparison.Ordinal) && text is not null)
                {
                    string[] parts = text.Split(';', 2);
                    text = $"attempt={int.Parse(parts[0]["attempt=".Length..], System.Globalization.CultureInfo.InvariantCulture) - 1};{parts[1]}";
                }

                Assert.True(recorded?.ToString() == text, $"{path}: {recorded}, {text}");
                break;
        }
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
