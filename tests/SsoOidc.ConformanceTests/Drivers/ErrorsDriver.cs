using System.Reflection;
using SsoOidc.ConformanceTests.Calls;
using SsoOidc.ConformanceTests.Expectations;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Drivers;

/// <summary>
/// <c>errors.json</c>, the parsing part: how an error answer becomes an exception. The numbers of attempts are for the driver of
/// retries.
/// </summary>
internal sealed class ErrorsDriver : GoldenDriver
{
    private static readonly string[] Compared =
        ["outcome", "code", "class_name", "class_is_modeled", "message", "http_status", "request_id", "data", "readers", "inspector", "unreadable_bytes"];

    private static readonly string[] RetryableClasses = ["throttling_error", "server", "networking", "checksum"];

    public override string Name => "errors";

    // What this driver looks at, names mapped.
    public override bool IsSame(JsonObject recorded, JsonObject derived) => Compared.All(name => name switch
    {
        "message" => Message(recorded) == Message(derived),
        "readers" => JsonNode.DeepEquals(Readers(recorded), Readers(derived)),
        "inspector" => RetryableClasses.All(kind => JsonNode.DeepEquals(recorded[name]?[kind], derived[name]?[kind])),
        _ => JsonNode.DeepEquals(recorded[name], derived[name]),
    });

    public override Task<CaseOutcome> RunAsync(GoldenCase golden, JsonObject expected)
    {
        if (golden.Json["config"] is JsonObject { Count: > 0 })
        {
            throw new UnsupportedOptionException("unsupported option: errors have no config");
        }

        if (expected["outcome"]!.GetValue<string>() is not "service_error" and var other)
        {
            throw new GoldenFormatException($"the outcome '{other}' is recorded, and no deviation says what is expected instead");
        }

        var config = new JsonObject { ["region"] = "us-west-2", ["retry_mode"] = "standard", ["max_attempts"] = 1 };
        return AnsweredCall.RunAsync(golden, config, (outcome, _, response) => Compare(golden, expected, outcome, response));
    }

    private static Differences Compare(GoldenCase golden, JsonObject expected, CallOutcome outcome, ScriptedResponse response)
    {
        var differences = new Differences();
        if (outcome.Error is not SsoOidcServiceException error)
        {
            differences.Add($"a service error expected, got {outcome.Error?.ToString() ?? "success"}");
            return differences;
        }

        string className = expected["class_name"]!.GetValue<string>();
        differences.Same("code", expected["code"], error.Code);
        differences.Same("type", NameMap.ServiceExceptionOf(className).Name, error.GetType().Name);
        differences.Same("class_is_modeled", expected["class_is_modeled"], error.GetType() != typeof(SsoOidcServiceException));
        differences.Same("http_status", expected["http_status"], (int)error.StatusCode);
        differences.Same("request_id", expected["request_id"], error.RequestId);
        differences.Same("attempts", 1, error.Attempts);
        differences.Same("metadata status", expected["http_status"], outcome.Metadata?.StatusCode);
        differences.Same("response data", null, outcome.Data);
        CompareMessage(differences, expected, error, response);
        CompareMembers(differences, golden, expected, error);
        CompareRetryClasses(differences, expected, error);
        return differences;
    }

    private static void CompareMessage(Differences differences, JsonObject expected, SsoOidcServiceException error, ScriptedResponse response)
    {
        if (expected["unreadable_bytes"] is not { } length)
        {
            differences.Same("message", Message(expected), error.Message);
            return;
        }

        string body = System.Text.Encoding.UTF8.GetString(response.Body).Trim();
        differences.True($"the message does not begin with the code: {error.Message}", error.Message.StartsWith(error.Code, StringComparison.Ordinal));
        differences.True($"the message does not say how long the body was: {error.Message}", error.Message.Contains($"{length} bytes", StringComparison.Ordinal));
        differences.True("the message repeats the body", body.Length < 5 || !error.Message.Contains(body, StringComparison.Ordinal));
    }

    private static void CompareMembers(Differences differences, GoldenCase golden, JsonObject expected, SsoOidcServiceException error)
    {
        if (!ServiceModel.Errors.TryGetValue(error.Code, out string[]? names))
        {
            return;
        }

        var data = (JsonObject)(expected["data"]?.DeepClone() ?? new JsonObject());
        var body = new ErrorAnswer(new ScriptedResponse(golden.Object("response"))).Body;
        foreach (string newer in names.Intersect(ServiceModel.NewerErrorMembers))
        {
            // The reference's older model does not have it; the other oracle, where it was asked, says the same.
            if (body.Text(newer) is { } text)
            {
                data[newer] = text;
            }

            if (golden.Expected["botocore"]?["data"]?[newer] is { } recorded)
            {
                differences.Same($"botocore {newer}", recorded, data[newer]);
            }
        }

        var actual = new JsonObject();
        foreach (string name in names)
        {
            if (Property(error, name) is { } value)
            {
                actual[name] = value;
            }
        }

        differences.Same("data", data, actual);
        foreach (var (name, value) in Readers(expected) ?? [])
        {
            differences.Same($"reader {name}", value, Property(error, name));
        }
    }

    // Ours are told apart by what they mean for a retry; whether credentials expired is the retry logic's to find out.
    private static void CompareRetryClasses(Differences differences, JsonObject expected, SsoOidcServiceException error)
    {
        var inspector = (JsonObject)expected["inspector"]!;
        differences.Same("IsThrottling", inspector["throttling_error"], error.IsThrottling);
        differences.Same("IsRetryable", RetryableClasses.Any(kind => inspector[kind]!.GetValue<bool>()), error.IsRetryable);
    }

    private static string? Property(SsoOidcServiceException error, string wireName) =>
        (string?)error.GetType().GetProperty(NameMap.Property(wireName), BindingFlags.Public | BindingFlags.Instance)!.GetValue(error);

    private static string? Message(JsonObject expected) => expected["message"] is { } message ? NameMap.Message(message.GetValue<string>()) : null;

    // A reader that raises because nothing was parsed gives null here.
    private static JsonObject? Readers(JsonObject expected) => expected["readers"] is JsonObject readers
        ? new JsonObject(readers.Select(static pair => KeyValuePair.Create(pair.Key, pair.Value is JsonObject { Count: 1 } raises && raises.ContainsKey("$raises") ? null : pair.Value?.DeepClone())))
        : null;
}
