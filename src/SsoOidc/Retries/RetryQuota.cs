namespace SsoOidc.Retries;

/// <summary>
/// What all calls of a client may spend on retries together: when a service is down, retries stop long before every call has
/// used up its attempts. Full at first; never below zero, never above its capacity.
/// </summary>
internal sealed class RetryQuota(int capacity = RetryQuota.DefaultCapacity)
{
    public const int DefaultCapacity = 500;

    private const int RetryCost = 5;
    private const int NetworkingCost = 10;
    private const int SuccessRefund = 1;

    private readonly int _capacity = capacity;
    private int _available = capacity;

    public int Available => Volatile.Read(ref _available);

    /// <summary>Takes the price of a retry; takes nothing where it cannot be paid.</summary>
    public bool TryTake(RetryReasons reasons, out int cost)
    {
        cost = (reasons & RetryReasons.Networking) != 0 ? NetworkingCost : RetryCost;
        int available = Volatile.Read(ref _available);
        while (available >= cost)
        {
            int seen = Interlocked.CompareExchange(ref _available, available - cost, available);
            if (seen == available)
            {
                return true;
            }

            available = seen;
        }

        return false;
    }

    /// <summary>Gives back what the last retry of a successful call has cost, or a little where it needed none.</summary>
    public void Refund(int lastCost)
    {
        int amount = lastCost > 0 ? lastCost : SuccessRefund;
        int available = Volatile.Read(ref _available);
        while (available < _capacity)
        {
            int seen = Interlocked.CompareExchange(ref _available, Math.Min(_capacity, available + amount), available);
            if (seen == available)
            {
                return;
            }

            available = seen;
        }
    }
}
