namespace SsoOidc.LocalServer.State;

/// <summary>One device code from its creation to its single use.</summary>
internal sealed class DeviceAuthorization(TimeProvider clock, TimeSpan interval)
{
    private readonly Lock _gate = new();
    private readonly PollPace _pace = new(clock, interval);
    private Decision _decision;

    private enum Decision
    {
        None,
        Allowed,
        Denied,
        Spent,
    }

    public required string UserCode { get; init; }

    public required ClientRegistration Client { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public FormTokens Forms { get; } = new();

    public bool IsOpen
    {
        get
        {
            lock (_gate)
            {
                return _decision == Decision.None && !IsExpired;
            }
        }
    }

    private bool IsExpired => clock.GetUtcNow() >= ExpiresAt;

    /// <summary>Allows or denies; false when someone decided before, or too late.</summary>
    public bool TryDecide(bool allow)
    {
        lock (_gate)
        {
            if (_decision != Decision.None || IsExpired)
            {
                return false;
            }

            _decision = allow ? Decision.Allowed : Decision.Denied;
            return true;
        }
    }

    /// <summary>
    /// Takes the grant if there is one: only one caller ever gets <see cref="PollOutcome.Granted"/>. A poll can be too fast
    /// only while the answer is still pending; a decision is told at once.
    /// </summary>
    public PollOutcome Redeem(long timestamp)
    {
        lock (_gate)
        {
            switch (_decision)
            {
                case Decision.Spent:
                    return PollOutcome.Spent;
                case Decision.Denied:
                    return PollOutcome.Denied;
            }

            if (IsExpired)
            {
                return PollOutcome.Expired;
            }

            if (_decision == Decision.Allowed)
            {
                _decision = Decision.Spent;
                return PollOutcome.Granted;
            }

            return _pace.IsTooFast(timestamp) ? PollOutcome.TooFast : PollOutcome.Pending;
        }
    }
}
