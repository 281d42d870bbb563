using SsoOidc.ConformanceTests.Calls;
using SsoOidc.ConformanceTests.Expectations;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Deviations;

/// <summary>The error answers of a case's script, for which the reference finds a code.</summary>
internal static class ScriptedErrors
{
    public const string ClassPrefix = "Aws::SSOOIDC::Errors::";

    public static IEnumerable<ErrorAnswer> Of(GoldenCase golden) => (golden.Json["script"] as JsonArray ?? [])
        .OfType<JsonObject>()
        .Where(static step => step["status"]?.GetValue<int>() is >= 300)
        .Select(static step => new ErrorAnswer(new ScriptedResponse(step)))
        .Where(static answer => answer.ReferenceCode is not null)
        .DistinctBy(static answer => (answer.ReferenceCode, answer.ReferenceMessage));
}
