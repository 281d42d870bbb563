using SsoOidc.ConformanceTests.Calls;
using SsoOidc.ConformanceTests.Expectations;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Deviations;

/// <summary>Deviations in <c>requests.json</c>.</summary>
internal static class RequestDeviations
{
    private static readonly string[] Modes = ["legacy", "standard", "adaptive"];

    public static DeviationRule[] Rules { get; } =
    [
        new("AttemptsCountFromOne", static golden => !HasBadOption(golden) && RetryMode(golden) is "standard" or "adaptive", CountFromOne),
        new("BadOptionOfRequests", HasBadOption, static _ => UnusableEndpoint.ConfigurationFailure()),
    ];

    private static string? RetryMode(GoldenCase golden) =>
        golden.OptionalObject("config")?["retry_mode"]?.GetValue<string>()
        ?? golden.OptionalObject("environment")?["AWS_RETRY_MODE"]?.GetValue<string>();

    private static bool HasBadOption(GoldenCase golden)
    {
        var config = golden.OptionalObject("config");
        return (config?["retry_mode"] is { } mode && !Modes.Contains(mode.GetValue<string>()))
            || (config?["max_attempts"] is { } attempts && attempts.GetValue<double>() < 1)
            || (config?["endpoint"] is { } endpoint && UnusableEndpoint.Is(endpoint.GetValue<string>()));
    }

    // The recorded canonical request with that one line replaced, signed anew.
    private static JsonObject CountFromOne(GoldenCase golden)
    {
        var expected = (JsonObject)golden.Expected.DeepClone();
        if (expected["headers"]?["amz-sdk-request"]?.GetValue<string>() is not { } recorded)
        {
            return expected;
        }

        string ours = recorded.Replace("attempt=0;", "attempt=1;", StringComparison.Ordinal);
        expected["headers"]!["amz-sdk-request"] = ours;
        if (expected["signing"] is JsonObject signing)
        {
            string canonical = signing["canonical_request"]!.GetValue<string>()
                .Replace($"\namz-sdk-request:{recorded}\n", $"\namz-sdk-request:{ours}\n", StringComparison.Ordinal);
            string scope = signing["string_to_sign"]!.GetValue<string>().Split('\n')[2];
            string toSign = HmacSignature.StringToSign(signing["amz_date"]!.GetValue<string>(), scope, canonical);
            string authorization = signing["authorization"]!.GetValue<string>();
            string signature = HmacSignature.Sign(ClientSetup.SecretAccessKey, scope, toSign);
            signing["canonical_request"] = canonical;
            signing["string_to_sign"] = toSign;
            signing["authorization"] = authorization[..(authorization.LastIndexOf('=') + 1)] + signature;
        }

        return expected;
    }
}
