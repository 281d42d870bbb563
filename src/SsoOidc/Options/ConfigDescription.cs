using System.Text;

namespace SsoOidc.Options;

/// <summary>Prints every option with its value and its source.</summary>
internal static class ConfigDescription
{
    private const int MaxValueWidth = 48;

    public static string Of(ResolvedOptions options)
    {
        var lines = new (string Option, string Value, string Source)[OptionTable.All.Length + 1];
        lines[0] = ("Option", "Value", "Source");
        foreach (var row in OptionTable.All)
        {
            var (value, source) = options[row];
            lines[row.Index + 1] = (row.Name, row.Show(value), source);
        }

        int optionWidth = lines.Max(static line => line.Option.Length);

        // One long value must not push all sources out of sight.
        int valueWidth = lines.Max(static line => Math.Min(line.Value.Length, MaxValueWidth));
        var text = new StringBuilder();
        foreach (var (option, value, source) in lines)
        {
            text.Append(option.PadRight(optionWidth)).Append("  ").Append(value.PadRight(valueWidth)).Append("  ").Append(source).Append('\n');
        }

        return text.ToString();
    }
}
