using System.Runtime.CompilerServices;
using SsoOidc.Credentials;
using SsoOidc.Diagnostics;
using SsoOidc.Protocol;
using SsoOidc.Retries;

namespace SsoOidc.Pipeline.Handlers;

/// <summary>
/// Makes attempts until one succeeds, fails for good, or the mode's rules end it; what is further inside runs once per attempt.
/// The first attempt is called directly: only a failure that is worth another one enters the retry pipeline.
/// </summary>
internal sealed class RetryHandler(RetryRules rules, CredentialSource credentials, CallEvents? log) : PipelineHandler
{
    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next)
    {
        var pending = AttemptAsync(context, next);
        return pending.IsCompletedSuccessfully ? FollowUp(context, next) : FollowUpAsync(context, next, pending);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FollowUpAsync(OperationContext context, PipelineNext next, ValueTask pending)
    {
        await pending.ConfigureAwait(false);
        await FollowUp(context, next).ConfigureAwait(false);
    }

    private ValueTask FollowUp(OperationContext context, PipelineNext next)
    {
        var plan = Review(context, lastCost: 0);
        return plan.IsRetry
            ? new(rules.Pipelines.RunAsync(new RetriedCall(this, context, next, plan).AttemptAsync, context.CancellationToken))
            : default;
    }

    private ValueTask AttemptAsync(OperationContext context, PipelineNext next)
    {
        var turn = rules.WaitForTurnAsync(context.CancellationToken);
        if (turn.IsCompletedSuccessfully)
        {
            return SendAsync(context, next, turn.Result);
        }

        log?.HeldBack(context.Operation.Name);

        return AttemptAsync(context, next, turn);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AttemptAsync(OperationContext context, PipelineNext next, ValueTask<bool> turn) =>
        await SendAsync(context, next, await turn.ConfigureAwait(false)).ConfigureAwait(false);

    private ValueTask SendAsync(OperationContext context, PipelineNext next, bool hasTurn)
    {
        if (!hasTurn)
        {
            log?.GaveUp(context.Operation.Name, context.Attempts, "the rate limiter has no capacity", context.LastError()?.Code ?? "none");

            throw new RetryCapacityNotAvailableException(context.Attempts, context.LastError());
        }

        if (context.Attempts > 0)
        {
            context.ResetAttempt();
        }

        context.HasRetries = true;
        context.Attempts++;
        if (rules.AttemptHeader(context.Attempts, context.HttpRequest.Uri!) is { } header)
        {
            context.HttpRequest.Headers.SetOwn("amz-sdk-request", header);
        }

        return next.InvokeAsync(context);
    }

    /// <summary>Learns from an attempt and decides what follows it.</summary>
    private RetryPlan Review(OperationContext context, int lastCost)
    {
        if (!context.HasError)
        {
            rules.Observe(context.HttpRequest.Uri!, context.HttpResponse, null, lastCost);
            return default;
        }

        return ReviewFailure(context, lastCost);
    }

    private RetryPlan ReviewFailure(OperationContext context, int lastCost)
    {
        var reasons = Classify(context);
        context.RetryReasons = reasons;
        rules.Observe(context.HttpRequest.Uri!, context.HttpResponse ?? context.CutAnswer, reasons, lastCost);
        var decision = rules.OwnDecision?.Invoke(Describe(context));
        bool isRetryable = !context.IsLastAttempt && (decision?.Retries ?? reasons != RetryReasons.None);
        context.SetRetryable(isRetryable);

        // The quota is asked last: what it has given must be used.
        int cost = 0;
        var plan = isRetryable && context.Attempts <= rules.MaxRetries && rules.TryPay(reasons, out cost)
            ? new RetryPlan(
                IsRetry: true,
                decision?.Delay ?? rules.OwnBackoff?.Invoke(Describe(context)) ?? rules.Delay(context.Attempts - 1),
                cost)
            : default;
        log?.Failed(context, rules, isRetryable, plan.IsRetry ? plan.Delay : null);

        return plan;
    }

    private RetryReasons Classify(OperationContext context)
    {
        var response = context.HttpResponse;
        bool canRefresh = context.SignedWith != 0 && credentials.CanRefresh;
        RetryReasons reasons;
        bool hasOAuthError;
        if (context.KnownError is null && response is not null && ErrorClassifier.OfStatus(response.StatusCode) is var known && known != RetryReasons.None)
        {
            // Most answers that are retried are never looked at, so no exception is made of them.
            if (!canRefresh && !rules.NeedsCode)
            {
                return known;
            }

            reasons = ErrorClassifier.Classify(ErrorReader.ReadCode(response, out hasOAuthError), response.StatusCode);
        }
        else if (context.Error is SsoOidcServiceException error)
        {
            reasons = ErrorClassifier.Classify(error.Code, (int)error.StatusCode);
            hasOAuthError = !string.IsNullOrEmpty(error.Error);
        }
        else
        {
            return context.Error is SsoOidcTransportException { IsRetryable: true } ? RetryReasons.Networking : RetryReasons.None;
        }

        // With an OAuth error it is the caller's token or code that has expired, not the credentials.
        if (!canRefresh || hasOAuthError)
        {
            reasons &= ~RetryReasons.ExpiredCredentials;
        }

        if ((reasons & RetryReasons.ClockSkew) != 0 && (response is null || !rules.Skew.IsSkewed(response)))
        {
            reasons &= ~RetryReasons.ClockSkew;
        }

        return reasons;
    }

    private static FailedAttempt Describe(OperationContext context) =>
        new(context.Operation, context.Attempts, context.RetryReasons, context.LastError()!);

    private ValueTask RefreshCredentialsAsync(OperationContext context)
    {
        if ((context.RetryReasons & RetryReasons.ExpiredCredentials) == 0)
        {
            return default;
        }

        log?.CredentialsRefused(context.Operation.Name);

        return credentials.RefreshAsync(context.SignedWith, context.CancellationToken);
    }

    private readonly record struct RetryPlan(bool IsRetry, TimeSpan Delay, int Cost);

    /// <summary>A call after its first failure.</summary>
    private sealed class RetriedCall(RetryHandler handler, OperationContext context, PipelineNext next, RetryPlan plan)
    {
        private RetryPlan _plan = plan;
        private bool _isStarted;

        /// <summary>Waits and makes an attempt. The first time it only hands back the outcome that made the call a retried one.</summary>
        public Task<bool> AttemptAsync(CancellationToken cancellationToken)
        {
            if (_isStarted)
            {
                return RetryAsync(cancellationToken);
            }

            _isStarted = true;
            return Task.FromResult(_plan.IsRetry);
        }

        // As everywhere in the chain: what is done at once makes no state machine.
        private Task<bool> RetryAsync(CancellationToken cancellationToken)
        {
            var pause = Pause.ForAsync(_plan.Delay, context.Config.TimeProvider, cancellationToken);
            var ready = pause.IsCompletedSuccessfully ? handler.RefreshCredentialsAsync(context) : PrepareAsync(pause);
            var pending = ready.IsCompletedSuccessfully ? handler.AttemptAsync(context, next) : SendAsync(ready);
            return pending.IsCompletedSuccessfully ? Task.FromResult(IsToBeRetried()) : FinishAsync(pending);
        }

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
        private async ValueTask PrepareAsync(ValueTask pause)
        {
            await pause.ConfigureAwait(false);
            await handler.RefreshCredentialsAsync(context).ConfigureAwait(false);
        }

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
        private async ValueTask SendAsync(ValueTask ready)
        {
            await ready.ConfigureAwait(false);
            await handler.AttemptAsync(context, next).ConfigureAwait(false);
        }

        private async Task<bool> FinishAsync(ValueTask attempt)
        {
            await attempt.ConfigureAwait(false);
            return IsToBeRetried();
        }

        private bool IsToBeRetried()
        {
            _plan = handler.Review(context, _plan.Cost);
            return _plan.IsRetry;
        }
    }
}
