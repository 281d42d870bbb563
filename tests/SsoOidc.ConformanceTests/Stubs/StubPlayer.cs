using System.Text;
using SsoOidc.ConformanceTests.Calls;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Stubs;

/// <summary>Plays the actions of a case on one client and compares the results one by one.</summary>
internal sealed class StubPlayer(GoldenCase golden, bool isTyped)
{
    private readonly RecordedStubs _stubs = new();
    private readonly Differences _differences = new();

    public async Task<Differences> PlayAsync(JsonObject expected)
    {
        SsoOidcClient client;
        try
        {
            client = StubbedClients.Create(golden.Object("constructor"), _stubs);
        }
        catch (ArgumentException e) when (expected["constructor_raised"] is JsonObject raised)
        {
            CompareFailure("constructor", raised, e);
            return _differences;
        }

        using (client)
        {
            _stubs.Client = client;
            _differences.True("the constructor should have failed", expected["constructor_raised"] is null);
            var results = (JsonArray)expected["results"]!;
            foreach (var (action, result) in ((JsonArray)golden.Json["actions"]!).Zip(results))
            {
                await PlayAsync(client, (JsonObject)action!, (JsonObject)result!);
            }
        }

        return _differences;
    }

    private async Task PlayAsync(SsoOidcClient client, JsonObject action, JsonObject expected)
    {
        string kind = action["do"]!.GetValue<string>();
        string operation = action["operation"]?.GetValue<string>() ?? string.Empty;
        try
        {
            switch (kind)
            {
                case "stub":
                    client.StubResponses(operation, _stubs.Read(action["stubs"]));
                    _differences.Same("stub", expected["outcome"], "ok");
                    break;
                case "stub_data":
                    var data = client.StubData(operation, action["data"] is JsonObject members ? LooseValues.ReadAll(members) : null);
                    CompareData(expected, operation, Members(data), NewerMembers.OfStubData(operation, action["data"] as JsonObject));
                    break;
                case "call":
                    await CallAsync(client, action, operation, expected);
                    break;
                case "api_requests":
                    CompareRequests((JsonArray?)expected["requests"], client.ApiRequests);
                    break;
                case "config":
                    await CompareConfigAsync(client, expected);
                    break;
                default:
                    throw new GoldenFormatException($"the action '{kind}' is not known");
            }
        }
        catch (Exception e) when (e is not (GoldenFormatException or InexpressibleStubException))
        {
            CompareFailure(kind, expected, e);
        }
    }

    private async Task CallAsync(SsoOidcClient client, JsonObject action, string operation, JsonObject expected)
    {
        var parameters = action["params"] as JsonObject ?? DefaultParameters.Of(golden, operation);
        if (isTyped && !LooseValues.IsTagged(parameters) && !OperationCalls.HasNullElement(parameters) && OperationCalls.TypedRequest(operation, parameters) is { } request)
        {
            var outcome = await OperationCalls.CallTypedAsync(client, operation, request);
            if (outcome.Error is not null)
            {
                throw outcome.Error;
            }
        }
        else if ((await client.BuildRequest(operation, LooseValues.ReadAll(parameters)).SendAsync()).Error is { } error)
        {
            throw error;
        }

        var context = client.ApiRequests[^1].Context;
        _differences.Same("call", expected["outcome"], "success");
        bool isDefault = expected["response_body_text"]?.GetValue<string>() is { } text && NewerMembers.IsDefault(operation, text);
        CompareData(expected, operation, Members(context.Response!), isDefault ? NewerMembers.Of(operation) : null);
        var metadata = context.Response!.Metadata;
        _differences.Same("http_status", expected["http_status"], metadata.StatusCode);
        _differences.Same("request_id", expected["request_id"], metadata.RequestId);
        _differences.Same("response_headers", expected["response_headers"], new JsonObject(metadata.Headers.Select(static pair => KeyValuePair.Create(pair.Key.ToLowerInvariant(), (JsonNode?)pair.Value))));
        string body = Encoding.UTF8.GetString(context.HttpResponse!.CopyBody());
        _differences.Same("response_body_text", isDefault ? NewerMembers.AddTo(operation, expected["response_body_text"]!.GetValue<string>()) : expected["response_body_text"], body);
    }

    private void CompareData(JsonObject expected, string operation, JsonObject actual, JsonObject? newer)
    {
        _differences.True($"success expected: {expected.ToJsonString()}", expected["outcome"]?.GetValue<string>() is "ok" or "success");
        var data = (JsonObject?)expected["data"]?.DeepClone() ?? [];
        foreach (var (name, value) in newer ?? [])
        {
            data[name] = value?.DeepClone();
        }

        _differences.Same("data", data, actual);
        _differences.Same("data_class", expected["data_class"], Operations.Find(operation).Output.Name);
    }

    private void CompareRequests(JsonArray? expected, IReadOnlyList<ApiRequest> actual)
    {
        _differences.Same("number of requests", expected?.Count, actual.Count);
        foreach (var (recorded, request) in (expected ?? []).Zip(actual))
        {
            _differences.Same("operation_name", recorded!["operation_name"], RubyText.Snake(request.OperationName));
            var parameters = (JsonObject)recorded["params"]!.DeepClone();
            if (!request.Context.IsLoose)
            {
                // A typed request does not tell what is null from what is not given.
                foreach (string name in parameters.Where(static pair => pair.Value is null).Select(static pair => pair.Key).ToArray())
                {
                    parameters.Remove(name);
                }

                _differences.True("the typed request is not the same", request.Context.Request!.Equals(request.Request));
            }

            _differences.Same("params", parameters, LooseValues.ToJson(request.Parameters));
            bool canBeTyped = OperationCalls.TypedRequest(Operations.Find(request.OperationName).Name, parameters) is not null;
            _differences.Same("a typed request", canBeTyped, request.Request is not null);
        }
    }

    private async Task CompareConfigAsync(SsoOidcClient client, JsonObject expected)
    {
        await client.CreateTokenWithIamAsync(new CreateTokenWithIamRequest { ClientId = "c", GrantType = "g" });
        var sent = client.ApiRequests[^1].Context.HttpRequest;
        _differences.Same("region", expected["region"], client.Config.Region);
        _differences.Same("endpoint", expected["endpoint"], sent.Uri!.GetLeftPart(UriPartial.Authority));
        _differences.True("the key id is another one", sent.Headers["authorization"]!.Contains($"Credential={expected["access_key_id"]}/", StringComparison.Ordinal));
    }

    private void CompareFailure(string what, JsonObject expected, Exception actual)
    {
        if (expected["class"]?.GetValue<string>() is not { } rubyClass)
        {
            _differences.Add($"{what}: {expected.ToJsonString()} expected, got {actual}");
            return;
        }

        var type = StubFailures.ExceptionOf(rubyClass);
        _differences.True($"{what}: {type.Name} expected (for {rubyClass}), got {actual}", type.IsInstanceOfType(actual));
        string text = expected["message"]?.GetValue<string>() ?? string.Empty;
        if (actual is ParameterValidationException invalid && text.Length > 0)
        {
            _differences.Same($"{what}: message", RubyText.WithoutClasses(text), RubyText.Of(invalid.Errors));
        }
        else if (actual is ResponseParseException)
        {
            // The reference's parser has a text of its own, and no status.
        }
        else if (actual is SsoOidcException error)
        {
            _differences.Same($"{what}: message", NameMap.Message(text), error.Message);
            _differences.Same($"{what}: code", expected["code"] ?? error.Code, error.Code);
            _differences.Same($"{what}: http_status", expected["http_status"] ?? 0, error.Metadata.StatusCode);
            _differences.Same($"{what}: retries", expected["retries"] ?? 0, error.Attempts - 1);
            _differences.Same($"{what}: request_id", expected["request_id"], error.Metadata.RequestId);
            StubFailures.CompareMembers(_differences, expected["data"] as JsonObject, error);
        }
        else if (StubFailures.OwnText(rubyClass, text) is { } own)
        {
            _differences.Same($"{what}: message", own, actual.Message);
        }
    }

    private static JsonObject Members(SsoOidcResponse response)
    {
        var members = new JsonObject();
        foreach (var row in ServiceModel.Responses[OperationOf(response)].Keys)
        {
            if (response.GetType().GetProperty(NameMap.Property(row))!.GetValue(response) is { } value)
            {
                members[row] = value is AwsAdditionalDetails details ? new JsonObject { ["identityContext"] = details.IdentityContext } : LooseValues.ToJson(value);
            }
        }

        return members;
    }

    private static string OperationOf(SsoOidcResponse response) =>
        Operations.All.Single(operation => operation.Output.Name.Equals(response.GetType().Name, StringComparison.OrdinalIgnoreCase)).Name;
}
