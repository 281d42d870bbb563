namespace SsoOidc;

/// <summary>Options of one call; what is null is as the client has it.</summary>
public sealed class RequestOptions
{
    private TimeSpan? _callTimeout;

    /// <summary>Gets or sets a value indicating whether an error of this call is thrown or stands in <see cref="SsoOidcResponse.Error"/>.</summary>
    public bool? RaiseResponseErrors { get; set; }

    /// <summary>
    /// Gets or sets how long this call may take, see <see cref="SsoOidcClientOptions.CallTimeout"/>;
    /// <see cref="Timeout.InfiniteTimeSpan"/> lifts the client's limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither above zero nor <see cref="Timeout.InfiniteTimeSpan"/>.</exception>
    public TimeSpan? CallTimeout
    {
        get => _callTimeout;
        set => _callTimeout = value is not { } timeout || Options.OptionChecks.IsTimeout(timeout)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Give a time span above zero, or Timeout.InfiniteTimeSpan.");
    }
}
