namespace SsoOidc.LocalServer.State;

/// <summary>Keeps values for a limited time and in a limited number; when full, what ends soonest makes room.</summary>
internal sealed class ExpiringStore<T>(TimeProvider clock, int capacity)
    where T : class
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly SortedSet<Entry> _soonestFirst = [];
    private long _sequence;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    public void Add(string key, T value, DateTimeOffset removeAt)
    {
        lock (_gate)
        {
            Drop(key);
            var now = clock.GetUtcNow();
            while (_soonestFirst.Min is { } soonest && (soonest.RemoveAt <= now || _entries.Count >= capacity))
            {
                Drop(soonest.Key);
            }

            var entry = new Entry(key, value, removeAt, _sequence++);
            _entries.Add(key, entry);
            _soonestFirst.Add(entry);
        }
    }

    public T? Find(string key)
    {
        lock (_gate)
        {
            return _entries.TryGetValue(key, out var entry) && entry.RemoveAt > clock.GetUtcNow() ? entry.Value : null;
        }
    }

    public void Remove(string key)
    {
        lock (_gate)
        {
            Drop(key);
        }
    }

    private void Drop(string key)
    {
        if (_entries.Remove(key, out var entry))
        {
            _soonestFirst.Remove(entry);
        }
    }

    private sealed class Entry(string key, T value, DateTimeOffset removeAt, long sequence) : IComparable<Entry>
    {
        public string Key => key;

        public T Value => value;

        public DateTimeOffset RemoveAt => removeAt;

        private long Sequence => sequence;

        public int CompareTo(Entry? other) => other is null ? 1
            : RemoveAt != other.RemoveAt ? RemoveAt.CompareTo(other.RemoveAt)
            : Sequence.CompareTo(other.Sequence);
    }
}
