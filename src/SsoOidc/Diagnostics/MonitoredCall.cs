namespace SsoOidc.Diagnostics;

/// <summary>What client-side monitoring notes of a call.</summary>
internal sealed class MonitoredCall(OperationContext context)
{
    private readonly long _start = Milliseconds(context.Config.TimeProvider);

    /// <summary>Where it stands on the context, for the handler of the attempts.</summary>
    public static readonly ContextKey<MonitoredCall> Key = new("monitored call");

    public OperationContext Context { get; } = context;

    public long Timestamp { get; } = context.Config.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();

    public List<MonitoredAttempt> Attempts { get; } = [];

    public long Latency { get; private set; }

    /// <summary>Whether the call's failure reaches the caller as an exception.</summary>
    public bool IsRaised { get; private set; }

    public bool IsRetryable { get; private set; }

    /// <summary>Notes the end of a call that has a response or an error.</summary>
    public void End()
    {
        var error = Context.Error;
        EndAs(error is not null && Context.RaisesErrors);
        IsRetryable = IsRaised && error!.IsRetryable;
        if (error is not null)
        {
            // An answer that cannot be read is a failure that the last attempt does not know of.
            Attempts[^1].SdkFailure = Attempts[^1].ServiceFailure is null ? MonitoredFailure.Of(error) : null;
        }
    }

    /// <summary>Notes the end of a call by an exception that passes through.</summary>
    public void End(Exception exception)
    {
        var timeout = Context.TimeoutError(exception);
        EndAs(isRaised: timeout is null || Context.RaisesErrors);
        Attempts[^1].SdkFailure = MonitoredFailure.Of(timeout ?? exception);
    }

    // In two parts, of which none overflows.
    public static long Milliseconds(TimeProvider time)
    {
        (long seconds, long rest) = Math.DivRem(time.GetTimestamp(), time.TimestampFrequency);
        return (seconds * 1000) + (rest * 1000 / time.TimestampFrequency);
    }

    private void EndAs(bool isRaised)
    {
        Latency = Milliseconds(Context.Config.TimeProvider) - _start;
        IsRaised = isRaised;
        if (Attempts.Count == 0)
        {
            Attempts.Add(new MonitoredAttempt());
        }
    }
}

/// <summary>What is noted of an attempt; one that never ended has neither time nor place.</summary>
internal sealed class MonitoredAttempt
{
    public long? Timestamp { get; init; }

    public string? Host { get; init; }

    public string? Region { get; init; }

    public string? UserAgent { get; init; }

    public string? AccessKeyId { get; init; }

    public int? Status { get; set; }

    public string? AmznRequestId { get; set; }

    public string? AmzRequestId { get; set; }

    public string? AmzId2 { get; set; }

    public long? Latency { get; set; }

    /// <summary>The failure that the service or the transport gave.</summary>
    public MonitoredFailure? ServiceFailure { get; set; }

    /// <summary>A failure of the client's own.</summary>
    public MonitoredFailure? SdkFailure { get; set; }
}

/// <summary>A failure by name and message.</summary>
internal sealed record MonitoredFailure(string Name, string Message)
{
    // Of an exception that is not the library's own only the type is told: nobody knows what its text quotes.
    public static MonitoredFailure Of(Exception exception) => exception switch
    {
        SsoOidcServiceException error => new(error.Code, error.Message),
        _ when exception.GetType().Assembly == typeof(MonitoredFailure).Assembly => new(exception.GetType().Name, exception.Message),
        _ => new(exception.GetType().Name, exception.GetType().FullName!),
    };
}
