namespace SsoOidc.Options;

/// <summary>The rows of <see cref="RetryOptions"/>.</summary>
internal static class RetryRows
{
    public static readonly OptionRow RetryMode = new(OptionGroups.Retry, "Mode", SsoOidc.RetryMode.Legacy)
    {
        ReferenceName = "retry_mode",
        Environment = ["AWS_RETRY_MODE"],
        FileKey = "retry_mode",
        Text = OptionText.OneOf(static () =>
            [("legacy", SsoOidc.RetryMode.Legacy), ("standard", SsoOidc.RetryMode.Standard), ("adaptive", SsoOidc.RetryMode.Adaptive)]),
        ParseSource = static text => text switch
        {
            "legacy" => SsoOidc.RetryMode.Legacy,
            "standard" => SsoOidc.RetryMode.Standard,
            "adaptive" => SsoOidc.RetryMode.Adaptive,
            _ => throw new FormatException(),
        },
        IsAccepted = static value => Enum.IsDefined((RetryMode)value),
        ModeValue = DefaultsModes.RetryModeOf,
    };

    public static readonly OptionRow MaxAttempts = new(OptionGroups.Retry, "MaxAttempts", 3)
    {
        ReferenceName = "max_attempts",
        Environment = ["AWS_MAX_ATTEMPTS"],
        FileKey = "max_attempts",
        Text = OptionText.WholeNumber,
        Accepts = "a whole number, 1 or more",
        IsAccepted = OptionChecks.AtLeastOne,
    };

    public static readonly OptionRow RetryLimit = new(OptionGroups.Retry, "Limit", 3)
    {
        ReferenceName = "retry_limit",
        Text = OptionText.WholeNumber,
        Accepts = "a whole number, 0 or more",
        IsAccepted = static value => (int)value >= 0,
    };

    public static readonly OptionRow RetryBaseDelay = new(OptionGroups.Retry, "BaseDelay", TimeSpan.FromSeconds(0.3))
    {
        ReferenceName = "retry_base_delay",
        Text = OptionText.Seconds,
        Accepts = OptionChecks.DelayText,
        IsAccepted = OptionChecks.Delay,
    };

    public static readonly OptionRow RetryMaxDelay = new(OptionGroups.Retry, "MaxDelay", TimeSpan.Zero)
    {
        ReferenceName = "retry_max_delay",
        Text = OptionText.Seconds,
        Accepts = OptionChecks.DelayText,
        IsAccepted = OptionChecks.Delay,
    };

    public static readonly OptionRow RetryJitter = new(OptionGroups.Retry, "Jitter", SsoOidc.RetryJitter.None)
    {
        ReferenceName = "retry_jitter",
        Text = OptionText.OneOf(static () =>
            [("none", SsoOidc.RetryJitter.None), ("equal", SsoOidc.RetryJitter.Equal), ("full", SsoOidc.RetryJitter.Full)]),
        IsAccepted = static value => Enum.IsDefined((RetryJitter)value),
    };

    public static readonly OptionRow RetryOwnJitter = new(OptionGroups.Retry, "OwnJitter")
    {
        ReferenceName = "retry_jitter",
        IsReplaced = static options => options.Given[RetryJitter] is not null,
    };

    public static readonly OptionRow RetryBackoff = new(OptionGroups.Retry, "Backoff")
    {
        ReferenceName = "retry_backoff",
    };

    public static readonly OptionRow RetryDecide = new(OptionGroups.Retry, "Decide");

    public static readonly OptionRow CorrectClockSkew = new(OptionGroups.Retry, "CorrectClockSkew", true)
    {
        ReferenceName = "correct_clock_skew",
        Environment = ["AWS_CORRECT_CLOCK_SKEW"],
        FileKey = "correct_clock_skew",
        Text = OptionText.Boolean,
        ParseSource = OptionText.ExactBoolean,
    };

    public static readonly OptionRow AdaptiveWaitToFill = new(OptionGroups.Retry, "AdaptiveWaitToFill", true)
    {
        ReferenceName = "adaptive_retry_wait_to_fill",
        Environment = ["AWS_ADAPTIVE_RETRY_WAIT_TO_FILL"],
        FileKey = "adaptive_retry_wait_to_fill",
        Text = OptionText.Boolean,
        ParseSource = OptionText.ExactBoolean,
    };
}
