using System.Net.NetworkInformation;

namespace SsoOidc.Tests.Support;

/// <summary>Counts the sockets of this machine that are connected to a port, or were and are not closed on this side yet.</summary>
internal static class OpenSockets
{
    /// <summary>Waits until so many are left.</summary>
    public static async Task UntilAsync(int port, int count)
    {
        int open = -1;
        for (int i = 0; i < 400 && (open = To(port)) != count; i++)
        {
            await Task.Delay(25);
        }

        Assert.True(open == count, $"{open} instead of {count}: {string.Join("; ", Find(port))}");
    }

    public static int To(int port) => Find(port).Length;

    private static string[] Find(int port) =>
    [
        .. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
            .Where(connection => connection.RemoteEndPoint.Port == port)
            .Where(static connection => connection.State is TcpState.Established or TcpState.CloseWait or TcpState.SynSent)
            .Select(static connection => $"{connection.LocalEndPoint} to {connection.RemoteEndPoint} {connection.State}"),
    ];
}

/// <summary>Real time that knows which of its timers are not disposed of.</summary>
internal sealed class CountedTime(TimeProvider inner) : TimeProvider
{
    private int _timers;

    public int Timers => Volatile.Read(ref _timers);

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

    public override long GetTimestamp() => inner.GetTimestamp();

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Increment(ref _timers);
        return new Timer(this, inner.CreateTimer(callback, state, dueTime, period));
    }

    private sealed class Timer(CountedTime time, ITimer inner) : ITimer
    {
        private int _disposed;

        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(dueTime, period);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
            {
                Interlocked.Decrement(ref time._timers);
                inner.Dispose();
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
