using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using SsoOidc.Options;

namespace SsoOidc;

/// <summary>What a client works with: every option resolved, and where each value came from. It does not change.</summary>
public sealed class SsoOidcClientConfig
{
    private readonly IReadOnlyDictionary<OptionRow, ResolvedValue> _values;

    internal SsoOidcClientConfig(IReadOnlyDictionary<OptionRow, ResolvedValue> values, SystemSeams seams, string region, bool useFips)
    {
        _values = values;
        Seams = seams;
        Region = region;
        UseFips = useFips;
        RaiseResponseErrors = Get<bool>(OptionRows.RaiseResponseErrors);
        TimeProvider = Get<TimeProvider>(OptionRows.TimeProvider);
    }

    /// <summary>Gets the region, freed of a <c>fips-</c> or <c>-fips</c> in a legacy name.</summary>
    public string Region { get; }

    /// <summary>Gets the credentials option; null where the environment is asked when an operation is signed.</summary>
    public AWSCredentials? Credentials => (AWSCredentials?)_values[OptionRows.Credentials].Value;

    /// <summary>Gets the custom endpoint; null where the region decides.</summary>
    public string? EndpointUrl => (string?)_values[OptionRows.EndpointUrl].Value;

    /// <summary>Gets a value indicating whether FIPS endpoints are used.</summary>
    public bool UseFips { get; }

    /// <summary>Gets a value indicating whether dual-stack endpoints are used.</summary>
    public bool UseDualStack => Get<bool>(OptionRows.UseDualStack);

    /// <summary>Gets the endpoint rules.</summary>
    public EndpointProvider EndpointProvider => Get<EndpointProvider>(OptionRows.EndpointProvider);

    /// <summary>Gets the retry mode.</summary>
    public RetryMode RetryMode => Get<RetryMode>(OptionRows.RetryMode);

    /// <summary>Gets how many attempts a call may have in the modes standard and adaptive.</summary>
    public int MaxAttempts => Get<int>(OptionRows.MaxAttempts);

    /// <summary>Gets how often a failed call is retried in the mode legacy.</summary>
    public int RetryLimit => Get<int>(OptionRows.RetryLimit);

    /// <summary>Gets the wait before the first retry in the mode legacy.</summary>
    public TimeSpan RetryBaseDelay => Get<TimeSpan>(OptionRows.RetryBaseDelay);

    /// <summary>Gets the longest wait in the mode legacy; zero for no cap.</summary>
    public TimeSpan RetryMaxDelay => Get<TimeSpan>(OptionRows.RetryMaxDelay);

    /// <summary>Gets how waits are spread in the mode legacy.</summary>
    public RetryJitter RetryJitter => Get<RetryJitter>(OptionRows.RetryJitter);

    /// <summary>Gets a value indicating whether a wrong clock is corrected in the modes standard and adaptive.</summary>
    public bool CorrectClockSkew => Get<bool>(OptionRows.CorrectClockSkew);

    /// <summary>Gets a value indicating whether calls wait for capacity in the mode adaptive.</summary>
    public bool AdaptiveWaitToFill => Get<bool>(OptionRows.AdaptiveWaitToFill);

    /// <summary>Gets how long a whole call may take; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</summary>
    public TimeSpan CallTimeout => Get<TimeSpan>(OptionRows.CallTimeout);

    /// <summary>Gets how long connecting may take.</summary>
    public TimeSpan ConnectTimeout => Get<TimeSpan>(OptionRows.ConnectTimeout);

    /// <summary>Gets how long the client waits for headers, and for each part of the body.</summary>
    public TimeSpan ReadTimeout => Get<TimeSpan>(OptionRows.ReadTimeout);

    /// <summary>Gets how long an unused connection is kept.</summary>
    public TimeSpan IdleTimeout => Get<TimeSpan>(OptionRows.IdleTimeout);

    /// <summary>Gets a value indicating whether parameters are checked before anything is sent.</summary>
    public bool ValidateParameters => Get<bool>(OptionRows.ValidateParameters);

    /// <summary>Gets a value indicating whether the values of loose calls are converted.</summary>
    public bool ConvertParameters => Get<bool>(OptionRows.ConvertParameters);

    /// <summary>Gets a value indicating whether errors are thrown.</summary>
    public bool RaiseResponseErrors { get; }

    /// <summary>Gets a value indicating whether the client answers from stubs.</summary>
    public bool StubResponses => Get<bool>(OptionRows.StubResponses);

    /// <summary>Gets where the client's log goes; null for nowhere.</summary>
    public ILoggerFactory? LoggerFactory => (ILoggerFactory?)_values[OptionRows.LoggerFactory].Value;

    /// <summary>Gets the clock.</summary>
    public TimeProvider TimeProvider { get; }

    internal SystemSeams Seams { get; }

    internal Retries.RetrySettings RetrySettings => new()
    {
        Mode = RetryMode,
        Limit = RetryLimit,
        BaseDelay = RetryBaseDelay,
        MaxDelay = RetryMaxDelay,
        Jitter = RetryJitter,
        OwnJitter = Get<Func<TimeSpan, TimeSpan>?>(OptionRows.RetryOwnJitter),
        Backoff = Get<Func<FailedAttempt, TimeSpan>?>(OptionRows.RetryBackoff),
        Decide = Get<Func<FailedAttempt, RetryDecision>?>(OptionRows.RetryDecide),
        MaxAttempts = MaxAttempts,
        CorrectClockSkew = CorrectClockSkew,
        AdaptiveWaitToFill = AdaptiveWaitToFill,
        ReadTimeout = ReadTimeout,
        Time = TimeProvider,
        Random = Seams.Random,
    };

    internal T Get<T>(OptionRow row) => (T)_values[row].Value!;

    /// <summary>Returns where an option's value came from.</summary>
    /// <param name="option">The option, such as <c>Retry.MaxAttempts</c>.</param>
    /// <exception cref="ArgumentException">There is no such option.</exception>
    public string SourceOf(string option)
    {
        var row = Array.Find(OptionRows.All, row => row.Name == option)
            ?? throw new ArgumentException($"There is no option '{Shapes.Text.ForDisplay(option)}'.", nameof(option));
        return _values[row].Source;
    }
}
