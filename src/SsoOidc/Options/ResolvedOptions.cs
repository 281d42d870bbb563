namespace SsoOidc.Options;

/// <summary>Every option's value and source.</summary>
internal sealed class ResolvedOptions(ResolvedValue[] values)
{
    public ResolvedValue this[OptionRow row] => values[row.Index];

    public T Get<T>(OptionRow row) => (T)values[row.Index].Value!;
}
