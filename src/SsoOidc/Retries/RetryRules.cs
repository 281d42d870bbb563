namespace SsoOidc.Retries;

/// <summary>What a retry mode decides, and what a client remembers for it from one call to the next.</summary>
internal abstract class RetryRules
{
    private readonly Func<OperationContext, RetryDecision>? _decide;
    private RetryPipelines? _pipelines;

    protected RetryRules(SsoOidcClientConfig config)
    {
        Config = config;
        Skew = new ClockSkew(config.TimeProvider, config.CorrectClockSkew);
        _decide = config.Get<Func<OperationContext, RetryDecision>?>(Options.OptionRows.RetryDecide);
    }

    public ClockSkew Skew { get; }

    /// <summary>How many retries a call may have.</summary>
    public abstract int MaxRetries { get; }

    /// <summary>Whether the error code matters where the status alone makes an answer worth a retry.</summary>
    public abstract bool NeedsCode { get; }

    /// <summary>Drives the retries; made on first use.</summary>
    public RetryPipelines Pipelines => Volatile.Read(ref _pipelines) ?? CreatePipelines();

    protected SsoOidcClientConfig Config { get; }

    public static RetryRules Create(SsoOidcClientConfig config) => config.RetryMode switch
    {
        RetryMode.Legacy => new LegacyRules(config),
        RetryMode.Standard => new StandardRules(config),
        _ => new AdaptiveRules(config),
    };

    /// <summary>Waits until an attempt may be sent; false where it may not and the caller does not want to wait.</summary>
    public virtual ValueTask<bool> WaitForTurnAsync(CancellationToken cancellationToken) => new(true);

    /// <summary>Marks the request with the number of the attempt.</summary>
    public virtual void MarkAttempt(OperationContext context)
    {
    }

    /// <summary>Learns from an attempt, before it is decided what follows.</summary>
    /// <param name="context">The call.</param>
    /// <param name="reasons">Why it may be retried; nothing after a success.</param>
    /// <param name="lastCost">What the last retry of the call has cost; 0 for a first attempt.</param>
    public virtual void Observe(OperationContext context, RetryReasons reasons, int lastCost)
    {
    }

    /// <summary>Pays for a retry out of what all calls of the client share.</summary>
    public virtual bool TryPay(RetryReasons reasons, out int cost)
    {
        cost = 0;
        return true;
    }

    /// <summary>Returns how long to wait before the next attempt.</summary>
    public abstract TimeSpan Delay(OperationContext context);

    /// <summary>Returns what the caller's own rules say.</summary>
    public RetryDecision Decide(OperationContext context) => _decide?.Invoke(context) ?? RetryDecision.Default;

    private RetryPipelines CreatePipelines()
    {
        var pipelines = new RetryPipelines(MaxRetries, Config.TimeProvider);
        return Interlocked.CompareExchange(ref _pipelines, pipelines, null) ?? pipelines;
    }
}

/// <summary>A fixed number of retries, doubling waits, nothing shared between calls.</summary>
internal sealed class LegacyRules(SsoOidcClientConfig config) : RetryRules(config)
{
    private readonly Func<OperationContext, TimeSpan>? _backoff =
        config.Get<Func<OperationContext, TimeSpan>?>(Options.OptionRows.RetryBackoff);

    public override int MaxRetries { get; } = config.RetryLimit;

    public override bool NeedsCode => false;

    public override TimeSpan Delay(OperationContext context) => _backoff?.Invoke(context) ?? Backoff.Legacy(context.Attempts - 1, Config);
}

/// <summary>A limit of attempts, random waits, and a quota that all calls share.</summary>
internal class StandardRules : RetryRules
{
    private readonly AttemptHeader _header;

    public StandardRules(SsoOidcClientConfig config)
        : base(config)
    {
        MaxRetries = config.MaxAttempts - 1;
        _header = new AttemptHeader(config, Skew);
    }

    /// <summary>The quota; tests put smaller ones here.</summary>
    public RetryQuota Quota { get; set; } = new();

    public override int MaxRetries { get; }

    // A retry after a lost connection costs more, and some codes stand for one.
    public override bool NeedsCode => true;

    public override void MarkAttempt(OperationContext context) => _header.Set(context);

    public override void Observe(OperationContext context, RetryReasons reasons, int lastCost)
    {
        if (!context.HasError)
        {
            Quota.Refund(lastCost);
        }

        if (context.HttpResponse is { } response)
        {
            Skew.Observe(context.HttpRequest.Uri!, response, (reasons & RetryReasons.ClockSkew) != 0);
        }
    }

    public override bool TryPay(RetryReasons reasons, out int cost) => Quota.TryTake(reasons, out cost);

    public override TimeSpan Delay(OperationContext context) => Backoff.Standard(context.Attempts - 1, Config.Seams.Random.NextDouble());
}

/// <summary>As standard, and attempts are held back once the service has throttled.</summary>
internal sealed class AdaptiveRules(SsoOidcClientConfig config) : StandardRules(config)
{
    private readonly bool _waits = config.AdaptiveWaitToFill;

    public ClientRateLimiter Limiter { get; } = new(config.TimeProvider);

    public override ValueTask<bool> WaitForTurnAsync(CancellationToken cancellationToken) => Limiter.AcquireAsync(_waits, cancellationToken);

    public override void Observe(OperationContext context, RetryReasons reasons, int lastCost)
    {
        Limiter.Observe((reasons & RetryReasons.Throttling) != 0);
        base.Observe(context, reasons, lastCost);
    }
}
