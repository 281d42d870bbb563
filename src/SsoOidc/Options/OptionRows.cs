namespace SsoOidc.Options;

/// <summary>Every option of the client, one row each.</summary>
internal static class OptionRows
{
    public static readonly OptionRow Region = new("Region", static o => o.Region)
    {
        ReferenceName = "region",
        Environment = ["AWS_REGION", "AMAZON_REGION", "AWS_DEFAULT_REGION"],
        Parse = static text => text,
        Accepts = "an AWS region such as us-west-2",
    };

    public static readonly OptionRow Credentials = new("Credentials", static o => o.Credentials)
    {
        ReferenceName = "credentials",
        IsSecret = true,
    };

    public static readonly OptionRow EndpointUrl = new("Endpoint.Url", static o => o.Endpoint.Url)
    {
        ReferenceName = "endpoint",
        Environment = ["AWS_ENDPOINT_URL_SSO_OIDC", "AWS_ENDPOINT_URL"],
        Parse = static text => text,
        Accepts = "an absolute http or https URL",
        IsAccepted = static value => HttpUrl.IsAccepted((string)value),
    };

    public static readonly OptionRow IgnoreConfiguredUrls = new("Endpoint.IgnoreConfiguredUrls", static o => o.Endpoint.IgnoreConfiguredUrls, false)
    {
        ReferenceName = "ignore_configured_endpoint_urls",
        Environment = ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"],
        Parse = static text => text.Equals("true", StringComparison.OrdinalIgnoreCase),
    };

    public static readonly OptionRow UseFips = new("Endpoint.UseFips", static o => o.Endpoint.UseFips, false)
    {
        ReferenceName = "use_fips_endpoint",
        Environment = ["AWS_USE_FIPS_ENDPOINT"],
        Parse = static text => text == "true",
    };

    public static readonly OptionRow UseDualStack = new("Endpoint.UseDualStack", static o => o.Endpoint.UseDualStack, false)
    {
        ReferenceName = "use_dualstack_endpoint",
        Environment = ["AWS_USE_DUALSTACK_ENDPOINT"],
        Parse = static text => text == "true",
    };

    public static readonly OptionRow EndpointProvider = new("Endpoint.Provider", static o => o.Endpoint.Provider, SsoOidc.EndpointProvider.BuiltIn)
    {
        ReferenceName = "endpoint_provider",
    };

    public static readonly OptionRow RetryMode = new("Retry.Mode", static o => o.Retry.Mode, SsoOidc.RetryMode.Legacy)
    {
        ReferenceName = "retry_mode",
        Environment = ["AWS_RETRY_MODE"],
        Accepts = "legacy, standard or adaptive",
        Parse = static text => text switch
        {
            "legacy" => SsoOidc.RetryMode.Legacy,
            "standard" => SsoOidc.RetryMode.Standard,
            "adaptive" => SsoOidc.RetryMode.Adaptive,
            _ => throw new FormatException(),
        },
        IsAccepted = static value => (RetryMode)value is SsoOidc.RetryMode.Legacy or SsoOidc.RetryMode.Standard or SsoOidc.RetryMode.Adaptive,
    };

    public static readonly OptionRow MaxAttempts = new("Retry.MaxAttempts", static o => o.Retry.MaxAttempts, 3)
    {
        ReferenceName = "max_attempts",
        Environment = ["AWS_MAX_ATTEMPTS"],
        Accepts = "a whole number, 1 or more",
        Parse = static text => int.Parse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture),
        IsAccepted = static value => (int)value >= 1,
    };

    public static readonly OptionRow HttpHandler = new("Http.Handler", static o => o.Http.Handler);

    public static readonly OptionRow HttpClient = new("Http.Client", static o => o.Http.Client);

    public static readonly OptionRow HttpHandlerFactory = new("Http.HandlerFactory", static o => o.Http.HandlerFactory);

    public static readonly OptionRow HttpHandlerName = new("Http.HandlerName", static o => o.Http.HandlerName, "SsoOidc");

    public static readonly OptionRow ConnectTimeout = new("Http.ConnectTimeout", static o => o.Http.ConnectTimeout, TimeSpan.FromSeconds(15))
    {
        ReferenceName = "http_open_timeout",
        Accepts = "a time span above zero, or Timeout.InfiniteTimeSpan",
        IsAccepted = static value => IsTimeout((TimeSpan)value),
    };

    public static readonly OptionRow ReadTimeout = new("Http.ReadTimeout", static o => o.Http.ReadTimeout, TimeSpan.FromSeconds(60))
    {
        ReferenceName = "http_read_timeout",
        Accepts = "a time span above zero, or Timeout.InfiniteTimeSpan",
        IsAccepted = static value => IsTimeout((TimeSpan)value),
    };

    public static readonly OptionRow IdleTimeout = new("Http.IdleTimeout", static o => o.Http.IdleTimeout, TimeSpan.FromSeconds(5))
    {
        ReferenceName = "http_idle_timeout",
        Accepts = "a time span from zero to 24 days, or Timeout.InfiniteTimeSpan",
        IsAccepted = static value => (TimeSpan)value == TimeSpan.Zero || IsTimeout((TimeSpan)value),
    };

    public static readonly OptionRow ValidateParameters = new("Parameters.Validate", static o => o.Parameters.Validate, true)
    {
        ReferenceName = "validate_params",
    };

    public static readonly OptionRow ConvertParameters = new("Parameters.Convert", static o => o.Parameters.Convert, true)
    {
        ReferenceName = "convert_params",
    };

    public static readonly OptionRow RaiseResponseErrors = new("RaiseResponseErrors", static o => o.RaiseResponseErrors, true)
    {
        ReferenceName = "raise_response_errors",
    };

    public static readonly OptionRow StubResponses = new("StubResponses", static o => o.StubResponses ?? (o.Stubs.Count > 0 ? true : null), false)
    {
        ReferenceName = "stub_responses",
    };

    public static readonly OptionRow LoggerFactory = new("LoggerFactory", static o => o.LoggerFactory) { ReferenceName = "logger" };

    public static readonly OptionRow TimeProvider = new("TimeProvider", static o => o.TimeProvider, System.TimeProvider.System);

    public static readonly OptionRow RetryLimit = new("Retry.Limit", static o => o.Retry.Limit, 3)
    {
        ReferenceName = "retry_limit",
        Accepts = "a whole number, 0 or more",
        IsAccepted = static value => (int)value >= 0,
    };

    public static readonly OptionRow RetryBaseDelay = new("Retry.BaseDelay", static o => o.Retry.BaseDelay, TimeSpan.FromSeconds(0.3))
    {
        ReferenceName = "retry_base_delay",
        Accepts = "a time span of zero or more",
        IsAccepted = static value => (TimeSpan)value >= TimeSpan.Zero,
    };

    public static readonly OptionRow RetryMaxDelay = new("Retry.MaxDelay", static o => o.Retry.MaxDelay, TimeSpan.Zero)
    {
        ReferenceName = "retry_max_delay",
        Accepts = "a time span of zero or more",
        IsAccepted = static value => (TimeSpan)value >= TimeSpan.Zero,
    };

    public static readonly OptionRow RetryJitter = new("Retry.Jitter", static o => o.Retry.Jitter, SsoOidc.RetryJitter.None)
    {
        ReferenceName = "retry_jitter",
        Accepts = "None, Equal or Full",
        IsAccepted = static value => (RetryJitter)value is SsoOidc.RetryJitter.None or SsoOidc.RetryJitter.Equal or SsoOidc.RetryJitter.Full,
    };

    public static readonly OptionRow RetryOwnJitter = new("Retry.OwnJitter", static o => o.Retry.OwnJitter) { ReferenceName = "retry_jitter" };

    public static readonly OptionRow RetryBackoff = new("Retry.Backoff", static o => o.Retry.Backoff) { ReferenceName = "retry_backoff" };

    public static readonly OptionRow RetryDecide = new("Retry.Decide", static o => o.Retry.Decide);

    public static readonly OptionRow CorrectClockSkew = new("Retry.CorrectClockSkew", static o => o.Retry.CorrectClockSkew, true)
    {
        ReferenceName = "correct_clock_skew",
        Environment = ["AWS_CORRECT_CLOCK_SKEW"],
        Accepts = "true or false",
        Parse = static text => ParseExactBoolean(text),
    };

    public static readonly OptionRow AdaptiveWaitToFill = new("Retry.AdaptiveWaitToFill", static o => o.Retry.AdaptiveWaitToFill, true)
    {
        ReferenceName = "adaptive_retry_wait_to_fill",
        Environment = ["AWS_ADAPTIVE_RETRY_WAIT_TO_FILL"],
        Accepts = "true or false",
        Parse = static text => ParseExactBoolean(text),
    };

    public static readonly OptionRow CallTimeout = new("CallTimeout", static o => o.CallTimeout, Timeout.InfiniteTimeSpan)
    {
        Accepts = "a time span above zero, or Timeout.InfiniteTimeSpan",
        IsAccepted = static value => IsTimeout((TimeSpan)value),
    };

    public static readonly OptionRow[] All =
    [
        Region, Credentials, EndpointUrl, IgnoreConfiguredUrls, UseFips, UseDualStack, EndpointProvider, RetryMode, MaxAttempts,
        HttpHandler, HttpClient, HttpHandlerFactory, HttpHandlerName, ConnectTimeout, ReadTimeout, IdleTimeout,
        ValidateParameters, ConvertParameters, RaiseResponseErrors, StubResponses, LoggerFactory, TimeProvider,
        RetryLimit, RetryBaseDelay, RetryMaxDelay, RetryJitter, RetryOwnJitter, RetryBackoff, RetryDecide, CorrectClockSkew,
        AdaptiveWaitToFill, CallTimeout,
    ];

    internal static bool IsTimeout(TimeSpan value) =>
        value == Timeout.InfiniteTimeSpan || (value > TimeSpan.Zero && value.TotalMilliseconds <= int.MaxValue);

    private static bool ParseExactBoolean(string text) => text switch
    {
        "true" => true,
        "false" => false,
        _ => throw new FormatException(),
    };
}
