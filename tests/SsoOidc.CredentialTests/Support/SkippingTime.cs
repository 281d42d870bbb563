using Microsoft.Extensions.Time.Testing;

namespace SsoOidc.CredentialTests;

/// <summary>A clock that stands still, but passes over pauses of less than two seconds at once; longer ones are time limits and wait.</summary>
internal sealed class SkippingTime : FakeTimeProvider
{
    public SkippingTime()
        : base(new DateTimeOffset(2024, 11, 5, 10, 20, 30, TimeSpan.Zero))
    {
    }

    public List<double> Pauses { get; } = [];

    /// <summary>The limits that were armed and not fired, in seconds.</summary>
    public List<double> Limits { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime <= TimeSpan.Zero || dueTime >= TimeSpan.FromSeconds(2))
        {
            lock (Limits)
            {
                Limits.Add(dueTime.TotalSeconds);
            }

            return base.CreateTimer(callback, state, dueTime, period);
        }

        lock (Pauses)
        {
            Pauses.Add(Math.Round(dueTime.TotalSeconds, 3));
        }

        Advance(dueTime);
        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return base.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
