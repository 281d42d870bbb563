namespace SsoOidc.ConfigFiles;

/// <summary>A section of a config file, or a sub-section of one: keys with values, and keys with sub-sections. Keys are case-sensitive.</summary>
internal sealed class ConfigSection
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ConfigSection> _nested = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Keys => _values.Keys;

    /// <summary>A key's value; null where there is none. A value is never empty.</summary>
    public string? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>The sub-section that stands below a key; null where there is none.</summary>
    public ConfigSection? Nested(string key) => _nested.GetValueOrDefault(key);

    internal void Set(string key, string value)
    {
        _values[key] = value;
        _nested.Remove(key);
    }

    internal ConfigSection AddNested(string key)
    {
        _values.Remove(key);
        if (!_nested.TryGetValue(key, out var section))
        {
            _nested.Add(key, section = new ConfigSection());
        }

        return section;
    }
}
