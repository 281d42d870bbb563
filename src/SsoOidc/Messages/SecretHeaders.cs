using SsoOidc.Shapes;

namespace SsoOidc.Messages;

/// <summary>The headers whose values are secrets.</summary>
internal static class SecretHeaders
{
    /// <summary>Those that the client or its transport may put on a request.</summary>
    public static readonly string[] All = ["authorization", "x-amz-security-token", "x-amz-sso_bearer_token", "proxy-authorization", "cookie"];

    // Handlers of the caller's and servers have headers of their own; these words say what is in them.
    private static readonly string[] Words =
        ["auth", "cookie", "token", "secret", "passw", "credential", "signature", "session", "key", "jwt", "assertion", "bearer"];

    public static bool IsSecret(string name) => Array.Exists(Words, word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>A header's value as it may be printed: of a secret nothing, of a URL neither user-info nor query.</summary>
    public static string Show(string name, string value) =>
        IsSecret(name) ? Redaction.Filtered
        : value.Contains("://", StringComparison.Ordinal) || name.Equals("location", StringComparison.OrdinalIgnoreCase) ? Text.ForDisplay(Redaction.WithoutQuery(value))
        : Text.ForDisplay(value);

    /// <summary>Every header of a request by name, as it may be printed.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Show(OperationHttpRequest request)
    {
        foreach (var (name, value) in request.Headers)
        {
            yield return new(name, Show(name, value));
        }
    }

    /// <summary>Every header of an answer by name in lower case, as it may be printed; one entry per value.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Show(OperationHttpResponse response)
    {
        foreach (var headers in new System.Net.Http.Headers.HttpHeaders[] { response.Headers, response.ContentHeaders })
        {
            foreach (var (name, values) in headers.NonValidated)
            {
                foreach (string value in values)
                {
                    yield return new(Text.ForDisplay(name.ToLowerInvariant()), Show(name, value));
                }
            }
        }
    }
}
