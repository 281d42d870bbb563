using System.Text.Json;
using Amazon.Runtime;
using SsoOidc.Options;

namespace SsoOidc.RetryTests.Golden;

/// <summary>Counts the attempts of a call that always gets the answer of a case of the golden file <c>errors</c>.</summary>
internal static class ErrorCase
{
    public static async Task<IReadOnlyList<string>> RunAsync(JsonElement @case)
    {
        var differences = new List<string>();
        var expected = @case.GetProperty("expected");
        foreach (var mode in expected.GetProperty("attempts").EnumerateObject())
        {
            var (attempts, _, error) = await CountAsync(@case, mode.Name, refreshable: false);
            if (attempts != mode.Value.GetInt32())
            {
                differences.Add($"{mode.Name}: expected {mode.Value} attempts, were {attempts}");
            }

            if (error.IsRetryable != (attempts > 1))
            {
                differences.Add($"{mode.Name}: {attempts} attempts, IsRetryable {error.IsRetryable}");
            }
        }

        foreach (var mode in expected.GetProperty("attempts_with_refreshable_credentials").EnumerateObject())
        {
            var (attempts, refreshes, error) = await CountAsync(@case, mode.Name, refreshable: true);
            if (attempts != mode.Value.GetProperty("attempts").GetInt32() || refreshes != mode.Value.GetProperty("refreshes").GetInt32())
            {
                differences.Add($"{mode.Name}, refreshable: expected {mode.Value}, were {attempts} and {refreshes}");
            }

            if (error.IsRetryable != (attempts > 1))
            {
                differences.Add($"{mode.Name}, refreshable: {attempts} attempts, IsRetryable {error.IsRetryable}");
            }
        }

        return differences;
    }

    private static async Task<(int Attempts, int Refreshes, SsoOidcException Error)> CountAsync(JsonElement @case, string mode, bool refreshable)
    {
        var time = new SteppedTime();
        using var transport = new ScriptedTransport(time) { OnSend = static (_, _, _) => { } };
        transport.Begin(JsonDocument.Parse($"[{@case.GetProperty("response").GetRawText()}]").RootElement);
        var credentials = new CountingCredentials();
        var options = new SsoOidcClientOptions
        {
            Region = "us-west-2",
            Credentials = refreshable ? credentials : new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
            TimeProvider = time,
            RaiseResponseErrors = false,
            Seams = new SystemSeams { GetEnvironmentVariable = _ => null, Random = new PinnedRandom(1) },
        };
        options.Http.Handler = transport;
        options.Parameters.Validate = false;
        options.Retry.Mode = Enum.Parse<RetryMode>(mode, ignoreCase: true);
        using var client = new SsoOidcClient(options);
        var call = client.BuildRequest(@case.GetProperty("operation").GetString()!);
        var response = await call.SendAsync();
        return (response.Metadata.Attempts, Math.Max(0, credentials.Made - 1), response.Error!);
    }
}
