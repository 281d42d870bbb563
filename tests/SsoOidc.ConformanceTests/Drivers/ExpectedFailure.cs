using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Drivers;

/// <summary>When a failure came.</summary>
internal enum CallPhase
{
    /// <summary>While the client was made.</summary>
    Construction,

    /// <summary>While the operation was called.</summary>
    Call,
}

/// <summary>Compares an exception with a recorded one, names mapped.</summary>
internal static class ExpectedFailure
{
    private const string EndpointRules = "Invalid Configuration: ";

    public static void Compare(Differences differences, JsonNode recorded, Exception? actual, CallPhase phase)
    {
        string rubyClass = recorded["class"]!.GetValue<string>();
        string text = recorded["message"]?.GetValue<string>() ?? string.Empty;
        var expected = NameMap.ExceptionOf(rubyClass);
        if (actual is null || !expected.IsInstanceOfType(actual) || !IsClean(actual))
        {
            differences.Add($"{expected.Name} expected (for {rubyClass}: {text}), got {(actual is null ? "success" : actual.ToString())}");
            return;
        }

        if (NameMap.ValidationErrors(text) is { } errors)
        {
            differences.Same(
                "validation errors",
                string.Join("; ", errors.Select(static error => $"{error.Kind} {error.Path}")),
                actual is ParameterValidationException invalid ? string.Join("; ", invalid.Errors.Select(static error => $"{error.Kind} {error.Path}")) : actual.Message);
        }
        else if (text.StartsWith(EndpointRules, StringComparison.Ordinal))
        {
            // The endpoint rules speak when they are asked, which is at the call.
            differences.Same("message", text, actual.Message);
            differences.True($"EndpointResolutionException expected, got {actual.GetType().Name}", actual is EndpointResolutionException);
            differences.Same("phase", CallPhase.Call.ToString(), phase.ToString());
        }

        if (actual is ClientConfigurationException configuration)
        {
            differences.True("the exception lists no problem", configuration.Problems.Count > 0);
        }
    }

    /// <summary>Whether the derived failure is one that the recorded class already allows.</summary>
    public static bool Covers(JsonNode recorded, JsonNode derived) =>
        NameMap.ExceptionOf(recorded["class"]!.GetValue<string>()).IsAssignableFrom(NameMap.ExceptionOf(derived["class"]!.GetValue<string>()));

    // Not by accident: one of the library's own, and no NullReferenceException from its inside.
    private static bool IsClean(Exception exception) => exception.GetType().Assembly == typeof(SsoOidcClient).Assembly;
}
