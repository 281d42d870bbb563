using System.Text;
using SsoOidc.ConformanceTests.Calls;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Drivers;

/// <summary>What becomes of parameters: accepted, converted, or refused with every problem named.</summary>
internal abstract class ParametersDriver(string name) : GoldenDriver
{
    public override string Name => name;

    public override async Task<CaseOutcome> RunAsync(GoldenCase golden, JsonObject expected)
    {
        string operation = golden.Text("operation") ?? throw new GoldenFormatException("the case has no operation");
        var differences = new Differences();
        if ((golden.Json["params"] ?? new JsonObject()) is not JsonObject parameters || (parameters.Count == 1 && LooseValues.IsTagged(parameters) && parameters.First().Key.StartsWith('$')))
        {
            // Kind "parameters that are no dictionary": such a call does not compile.
            differences.True("only a dictionary may be given as parameters", LooseValues.Read(golden.Json["params"]) is not IReadOnlyDictionary<string, object?>);
            differences.Same("outcome", "raised", expected["outcome"]);
            return new(differences, CasePaths.NoCall);
        }

        differences.Add("loose", await RunLooseAsync(golden, operation, parameters, expected));
        if (LooseValues.IsTagged(parameters) || OperationCalls.TypedRequest(operation, parameters) is not { } request)
        {
            return new(differences, CasePaths.LooseOnly);
        }

        differences.Add("typed", await RunTypedAsync(golden, operation, parameters, request, expected));
        return new(differences, CasePaths.TypedAndLoose);
    }

    private static async Task<Differences> RunLooseAsync(GoldenCase golden, string operation, JsonObject parameters, JsonObject expected)
    {
        using var client = CreateClient(golden);
        var given = LooseValues.ReadAll(parameters);
        var before = Describe(given);
        Exception? failure = null;
        try
        {
            await client.BuildRequest(operation, given).SendAsync();
        }
        catch (Exception e) when (e is ArgumentException or SsoOidcException)
        {
            failure = e;
        }

        var differences = new Differences();
        expected = WithKeysOfAnotherForm(golden, parameters, expected);
        switch (expected["outcome"]?.GetValue<string>())
        {
            case "ok":
                CompareSuccess(differences, client, failure, expected["params_after_conversion"], expected["body_text"]);
                differences.Same("caller_params_unchanged", expected["caller_params_unchanged"] ?? true, before == Describe(given));
                break;
            case "argument_error":
                CompareErrors(differences, client, failure, expected);
                break;
            case "raised":
                // The reference breaks: a clean failure will do, and so does a request that is good JSON.
                if (failure is null)
                {
                    differences.True("the body is no JSON", JsonNode.Parse(Body(client.ApiRequests.Single())) is JsonObject);
                }

                break;
            default:
                throw new GoldenFormatException($"the outcome '{expected["outcome"]}' is not known");
        }

        return differences;
    }

    private static async Task<Differences> RunTypedAsync(
        GoldenCase golden, string operation, JsonObject parameters, object request, JsonObject expected)
    {
        using var client = CreateClient(golden);
        var outcome = await OperationCalls.CallTypedAsync(client, operation, request);
        var differences = new Differences();
        switch (expected["outcome"]?.GetValue<string>())
        {
            case "ok" when IsValidated(golden) && OperationCalls.HasNullElement(parameters):
                // A null element is no string: the typed path refuses what the loose one sends.
                differences.True("a null element must be refused", outcome.Error is ParameterValidationException);
                break;
            case "ok":
                var set = new JsonObject(parameters.Where(static pair => pair.Value is not null).Select(static pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
                CompareSuccess(differences, client, outcome.Error, set, expected["body_text"]);
                break;
            case "argument_error":
                CompareErrors(differences, client, outcome.Error, expected);
                break;
        }

        return differences;
    }

    private static SsoOidcClient CreateClient(GoldenCase golden)
    {
        var options = ClientSetup.Create(golden.OptionalObject("config"), environment: null, transport: null);
        options.StubResponses = true;
        return new SsoOidcClient(options);
    }

    private static void CompareSuccess(Differences differences, SsoOidcClient client, Exception? failure, JsonNode? parameters, JsonNode? body)
    {
        if (failure is not null || client.ApiRequests is not [var request])
        {
            differences.Add($"success expected, got {failure?.Message ?? "no request"}");
            return;
        }

        differences.Same("params_after_conversion", parameters, LooseValues.ToJson(request.Parameters));
        if (body is not null)
        {
            differences.Same("body_text", body, Body(request));
        }
    }

    private static void CompareErrors(Differences differences, SsoOidcClient client, Exception? failure, JsonObject expected)
    {
        if (failure is not ParameterValidationException exception)
        {
            differences.Add($"ParameterValidationException expected, got {failure?.ToString() ?? "success"}");
            return;
        }

        differences.Same("requests", 0, client.ApiRequests.Count);
        var errors = (JsonArray)expected["errors"]!;
        differences.Same("number of errors", errors.Count, exception.Errors.Count);
        var lines = new List<string>();
        foreach (var (recorded, actual) in errors.Zip(exception.Errors))
        {
            string kind = recorded!["kind"]!.GetValue<string>();
            differences.Same("kind", kind, actual.Kind.ToString().ToLowerInvariant());
            differences.Same("path", recorded["path"], actual.Path);
            differences.Same("expected", recorded["expected"], actual.Expected);
            string? got = recorded["got"]?.GetValue<string>();
            differences.True($"{actual.Path}: a {got} expected, got {actual.Got}", got is null ? actual.Got is null : LooseValues.IsTypeOf(got, actual.Got));
            lines.Add(kind switch
            {
                "missing" => $"missing required parameter {actual.Path}",
                "unexpected" => $"unexpected value at {actual.Path}",
                _ => $"expected {actual.Path} to be {actual.Expected}, got {actual.Got} instead",
            });
        }

        differences.Same(
            "message",
            lines is [var only] ? only : $"parameter validator found {lines.Count} errors:{string.Concat(lines.Select(static line => "\n  - " + line))}",
            exception.Message);
    }

    // Kind "string keys": Ruby knows a member by its name whatever the form of the key, and then misses the symbol. Here there is
    // one form of key, so a quoted key is an unknown name; missing members are told before it.
    private static JsonObject WithKeysOfAnotherForm(GoldenCase golden, JsonObject parameters, JsonObject expected)
    {
        var quoted = parameters.Where(static pair => pair.Key.StartsWith('"') && pair.Value is not null).Select(static pair => pair.Key).ToArray();
        if (quoted.Length == 0 || !IsValidated(golden) || expected["outcome"]?.GetValue<string>() is not ("ok" or "argument_error"))
        {
            return expected;
        }

        var recorded = (expected["errors"] as JsonArray ?? []).Select(static error => (JsonObject)error!.DeepClone()).ToArray();
        var unexpected = quoted.Select(static key => new JsonObject { ["kind"] = "unexpected", ["path"] = key });
        var keys = parameters.Select(static pair => pair.Key).ToList();
        var given = recorded.Where(static error => !IsMissing(error)).UnionBy(unexpected, Path).OrderBy(error => keys.FindIndex(key => Path(error) == key || Path(error).StartsWith(key + "[", StringComparison.Ordinal)));
        return new JsonObject { ["outcome"] = "argument_error", ["errors"] = new JsonArray([.. recorded.Where(IsMissing), .. given]) };

        static string Path(JsonObject error) => error["path"]!.GetValue<string>();
        static bool IsMissing(JsonObject error) => error["kind"]!.GetValue<string>() == "missing";
    }

    private static bool IsValidated(GoldenCase golden) => golden.OptionalObject("config")?["validate_params"]?.GetValue<bool>() != false;

    // What a value is and holds, so that a change deep inside is seen.
    private static string Describe(object? value) => value switch
    {
        IReadOnlyDictionary<string, object?> map => $"{value.GetType()}{{{string.Join(',', map.Select(static pair => $"{pair.Key}={Describe(pair.Value)}"))}}}",
        System.Collections.IEnumerable items and not string => $"{value.GetType()}[{string.Join(',', items.Cast<object?>().Select(Describe))}]",
        _ => $"{value?.GetType()}:{value}",
    };

    private static string Body(ApiRequest request) => Encoding.UTF8.GetString(request.Context.HttpRequest.CopyBody());
}

/// <summary><c>validation.json</c>: which parameters are accepted, and what is said of the others.</summary>
internal sealed class ValidationDriver() : ParametersDriver("validation");

/// <summary><c>conversion.json</c>: what values become, with conversion on and off.</summary>
internal sealed class ConversionDriver() : ParametersDriver("conversion");
