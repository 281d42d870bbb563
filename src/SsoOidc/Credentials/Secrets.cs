using Amazon.Runtime;
using SsoOidc.Shapes;

namespace SsoOidc.Credentials;

/// <summary>Makes credentials of texts from outside, checked where they enter.</summary>
internal static class Secrets
{
    /// <summary>Returns credentials; null where the key id or the secret is missing or empty.</summary>
    /// <exception cref="ClientConfigurationException">A text would break the header that it goes into.</exception>
    public static ImmutableCredentials? Create(string? accessKeyId, string? secretAccessKey, string? sessionToken, string? accountId, string source)
    {
        if (string.IsNullOrEmpty(accessKeyId) || string.IsNullOrEmpty(secretAccessKey))
        {
            return null;
        }

        Check(accessKeyId, $"{source} (access key id)");
        Check(secretAccessKey, $"{source} (secret access key)");
        Check(sessionToken, $"{source} (session token)");
        Check(accountId, $"{source} (account id)");
        return new ImmutableCredentials(
            accessKeyId, secretAccessKey, string.IsNullOrEmpty(sessionToken) ? null! : sessionToken, string.IsNullOrEmpty(accountId) ? null! : accountId);
    }

    /// <summary>Text of an answer; whoever answers may repeat what was sent.</summary>
    public static string Hide(string text, params IEnumerable<string?> sent) => sent.Where(static secret => !string.IsNullOrEmpty(secret))
        .Aggregate(text, static (shown, secret) => shown.Replace(secret!, Redaction.Filtered, StringComparison.Ordinal));

    // Id and token stand in headers, where a line break would begin another header; a secret with one was read wrongly.
    public static void Check(string? value, string source)
    {
        if (value is not null && !HeaderText.IsValidValue(value))
        {
            throw new ClientConfigurationException(new ConfigurationProblem(
                "Credentials", source, "the value has a character that may not stand in a header, such as a line break; remove it."));
        }
    }
}
