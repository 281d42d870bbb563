namespace SsoOidc.Options;

/// <summary>Every option's value and source.</summary>
internal sealed class ResolvedOptions(ResolvedValue[] values)
{
    public ResolvedValue this[OptionRow row] => values[row.Index];

    /// <summary>The same with the values of another defaults mode, where the mode gave them.</summary>
    public ResolvedOptions With(DefaultsModeChoice mode, DefaultsModeChoice instead)
    {
        var changed = (ResolvedValue[])values.Clone();
        foreach (var row in OptionTable.All)
        {
            if (changed[row.Index].Source == mode.Source)
            {
                changed[row.Index] = new(row.ModeValue!(instead.Effective), instead.Source);
            }
        }

        return new ResolvedOptions(changed);
    }
}
