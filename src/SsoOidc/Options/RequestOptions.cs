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

    /// <summary>
    /// Gets or sets where the body of the answer goes, if the call succeeds: a path, a stream or a function. Default: nowhere.
    /// Reference name <c>target:</c>, as a parameter <c>:response_target</c>.
    /// </summary>
    public ResponseTarget? Target { get; set; }

    /// <summary>
    /// Gets or sets what is called for each part of the request's body that is sent, in place of <see cref="HttpOptions.OnChunkSent"/>.
    /// Default: what the client has. Reference name, as a parameter: <c>:on_chunk_sent</c>.
    /// </summary>
    public Action<ReadOnlyMemory<byte>, long, long?>? OnChunkSent { get; set; }

    /// <summary>
    /// Gets or sets what is called for each part of the answer's body that arrives, in place of
    /// <see cref="HttpOptions.OnChunkReceived"/>. Default: what the client has. Reference name, as a parameter: <c>:on_chunk_received</c>.
    /// </summary>
    public Action<ReadOnlyMemory<byte>, long, long?>? OnChunkReceived { get; set; }

    internal bool Observes => Target is not null || OnChunkSent is not null || OnChunkReceived is not null;
}
