using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace SsoOidc;

/// <summary>
/// The headers of a request: names in lower case, one value each. Values are checked when they are set, because whatever
/// stands here goes to the wire as it is.
/// </summary>
public sealed class HttpHeaderList : IEnumerable<KeyValuePair<string, string>>
{
    private KeyValuePair<string, string>[] _entries;

    internal HttpHeaderList(int capacity = 8) => _entries = new KeyValuePair<string, string>[capacity];

    /// <summary>Gets the number of headers.</summary>
    public int Count { get; private set; }

    internal ReadOnlySpan<KeyValuePair<string, string>> Entries => _entries.AsSpan(0, Count);

    /// <summary>Gets or sets a header by its name; getting an absent one gives null, setting null removes it.</summary>
    /// <exception cref="ArgumentException">Name or value has a character that may not stand in a header, such as CR, LF or NUL.</exception>
    public string? this[string name]
    {
        get => TryGet(name, out string? value) ? value : null;
        set
        {
            if (value is null)
            {
                Remove(name);
            }
            else
            {
                Set(name, value);
            }
        }
    }

    /// <summary>Sets a header, replacing any earlier value.</summary>
    /// <exception cref="ArgumentException">Name or value has a character that may not stand in a header, such as CR, LF or NUL.</exception>
    public void Set(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        string key = Shapes.HeaderText.NormalizeName(name);
        Shapes.HeaderText.ThrowIfInvalidValue(key, value);
        SetOwn(key, value);
    }

    /// <summary>Sets a header of the client's own, which needs no check: its name is in lower case, and its value was made here.</summary>
    internal void SetOwn(string key, string value)
    {
        int index = 0;
        while (index < Count && !string.Equals(_entries[index].Key, key))
        {
            index++;
        }

        if (index == Count)
        {
            if (Count == _entries.Length)
            {
                Array.Resize(ref _entries, Count * 2);
            }

            Count++;
        }

        _entries[index] = new(key, value);
    }

    /// <summary>Gets a header's value.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out string? value)
    {
        int index = IndexOf(name);
        value = index < 0 ? null : _entries[index].Value;
        return index >= 0;
    }

    /// <summary>Returns whether the header is there.</summary>
    public bool Contains(string name) => IndexOf(name) >= 0;

    /// <summary>Removes a header; returns whether it was there.</summary>
    public bool Remove(string name)
    {
        int index = IndexOf(name);
        if (index < 0)
        {
            return false;
        }

        Count--;
        Array.Copy(_entries, index + 1, _entries, index, Count - index);
        _entries[Count] = default;
        return true;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return _entries[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(string name)
    {
        for (int i = 0; i < Count; i++)
        {
            string key = _entries[i].Key;
            if (ReferenceEquals(key, name) || (key.Length == name.Length && key.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                return i;
            }
        }

        return -1;
    }
}
