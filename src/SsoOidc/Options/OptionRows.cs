namespace SsoOidc.Options;

/// <summary>
/// The rows of <see cref="SsoOidcClientOptions"/> itself. Each class of options has its rows in a class of its own: one large static
/// constructor takes the JIT more than twice as long as its parts.
/// </summary>
internal static class OptionRows
{
    public static readonly OptionRow Region = new(OptionGroups.Top, "Region")
    {
        ReferenceName = "region",
        Environment = ["AWS_REGION", "AMAZON_REGION", "AWS_DEFAULT_REGION"],
        FileKey = "region",
        Text = OptionText.Verbatim,
        ParseSource = OptionText.NonEmpty,
        Accepts = "an AWS region such as us-west-2",
    };

    public static readonly OptionRow Profile = new(OptionGroups.Top, "Profile", "default")
    {
        ReferenceName = "profile",
        Environment = ["AWS_PROFILE"],
        Text = OptionText.Verbatim,
        Accepts = "the name of a profile",
    };

    public static readonly OptionRow Credentials = new(OptionGroups.Top, "Credentials")
    {
        ReferenceName = "credentials",
    };

    public static readonly OptionRow AccessKeyId = new(OptionGroups.Top, "AccessKeyId")
    {
        ReferenceName = "access_key_id",
        Text = OptionText.Verbatim,
        Display = OptionDisplay.KeyId,
    };

    public static readonly OptionRow SecretAccessKey = new(OptionGroups.Top, "SecretAccessKey")
    {
        ReferenceName = "secret_access_key",
        Text = OptionText.Verbatim,
        Display = OptionDisplay.Secret,
    };

    public static readonly OptionRow SessionToken = new(OptionGroups.Top, "SessionToken")
    {
        ReferenceName = "session_token",
        Text = OptionText.Verbatim,
        Display = OptionDisplay.Secret,
    };

    public static readonly OptionRow AccountId = new(OptionGroups.Top, "AccountId")
    {
        ReferenceName = "account_id",
        Text = OptionText.Verbatim,
    };

    public static readonly OptionRow InstanceMetadataRetries = new(OptionGroups.Top, "InstanceMetadataRetries", 0)
    {
        ReferenceName = "instance_profile_credentials_retries",
        Text = OptionText.WholeNumber,
        Accepts = "a whole number from 0 to 100",
        IsAccepted = static value => (int)value is >= 0 and <= 100,
    };

    public static readonly OptionRow InstanceMetadataTimeout = new(OptionGroups.Top, "InstanceMetadataTimeout", TimeSpan.FromSeconds(1))
    {
        ReferenceName = "instance_profile_credentials_timeout",
        Text = OptionText.Seconds,
        Accepts = "a time span above zero and at most one hour (in text: seconds)",
        IsAccepted = static value => (TimeSpan)value > TimeSpan.Zero && (TimeSpan)value <= TimeSpan.FromHours(1),
    };

    public static readonly OptionRow TokenProvider = new(OptionGroups.Top, "TokenProvider")
    {
        ReferenceName = "token_provider",
    };

    public static readonly OptionRow DefaultsMode = new(OptionGroups.Top, "DefaultsMode", SsoOidc.DefaultsMode.Legacy)
    {
        ReferenceName = "defaults_mode",
        Environment = ["AWS_DEFAULTS_MODE"],
        FileKey = "defaults_mode",
        Text = DefaultsModes.Text,
        ParseSource = DefaultsModes.FromSource,
        IsAccepted = static value => Enum.IsDefined((DefaultsMode)value),
    };

    public static readonly OptionRow CallTimeout = new(OptionGroups.Top, "CallTimeout", Timeout.InfiniteTimeSpan)
    {
        Text = OptionText.Limit,
        Accepts = OptionChecks.TimeoutText,
        IsAccepted = OptionChecks.Timeout,
    };

    public static readonly OptionRow RaiseResponseErrors = new(OptionGroups.Top, "RaiseResponseErrors", true)
    {
        ReferenceName = "raise_response_errors",
        Text = OptionText.Boolean,
    };

    public static readonly OptionRow StubResponses = new(OptionGroups.Top, "StubResponses", false)
    {
        Implied = static options => options.Stubs.Count > 0 ? true : null,
        ReferenceName = "stub_responses",
        Text = OptionText.Boolean,
    };

    public static readonly OptionRow Plugins = new(OptionGroups.Top, "Plugins")
    {
        Implied = static options => options.Plugins.Count > 0 ? options.Plugins : null,
        ReferenceName = "plugins",
    };

    public static readonly OptionRow AppId = new(OptionGroups.Top, "AppId")
    {
        ReferenceName = "sdk_ua_app_id",
        Environment = ["AWS_SDK_UA_APP_ID"],
        FileKey = "sdk_ua_app_id",
        Text = OptionText.Verbatim,
    };

    public static readonly OptionRow UserAgentSuffix = new(OptionGroups.Top, "UserAgentSuffix")
    {
        ReferenceName = "user_agent_suffix",
        Text = OptionText.Verbatim,
        Accepts = "text of printable ASCII characters",
        IsAccepted = static value => OptionChecks.IsHeaderText((string)value),
    };

    public static readonly OptionRow UserAgentFrameworks = new(OptionGroups.Top, "UserAgentFrameworks", Array.Empty<string>())
    {
        ReferenceName = "user_agent_frameworks",
        Text = OptionText.List,
        Accepts = "a list of names, or of names and versions such as name#1.0, of printable ASCII characters",
        Normalize = OptionChecks.WithoutBlanks,
        IsAccepted = static value => ((string[])value).All(OptionChecks.IsHeaderText),
    };

    public static readonly OptionRow LoggerFactory = new(OptionGroups.Top, "LoggerFactory")
    {
        ReferenceName = "logger",
    };

    public static readonly OptionRow TimeProvider = new(OptionGroups.Top, "TimeProvider", System.TimeProvider.System);
}
