using SsoOidc.ConformanceTests.Calls;
using SsoOidc.ConformanceTests.Runner;
using SsoOidc.Options;

namespace SsoOidc.ConformanceTests.Retries;

/// <summary>Counts what a call does that always gets the same answer.</summary>
internal sealed record AttemptCount(int Attempts, int Refreshes, SsoOidcException Error)
{
    public static async Task<AttemptCount> OfAsync(GoldenCase golden, string mode, bool isRefreshable)
    {
        string operation = golden.Text("operation") ?? throw new GoldenFormatException("the case has no operation");
        var time = new SteppedTime();
        using var transport = new ScriptedTransport(time) { OnSend = static (_, _) => { } };
        transport.Begin(System.Text.Json.JsonSerializer.SerializeToElement(new JsonArray(golden.Object("response").DeepClone())));
        var credentials = new CountingCredentials();
        var config = new JsonObject { ["region"] = "us-west-2", ["retry_mode"] = mode, ["max_attempts"] = 3, ["raise_response_errors"] = false };
        var options = ClientSetup.Create(config, null, transport);
        options.TimeProvider = time;
        options.Seams = new SystemSeams { GetEnvironmentVariable = static _ => null, Random = new PinnedInvocationIds(1) };
        options.Credentials = isRefreshable ? credentials : options.Credentials;
        using var client = new SsoOidcClient(options);
        var response = await client.BuildRequest(operation, RecordedParameters.ReadAll(golden.Object("params"))).SendAsync();
        return new(response.Metadata.Attempts, Math.Max(0, credentials.Made - 1), response.Error ?? throw new GoldenFormatException("the answer is no error"));
    }
}
