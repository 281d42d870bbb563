namespace SsoOidc.Credentials;

/// <summary>The two ways in which a source fails: it is configured wrongly, or it did not give what it should.</summary>
internal static class Problems
{
    public static ClientConfigurationException Configuration(string source, string message) =>
        new(new ConfigurationProblem("Credentials", source, message));

    public static MissingCredentialsException Failed(string description, string why, Exception? inner = null) =>
        new($"Unable to sign the request: no credentials from {description}. {why}", MissingCredentialsReason.SourceFailed, inner);

    public static MissingCredentialsException SignIn(string description, string why, string profile) =>
        new(
            $"Unable to sign the request: no credentials from {description}. {why} {SsoSentence} (aws sso login --profile {Shapes.Text.ForDisplay(profile)})",
            MissingCredentialsReason.SignInRequired);

    public const string SsoSentence =
        "The SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO session run aws sso login with the corresponding profile.";
}
