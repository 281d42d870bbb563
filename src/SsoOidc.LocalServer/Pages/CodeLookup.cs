using System.Diagnostics.CodeAnalysis;
using SsoOidc.LocalServer.State;

namespace SsoOidc.LocalServer.Pages;

/// <summary>Finds device codes for the pages and stops guessing: after too many misses within a minute it finds nothing (RFC 8628 section 5.1).</summary>
internal sealed class CodeLookup(TimeProvider clock, DeviceAuthorizations devices)
{
    private const int MaxMisses = 20;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Queue<long> _misses = [];

    public enum Outcome
    {
        Found,
        Unknown,
        TooManyMisses,
    }

    public Outcome Find(string userCode, [NotNullWhen(true)] out DeviceAuthorization? authorization)
    {
        lock (_gate)
        {
            authorization = null;
            while (_misses.TryPeek(out var first) && clock.GetElapsedTime(first) >= Window)
            {
                _misses.Dequeue();
            }

            if (_misses.Count >= MaxMisses)
            {
                return Outcome.TooManyMisses;
            }

            authorization = devices.FindOpen(userCode);
            if (authorization is not null)
            {
                return Outcome.Found;
            }

            _misses.Enqueue(clock.GetTimestamp());
            return Outcome.Unknown;
        }
    }
}
