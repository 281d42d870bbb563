using SsoOidc.ConformanceTests.Calls;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Drivers;

/// <summary>Calls an operation whose answer is recorded in every way there is: typed and loose, errors raised and not raised.</summary>
internal static class AnsweredCall
{
    public static async Task<CaseOutcome> RunAsync(
        GoldenCase golden, JsonObject config, Func<CallOutcome, bool, ScriptedResponse, Differences> compare)
    {
        string operation = golden.Text("operation") ?? throw new GoldenFormatException("the case has no operation");
        var parameters = golden.Object("params");
        var response = new ScriptedResponse(golden.Object("response"));
        object? request = OperationCalls.TypedRequest(operation, parameters);
        var differences = new Differences();
        foreach (bool raises in new[] { true, false })
        {
            config["raise_response_errors"] = raises;
            string errors = raises ? "raised" : "as values";
            differences.Add(
                $"loose, errors {errors}",
                compare(await CallAsync(config, response, client => OperationCalls.CallLooseAsync(client, operation, parameters)), raises, response));
            if (request is not null)
            {
                differences.Add(
                    $"typed, errors {errors}",
                    compare(await CallAsync(config, response, client => OperationCalls.CallTypedAsync(client, operation, request)), raises, response));
            }
        }

        return new(differences, request is null ? CasePaths.LooseOnly : CasePaths.TypedAndLoose);
    }

    private static async Task<CallOutcome> CallAsync(JsonObject config, ScriptedResponse response, Func<SsoOidcClient, Task<CallOutcome>> call)
    {
        using var transport = new RecordingTransport(response.ToMessage);
        using var client = new SsoOidcClient(ClientSetup.Create(config, environment: null, transport));
        var outcome = await call(client);
        return transport.Sent.Count == 1
            ? outcome
            : throw new InvalidOperationException($"One request expected, {transport.Sent.Count} sent.", outcome.Error);
    }
}
