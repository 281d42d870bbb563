namespace SsoOidc.Options;

/// <summary>
/// What one level of options gives, by row; null is "not given". The classes that callers fill in are views of it, so that resolution needs
/// no function for each option to read it.
/// </summary>
internal sealed class GivenOptions
{
    private readonly object?[] _values;

    public GivenOptions()
        : this(new object?[OptionTable.All.Length])
    {
    }

    private GivenOptions(object?[] values) => _values = values;

    public object? this[OptionRow row]
    {
        get => _values[row.Index];
        set => _values[row.Index] = value;
    }

    public GivenOptions Copy() => new((object?[])_values.Clone());
}
