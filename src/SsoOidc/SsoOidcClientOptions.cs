using Amazon.Runtime;
using Microsoft.Extensions.Logging;

namespace SsoOidc;

/// <summary>
/// The options of a client. They are read once, while the client is constructed; later changes have no effect. An option
/// that is null is "not given": its value then comes from <see cref="Defaults"/>, the environment, or its default.
/// </summary>
public sealed class SsoOidcClientOptions
{
    /// <summary>
    /// Gets or sets the AWS region, such as <c>us-west-2</c>. Environment: <c>AWS_REGION</c>, <c>AMAZON_REGION</c>,
    /// <c>AWS_DEFAULT_REGION</c>; the first that exists counts, and an empty one ends the search. No default: it is required.
    /// Reference name <c>:region</c>.
    /// </summary>
    public string? Region { get; set; }

    /// <summary>
    /// Gets or sets the credentials that sign CreateTokenWithIAM; any provider of the AWS SDK will do. They are asked only when
    /// an operation is signed. Default: the environment (<c>AWS_ACCESS_KEY_ID</c>, <c>AWS_SECRET_ACCESS_KEY</c>,
    /// <c>AWS_SESSION_TOKEN</c>). <c>AnonymousAWSCredentials</c> stands for none. Reference name <c>:credentials</c>.
    /// </summary>
    public AWSCredentials? Credentials { get; set; }

    /// <summary>Gets the options of the endpoint.</summary>
    public EndpointOptions Endpoint { get; private set; } = new();

    /// <summary>Gets the options of retries.</summary>
    public RetryOptions Retry { get; private set; } = new();

    /// <summary>
    /// Gets or sets how long a whole call may take: all its attempts and the waits between them. A call that takes longer fails
    /// with an <see cref="SsoOidcTransportException"/> of the kind <see cref="TransportErrorKind.CallTimeout"/>. Accepted: more
    /// than zero, or <see cref="Timeout.InfiniteTimeSpan"/>. Default: no limit.
    /// </summary>
    public TimeSpan? CallTimeout { get; set; }

    /// <summary>Gets the options of the transport.</summary>
    public HttpOptions Http { get; private set; } = new();

    /// <summary>Gets the options of parameter conversion and validation.</summary>
    public ParameterOptions Parameters { get; private set; } = new();

    /// <summary>
    /// Gets or sets a value indicating whether errors are thrown. When false they stand in <see cref="SsoOidcResponse.Error"/>.
    /// Default true. Reference name <c>:raise_response_errors</c>.
    /// </summary>
    public bool? RaiseResponseErrors { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether the client answers from stubs and never touches the network. Default false;
    /// true where <see cref="Stubs"/> has entries. Reference name <c>:stub_responses</c>.
    /// </summary>
    public bool? StubResponses { get; set; }

    /// <summary>Gets the stubs to start with, one entry per operation; entries turn stubbing on.</summary>
    public IList<OperationStubs> Stubs { get; private set; } = [];

    /// <summary>Gets the plugins, applied in order. Reference name <c>:plugins</c>.</summary>
    public IList<ClientPlugin> Plugins { get; internal set; } = [];

    /// <summary>Gets or sets where the client's log goes. Default: nowhere. Reference name <c>:logger</c>.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Gets or sets the clock. Default: the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>
    /// Gets or sets options that fill in what is not given here, so that a host sets shared values once. They may have
    /// defaults of their own.
    /// </summary>
    public SsoOidcClientOptions? Defaults { get; set; }

    internal Options.SystemSeams? Seams { get; set; }

    /// <summary>What a configuration gives to plugins; they take it when the client is made.</summary>
    private List<Pipeline.PluginSetting>? PluginSettings { get; set; }

    /// <summary>Keeps the text of a key such as <c>Plugins:Tenant:Id</c> until the client is made and its plugins are known.</summary>
    internal void AddPluginSetting(string plugin, string option, string value, string source) =>
        (PluginSettings ??= []).Add(new(plugin, option, value, source));

    /// <summary>The settings of all levels, those that count less first.</summary>
    internal List<Pipeline.PluginSetting> FindPluginSettings() =>
        [.. Enumerable.Reverse(Levels()).SelectMany(static level => level.PluginSettings ?? [])];

    /// <summary>The plugins of the nearest level that has any.</summary>
    internal IList<ClientPlugin>? FindPlugins() => Levels().FirstOrDefault(static level => level.Plugins.Count > 0)?.Plugins;

    private List<SsoOidcClientOptions> Levels()
    {
        var levels = new List<SsoOidcClientOptions>();
        for (var level = this; level is not null && !levels.Contains(level); level = level.Defaults)
        {
            levels.Add(level);
        }

        return levels;
    }

    /// <summary>The client's own copy, which plugins may change.</summary>
    internal SsoOidcClientOptions Copy()
    {
        var copy = (SsoOidcClientOptions)MemberwiseClone();
        copy.Endpoint = Endpoint.Copy();
        copy.Retry = Retry.Copy();
        copy.Http = Http.Copy();
        copy.Parameters = Parameters.Copy();
        copy.Stubs = [.. Stubs];
        copy.Plugins = [.. Plugins];
        copy.PluginSettings = PluginSettings is null ? null : [.. PluginSettings];
        return copy;
    }
}
