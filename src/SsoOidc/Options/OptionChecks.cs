namespace SsoOidc.Options;

/// <summary>What options accept, where several accept the same.</summary>
internal static class OptionChecks
{
    // One function for all rows that share it: each takes the JIT longer than a row.
    public static readonly Func<object, bool> Timeout = static value => IsTimeout((TimeSpan)value);

    public static readonly Func<object, bool> IdleTime = static value => IsIdleTime((TimeSpan)value);

    public static readonly Func<object, bool> Delay = static value => IsDelay((TimeSpan)value);

    public static readonly Func<object, bool> NotEmpty = static value => ((string)value).Length > 0;

    public static readonly Func<object, bool> AtLeastOne = static value => (int)value >= 1;

    public const string TimeoutText = "a time span above zero and at most 24 days, or Timeout.InfiniteTimeSpan (in text: seconds, or infinite)";

    public const string DelayText = "a time span of zero or more and at most 24 days (in text: seconds)";

    public static bool IsTimeout(TimeSpan value) =>
        value == System.Threading.Timeout.InfiniteTimeSpan || (value > TimeSpan.Zero && value.TotalMilliseconds <= int.MaxValue);

    public const string IdleText = "a time span from zero to 24 days, or Timeout.InfiniteTimeSpan (in text: seconds, or infinite)";

    private static bool IsIdleTime(TimeSpan value) => value == TimeSpan.Zero || IsTimeout(value);

    private static bool IsDelay(TimeSpan value) => value >= TimeSpan.Zero && value.TotalMilliseconds <= int.MaxValue;

    /// <summary>Whether the text can stand in a header as it is.</summary>
    public static bool IsHeaderText(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    public static object WithoutBlanks(object list) =>
        ((IEnumerable<string?>)list).Where(static item => !string.IsNullOrEmpty(item)).Select(static item => item!).ToArray();

    /// <summary>An http URL, a host with a port, or nothing: no proxy, whatever the environment says.</summary>
    public static bool IsProxy(string value) => value.Length == 0 || (HttpUrl.IsAccepted(WithScheme(value)) && ProxyAddress.Parse(value) is not null);

    private static string WithScheme(string value) =>
        value.Contains("://", StringComparison.Ordinal) || value.LastIndexOf(':') <= 0 ? value : "http://" + value;
}
