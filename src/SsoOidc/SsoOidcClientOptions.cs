using Amazon.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using SsoOidc.Options;

namespace SsoOidc;

/// <summary>
/// The options of a client. They are read once, while the client is constructed; later changes have no effect. An option
/// that is null is "not given": its value then comes from <see cref="Defaults"/>, the environment, the profile in the shared
/// config and credentials files (the credentials file first), <see cref="DefaultsMode"/>, or its default.
/// </summary>
public sealed partial class SsoOidcClientOptions
{
    /// <summary>
    /// Gets or sets the AWS region, such as <c>us-west-2</c>. Environment: <c>AWS_REGION</c>, <c>AMAZON_REGION</c>,
    /// <c>AWS_DEFAULT_REGION</c>; the first that exists counts, and where it is empty only the file is asked further. File key
    /// <c>region</c>. No default: it is required. Reference name <c>:region</c>.
    /// </summary>
    public string? Region { get => (string?)Given[OptionRows.Region]; set => Given[OptionRows.Region] = value; }

    /// <summary>
    /// Gets or sets the profile of the shared config and credentials files. Environment: <c>AWS_PROFILE</c>. Default
    /// <c>default</c>; a profile that is not there has no settings, and neither has the one of an empty variable. Given here, and not by the environment, its credentials come
    /// before those of the environment. Reference name <c>:profile</c>.
    /// </summary>
    public string? Profile { get => (string?)Given[OptionRows.Profile]; set => Given[OptionRows.Profile] = value; }

    /// <summary>
    /// Gets or sets the credentials that sign CreateTokenWithIAM; any provider of the AWS SDK will do. They are asked only when
    /// an operation is signed. Default: the first of <see cref="AccessKeyId"/> and its siblings, the profile if it is given in code,
    /// the environment, the current profile, the container or instance that has any. <c>AnonymousAWSCredentials</c> stands for
    /// none. Reference name <c>:credentials</c>.
    /// </summary>
    public AWSCredentials? Credentials
    {
        get => (AWSCredentials?)Given[OptionRows.Credentials];
        set => Given[OptionRows.Credentials] = value;
    }

    /// <summary>
    /// Gets or sets the access key id of static credentials; used with <see cref="SecretAccessKey"/>, where
    /// <see cref="Credentials"/> is not given. No default. Reference name <c>:access_key_id</c>.
    /// </summary>
    public string? AccessKeyId { get => (string?)Given[OptionRows.AccessKeyId]; set => Given[OptionRows.AccessKeyId] = value; }

    /// <summary>
    /// Gets or sets the secret of <see cref="AccessKeyId"/>; never shown. No default. Reference name <c>:secret_access_key</c>.
    /// </summary>
    public string? SecretAccessKey { get => (string?)Given[OptionRows.SecretAccessKey]; set => Given[OptionRows.SecretAccessKey] = value; }

    /// <summary>
    /// Gets or sets the session token of <see cref="AccessKeyId"/>; never shown. No default. Reference name <c>:session_token</c>.
    /// </summary>
    public string? SessionToken { get => (string?)Given[OptionRows.SessionToken]; set => Given[OptionRows.SessionToken] = value; }

    /// <summary>
    /// Gets or sets the account of <see cref="AccessKeyId"/>. No default. Reference name <c>:account_id</c>.
    /// </summary>
    public string? AccountId { get => (string?)Given[OptionRows.AccountId]; set => Given[OptionRows.AccountId] = value; }

    /// <summary>
    /// Gets or sets how often a container or the instance metadata of EC2 is asked for credentials again, 0 to 100. Default 0.
    /// Reference name <c>:instance_profile_credentials_retries</c>.
    /// </summary>
    public int? InstanceMetadataRetries
    {
        get => (int?)Given[OptionRows.InstanceMetadataRetries];
        set => Given[OptionRows.InstanceMetadataRetries] = value;
    }

    /// <summary>
    /// Gets or sets how long a container or the instance metadata of EC2 may take to answer; in text: seconds. Accepted: more
    /// than zero, at most one hour. Default 1 second. Reference name
    /// <c>:instance_profile_credentials_timeout</c>.
    /// </summary>
    public TimeSpan? InstanceMetadataTimeout
    {
        get => (TimeSpan?)Given[OptionRows.InstanceMetadataTimeout];
        set => Given[OptionRows.InstanceMetadataTimeout] = value;
    }

    /// <summary>
    /// Gets or sets where bearer tokens come from; any provider of the AWS SDK will do. No operation of this service asks for one
    /// by itself, only an endpoint provider's scheme <c>bearer</c> does. Default: the sign-in session
    /// that the profile's <c>sso_session</c> names. Reference name <c>:token_provider</c>.
    /// </summary>
    public IAWSTokenProvider? TokenProvider
    {
        get => (IAWSTokenProvider?)Given[OptionRows.TokenProvider];
        set => Given[OptionRows.TokenProvider] = value;
    }

    /// <summary>
    /// Gets or sets a set of defaults that fills in what no other source gives: retry mode and time to connect. Environment:
    /// <c>AWS_DEFAULTS_MODE</c>; file key <c>defaults_mode</c> (both <c>legacy</c>, <c>standard</c>, <c>in-region</c>,
    /// <c>cross-region</c>, <c>mobile</c> or <c>auto</c>, in any case). Default <see cref="DefaultsMode.Legacy"/>. Reference name
    /// <c>:defaults_mode</c>.
    /// </summary>
    public DefaultsMode? DefaultsMode
    {
        get => (DefaultsMode?)Given[OptionRows.DefaultsMode];
        set => Given[OptionRows.DefaultsMode] = value;
    }

    /// <summary>
    /// Gets or sets how long a whole call may take: all its attempts and the waits between them; in text: seconds. A call that
    /// takes longer fails with an <see cref="SsoOidcTransportException"/> of the kind
    /// <see cref="TransportErrorKind.CallTimeout"/>. Accepted: more than zero, or <see cref="Timeout.InfiniteTimeSpan"/>. Default:
    /// no limit. The reference has no such option.
    /// </summary>
    public TimeSpan? CallTimeout { get => (TimeSpan?)Given[OptionRows.CallTimeout]; set => Given[OptionRows.CallTimeout] = value; }

    /// <summary>
    /// Gets or sets a value indicating whether errors are thrown. When false they stand in <see cref="SsoOidcResponse.Error"/>.
    /// Default true. Reference name <c>:raise_response_errors</c>.
    /// </summary>
    public bool? RaiseResponseErrors
    {
        get => (bool?)Given[OptionRows.RaiseResponseErrors];
        set => Given[OptionRows.RaiseResponseErrors] = value;
    }

    /// <summary>
    /// Gets or sets a value indicating whether the client answers from stubs and never touches the network. Default false;
    /// true where <see cref="Stubs"/> has entries. Reference name <c>:stub_responses</c>.
    /// </summary>
    public bool? StubResponses { get => (bool?)Given[OptionRows.StubResponses]; set => Given[OptionRows.StubResponses] = value; }

    /// <summary>
    /// Gets the stubs to start with, one entry per operation; entries turn stubbing on, unless <see cref="StubResponses"/> is false.
    /// Where there are none, those of <see cref="Defaults"/> count. They are read while the client is made.
    /// </summary>
    public IList<OperationStubs> Stubs { get; private set; } = [];

    /// <summary>
    /// Gets the plugins, applied in order. Where there are none, those of <see cref="Defaults"/> count. Default: none. Reference
    /// name <c>:plugins</c>.
    /// </summary>
    public IList<ClientPlugin> Plugins { get; private set; } = [];

    /// <summary>
    /// Gets or sets the name of the application, for the User-Agent; other characters than those of a token become dashes.
    /// Environment: <c>AWS_SDK_UA_APP_ID</c>; file key <c>sdk_ua_app_id</c>. Default: none. Reference name
    /// <c>:sdk_ua_app_id</c>.
    /// </summary>
    public string? AppId { get => (string?)Given[OptionRows.AppId]; set => Given[OptionRows.AppId] = value; }

    /// <summary>
    /// Gets or sets what ends the User-Agent: printable ASCII characters. Default: nothing. Reference name
    /// <c>:user_agent_suffix</c>.
    /// </summary>
    public string? UserAgentSuffix { get => (string?)Given[OptionRows.UserAgentSuffix]; set => Given[OptionRows.UserAgentSuffix] = value; }

    /// <summary>
    /// Gets or sets the frameworks to name in the User-Agent, such as <c>my-framework#1.2</c>: printable ASCII characters, of which
    /// those that may not stand in a token become dashes. All are named; the reference names those it finds on the stack. Default:
    /// none. Reference name <c>:user_agent_frameworks</c>.
    /// </summary>
    public IReadOnlyList<string>? UserAgentFrameworks
    {
        get => (IReadOnlyList<string>?)Given[OptionRows.UserAgentFrameworks];
        set => Given[OptionRows.UserAgentFrameworks] = value;
    }

    /// <summary>Gets or sets where the client's log goes. Default: nowhere. Reference name <c>:logger</c>.</summary>
    public ILoggerFactory? LoggerFactory
    {
        get => (ILoggerFactory?)Given[OptionRows.LoggerFactory];
        set
        {
            Given[OptionRows.LoggerFactory] = value;
            Log = value is null ? null : new ClientLog(value);
        }
    }

    /// <summary>Gets or sets the clock. Default: the system's. The reference has no such option.</summary>
    public TimeProvider? TimeProvider
    {
        get => (TimeProvider?)Given[OptionRows.TimeProvider];
        set => Given[OptionRows.TimeProvider] = value;
    }

    /// <summary>
    /// Gets or sets options that fill in what is not given here, so that a host sets shared values once. They may have
    /// defaults of their own.
    /// </summary>
    public SsoOidcClientOptions? Defaults { get; set; }

    /// <summary>
    /// Sets options from a configuration: keys are the names of options and groups, such as <c>Region</c> and
    /// <c>Retry:MaxAttempts</c>, in any case; durations are seconds or <c>hh:mm:ss</c>, lists have one entry per item. Unknown
    /// keys and values that cannot be used are reported when a client is made, together with all other problems. No reflection
    /// takes part.
    /// </summary>
    /// <param name="configuration">The configuration, or a section of it.</param>
    public void Bind(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        (Binding ??= new ConfigurationBinding()).Bind(this, configuration);
    }
}
