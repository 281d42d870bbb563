using Polly;
using Polly.Retry;

namespace SsoOidc.Retries;

/// <summary>
/// Drives retries with Polly; nothing else in the library names it. Built when a client's first attempt fails that is worth
/// another, so that a program whose calls succeed never loads it. Waits and decisions are the call's own: a wait of Polly's follows no
/// clock of the options, and it asks for a decision after the last attempt too.
/// </summary>
internal sealed class RetryPipelines(int maxRetries)
{
    private readonly AsyncRetryPolicy<bool> _policy = Policy.HandleResult(true).RetryAsync(maxRetries);

    /// <summary>Repeats the call until it no longer asks for it. What an attempt throws ends it and is thrown unchanged.</summary>
    /// <param name="attempt">Makes an attempt; returns whether another is to follow.</param>
    /// <param name="cancellationToken">Looked at before each attempt.</param>
    public Task RunAsync(Func<CancellationToken, Task<bool>> attempt, CancellationToken cancellationToken) =>
        _policy.ExecuteAsync(attempt, cancellationToken);
}
