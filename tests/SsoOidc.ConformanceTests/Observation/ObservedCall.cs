using System.Text.Json;
using Amazon.Runtime;
using SsoOidc.ConformanceTests.Calls;
using SsoOidc.ConformanceTests.Retries;
using SsoOidc.ConformanceTests.Runner;
using SsoOidc.Options;

namespace SsoOidc.ConformanceTests.Observation;

/// <summary>A client that plays a case's script by the pinned clock, while somebody watches.</summary>
internal sealed class ObservedCall : IDisposable
{
    private static readonly JsonArray EmptyObject = [new JsonObject { ["status"] = 200, ["headers"] = new JsonObject(), ["body"] = "{}" }];

    private readonly ScriptedTransport _transport;
    private readonly SsoOidcClient _client;

    public ObservedCall(GoldenCase golden, Action<SsoOidcClientOptions>? configure = null)
    {
        var time = new SteppedTime();
        _transport = new ScriptedTransport(time) { OnSend = (request, _) => UserAgents.Add(request.Headers.NonValidated["user-agent"].ToString()) };
        _transport.Begin(JsonSerializer.SerializeToElement(golden.Json["script"] ?? EmptyObject));
        var config = (JsonObject)(golden.OptionalObject("config") ?? []).DeepClone();
        if (!config.ContainsKey("region"))
        {
            config["region"] = "us-west-2";
        }

        var options = ClientSetup.Create(config, golden.OptionalObject("environment"), _transport);
        options.TimeProvider = time;
        options.Seams = new SystemSeams
        {
            GetEnvironmentVariable = options.Seams!.GetEnvironmentVariable,
            Random = new PinnedInvocationIds(golden.Json["random"]?.GetValue<double>() ?? 0),
        };
        if (golden.Text("account_id") is { } account)
        {
            options.Credentials = new BasicAWSCredentials(ClientSetup.AccessKeyId, ClientSetup.SecretAccessKey, account);
        }

        configure?.Invoke(options);
        _client = new SsoOidcClient(options);
    }

    /// <summary>The User-Agent of each attempt.</summary>
    public List<string> UserAgents { get; } = [];

    /// <summary>Makes the call; parameters that a case does not have are those that the operation requires.</summary>
    public Task<CallOutcome> SendAsync(GoldenCase golden, bool isLoose)
    {
        string operation = golden.Text("operation") ?? throw new GoldenFormatException("the case has no operation");
        var parameters = Parameters(golden);
        return isLoose
            ? OperationCalls.CallLooseAsync(_client, operation, parameters)
            : OperationCalls.CallTypedAsync(_client, operation, OperationCalls.TypedRequest(operation, parameters)!);
    }

    /// <summary>Whether the typed request can hold the parameters, in this order.</summary>
    public static bool CanBeTyped(GoldenCase golden)
    {
        var operation = Operations.Find(golden.Text("operation")!);
        var parameters = Parameters(golden);
        var order = operation.Input.Members.Select(static member => member.Name).Where(parameters.ContainsKey);
        return OperationCalls.TypedRequest(operation.Name, parameters) is not null
            && parameters.Select(static pair => pair.Key).SequenceEqual(order)
            && parameters.All(static pair => pair.Value is not (null or JsonArray) || (pair.Value is JsonArray list && list.All(static item => item is not null)));
    }

    public void Dispose()
    {
        _client.Dispose();
        _transport.Dispose();
    }

    private static JsonObject Parameters(GoldenCase golden) => golden.OptionalObject("params") ?? new JsonObject(
        Operations.Find(golden.Text("operation")!).Input.Members.Where(static member => member.IsRequired)
            .Select(static member => KeyValuePair.Create(member.Name, (JsonNode?)"x")));
}
