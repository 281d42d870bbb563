namespace SsoOidc.Retries;

/// <summary>What a retry mode decides, and what a client remembers for it from one call to the next.</summary>
internal abstract class RetryRules
{
    private RetryPipelines? _pipelines;

    protected RetryRules(IRetrySettings settings)
    {
        Settings = settings;
        Skew = new ClockSkew(settings.TimeProvider, settings.CorrectClockSkew);
    }

    public ClockSkew Skew { get; }

    /// <summary>How many retries a call may have.</summary>
    public abstract int MaxRetries { get; }

    /// <summary>Whether the error code matters where the status alone makes an answer worth a retry.</summary>
    public abstract bool NeedsCode { get; }

    /// <summary>The caller's own function that decides what follows a failure; null where there is none.</summary>
    public Func<FailedAttempt, RetryDecision>? OwnDecision => Settings.Decide;

    /// <summary>The caller's own function that says how long to wait; null where there is none, or the mode takes none.</summary>
    public virtual Func<FailedAttempt, TimeSpan>? OwnBackoff => null;

    /// <summary>Drives the retries; made on first use.</summary>
    public RetryPipelines Pipelines => Volatile.Read(ref _pipelines) ?? CreatePipelines();

    protected IRetrySettings Settings { get; }

    public static RetryRules Create(IRetrySettings settings) => settings.RetryMode switch
    {
        RetryMode.Legacy => new LegacyRules(settings),
        RetryMode.Standard => new StandardRules(settings),
        _ => new AdaptiveRules(settings),
    };

    /// <summary>Waits until an attempt may be sent; false where it may not and the caller does not want to wait.</summary>
    public virtual ValueTask<bool> WaitForTurnAsync(CancellationToken cancellationToken) => new(true);

    /// <summary>Returns what <c>amz-sdk-request</c> says of an attempt; null where the mode does not send it.</summary>
    public virtual string? AttemptHeader(int attempt, Uri uri) => null;

    /// <summary>Learns from an attempt, before it is decided what follows.</summary>
    /// <param name="uri">Where it went.</param>
    /// <param name="response">The answer; null where none came.</param>
    /// <param name="reasons">Why it may be retried; null after a success.</param>
    /// <param name="lastCost">What the last retry of the call has cost; 0 for a first attempt.</param>
    public virtual void Observe(Uri uri, OperationHttpResponse? response, RetryReasons? reasons, int lastCost)
    {
    }

    /// <summary>Pays for a retry out of what all calls of the client share.</summary>
    public virtual bool TryPay(RetryReasons reasons, out int cost)
    {
        cost = 0;
        return true;
    }

    /// <summary>Returns the mode's own wait before the next attempt, from the number of retries made before.</summary>
    public abstract TimeSpan Delay(int retries);

    private RetryPipelines CreatePipelines()
    {
        var pipelines = new RetryPipelines(MaxRetries);
        return Interlocked.CompareExchange(ref _pipelines, pipelines, null) ?? pipelines;
    }
}

/// <summary>A fixed number of retries, doubling waits, nothing shared between calls.</summary>
internal sealed class LegacyRules(IRetrySettings settings) : RetryRules(settings)
{
    public override int MaxRetries => Settings.RetryLimit;

    public override bool NeedsCode => false;

    public override Func<FailedAttempt, TimeSpan>? OwnBackoff => Settings.Backoff;

    public override TimeSpan Delay(int retries) => Backoff.Legacy(retries, Settings);
}

/// <summary>A limit of attempts, random waits, and a quota that all calls share.</summary>
internal class StandardRules : RetryRules
{
    private readonly AttemptHeader _header;

    public StandardRules(IRetrySettings settings)
        : base(settings) => _header = new AttemptHeader(settings, Skew);

    /// <summary>The quota; tests put smaller ones here.</summary>
    public RetryQuota Quota { get; set; } = new();

    public override int MaxRetries => Settings.MaxAttempts - 1;

    // A retry after a lost connection costs more, and some codes stand for one.
    public override bool NeedsCode => true;

    public override string? AttemptHeader(int attempt, Uri uri) => _header.Value(attempt, uri);

    public override void Observe(Uri uri, OperationHttpResponse? response, RetryReasons? reasons, int lastCost)
    {
        if (reasons is null)
        {
            Quota.Refund(lastCost);
        }

        if (response is not null)
        {
            Skew.Observe(uri, response, refusedTime: reasons is { } failed && (failed & RetryReasons.ClockSkew) != 0);
        }
    }

    public override bool TryPay(RetryReasons reasons, out int cost) => Quota.TryTake(reasons, out cost);

    public override TimeSpan Delay(int retries) => Backoff.Standard(retries, Settings);
}

/// <summary>As standard, and attempts are held back once the service has throttled.</summary>
internal sealed class AdaptiveRules(IRetrySettings settings) : StandardRules(settings)
{
    public ClientRateLimiter Limiter { get; } = new(settings.TimeProvider);

    public override ValueTask<bool> WaitForTurnAsync(CancellationToken cancellationToken) =>
        Limiter.AcquireAsync(1, Settings.AdaptiveWaitToFill, cancellationToken);

    public override void Observe(Uri uri, OperationHttpResponse? response, RetryReasons? reasons, int lastCost)
    {
        Limiter.Observe(throttled: reasons is { } failed && (failed & RetryReasons.Throttling) != 0);
        base.Observe(uri, response, reasons, lastCost);
    }
}
