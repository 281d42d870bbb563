namespace SsoOidc.Retries;

/// <summary>Waits by the client's clock, for exactly the span it was given: <c>Task.Delay</c> cuts it to whole milliseconds.</summary>
internal static class Pause
{
    // The longest span that a timer takes: 49 days.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>Ends after the span; cancelled at once when the token is.</summary>
    public static ValueTask ForAsync(TimeSpan span, TimeProvider time, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        return span <= TimeSpan.Zero ? default : new(WaitAsync(span > Longest ? Longest : span, time, cancellationToken));
    }

    private static async Task WaitAsync(TimeSpan span, TimeProvider time, CancellationToken cancellationToken)
    {
        // What follows the wait must not run inside the timer, nor inside a caller's Cancel().
        var wait = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = time.CreateTimer(
            static state => ((TaskCompletionSource)state!).TrySetResult(), wait, span, Timeout.InfiniteTimeSpan);
        using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), wait);
        await wait.Task.ConfigureAwait(false);
    }
}
