using SsoOidc.ConformanceTests.Calls;
using SsoOidc.ConformanceTests.Expectations;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Deviations;

/// <summary>
/// Deviations in <c>errors.json</c>. Several rows can bear on one answer (a lost code loses message and members too), so each rule
/// is about the first cause: no code table (18), a body that breaks the reader (4), another code (3), lost members (2), the message
/// alone (1). All of them are derived by all rows.
/// </summary>
internal static class ErrorDeviations
{
    private static readonly string[] MembersOfEveryError = ["__type", "code", "message", "Message", "error", "error_description"];

    public static DeviationRule[] Rules { get; } =
    [
        Rule("StatusBeyondErrors", Cause.StatusBeyondErrors),
        Rule("MalformedErrorBody", Cause.MalformedBody),
        Rule("OtherErrorCode", Cause.OtherCode),
        Rule("LostErrorMembers", Cause.LostMembers),
        Rule("LostErrorMessage", Cause.LostMessage),
    ];

    private enum Cause
    {
        None,
        StatusBeyondErrors,
        MalformedBody,
        OtherCode,
        LostMembers,
        LostMessage,
    }

    private static DeviationRule Rule(string name, Cause cause) => new(name, golden => CauseOf(Answer(golden), golden) == cause, Derive);

    private static ErrorAnswer Answer(GoldenCase golden) => new(new ScriptedResponse(golden.Object("response")));

    private static Cause CauseOf(ErrorAnswer answer, GoldenCase golden)
    {
        if (answer.Status >= 600)
        {
            return Cause.StatusBeyondErrors;
        }

        if (IsMalformed(answer))
        {
            return Cause.MalformedBody;
        }

        if (answer.IsHeaderCut && answer.Body.Kind == BodyKind.Object)
        {
            return Cause.LostMembers;
        }

        if (answer.Code != answer.ReferenceCode)
        {
            return Cause.OtherCode;
        }

        if (answer.Body.Kind == BodyKind.NotJson)
        {
            return Cause.MalformedBody;
        }

        if (answer.IsModeled && answer.Body.Kind == BodyKind.Object && AreMembersLost(answer, golden))
        {
            return Cause.LostMembers;
        }

        string reference = answer.ReferenceMessage;
        return answer.Message == (reference.Length == 0 ? answer.Code : reference) ? Cause.None : Cause.LostMessage;
    }

    // JSON, but not the object that an error is, or with members that are no strings.
    private static bool IsMalformed(ErrorAnswer answer) => answer.Body.Kind switch
    {
        BodyKind.NotObject => true,
        BodyKind.Object => answer.ReferenceCode is null
            || MembersOfEveryError.Concat(ServiceModel.Errors.GetValueOrDefault(answer.Code) ?? []).Any(answer.Body.IsIllTyped),
        _ => false,
    };

    // The reference fills members only where the code is, letter by letter, one that the operation's older model lists.
    private static bool AreMembersLost(ErrorAnswer answer, GoldenCase golden) =>
        !ServiceModel.ReferenceErrors[golden.Text("operation")!].Contains(answer.CodeLetters);

    private static JsonObject OfOlderModel(JsonObject data)
    {
        var known = (JsonObject)data.DeepClone();
        foreach (string newer in ServiceModel.NewerErrorMembers)
        {
            known.Remove(newer);
        }

        return known;
    }

    private static JsonObject Derive(GoldenCase golden)
    {
        var response = new ScriptedResponse(golden.Object("response"));
        var answer = new ErrorAnswer(response);
        var expected = (JsonObject)golden.Expected.DeepClone();
        expected.Remove("exception");
        expected.Remove("ruby_specific");
        expected["outcome"] = "service_error";
        expected["code"] = answer.Code;
        expected["class_name"] = answer.Code;
        expected["class_is_modeled"] = answer.IsModeled;
        expected["http_status"] = answer.Status;
        expected["request_id"] = response.Header("x-amz-request-id") ?? response.Header("x-amzn-requestid");
        expected["data"] = OfOlderModel(answer.Data);
        expected["inspector"] = Inspector(answer, expected["inspector"] as JsonObject);
        if (answer.IsUnreadable)
        {
            expected["message"] = null;
            expected["unreadable_bytes"] = answer.Body.Length;
        }
        else
        {
            expected["message"] = answer.Message;
        }

        expected["readers"] = Readers(answer);
        return expected;
    }

    private static JsonObject Inspector(ErrorAnswer answer, JsonObject? recorded)
    {
        var inspector = RetryClasses.Of(answer.Code, answer.Status);
        if (recorded?["expired_credentials"] is { } expired)
        {
            inspector["expired_credentials"] = expired.DeepClone();
        }

        return inspector;
    }

    private static JsonObject? Readers(ErrorAnswer answer) => answer.IsModeled
        ? new JsonObject(ServiceModel.Errors[answer.Code]
            .Except(ServiceModel.NewerErrorMembers)
            .Select(name => KeyValuePair.Create(name, (JsonNode?)answer.Body.Text(name))))
        : null;
}
