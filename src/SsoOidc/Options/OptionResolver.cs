using SsoOidc.Shapes;

namespace SsoOidc.Options;

/// <summary>
/// Finds each option's value: code, then <see cref="SsoOidcClientOptions.Defaults"/>, then the environment, then the default. A
/// source that is overridden is not looked at. Problems are collected, not thrown.
/// </summary>
internal sealed class OptionResolver(SsoOidcClientOptions options, SystemSeams seams)
{
    private readonly Dictionary<OptionRow, ResolvedValue> _values = new(OptionRows.All.Length);

    public SystemSeams Seams { get; } = seams;

    public List<ConfigurationProblem> Problems { get; } = [];

    /// <summary>The options, their defaults, the defaults of these, and so on.</summary>
    public List<SsoOidcClientOptions> Levels { get; } = [];

    public IReadOnlyDictionary<OptionRow, ResolvedValue> ResolveAll()
    {
        FindLevels();
        foreach (var row in OptionRows.All)
        {
            Resolve(row);
        }

        return _values;
    }

    private ResolvedValue Resolve(OptionRow row)
    {
        if (!_values.TryGetValue(row, out var value))
        {
            value = Find(row);
            _values.Add(row, value);
        }

        return value;
    }

    private void FindLevels()
    {
        for (var level = options; level is not null; level = level.Defaults)
        {
            if (Levels.Contains(level))
            {
                Problems.Add(new("Defaults", $"options{string.Concat(Levels.Select(static _ => ".Defaults"))}", "the options lead back to themselves."));
                break;
            }

            Levels.Add(level);
        }
    }

    private ResolvedValue Find(OptionRow row)
    {
        string source = $"options.{row.Name}";
        foreach (var level in Levels)
        {
            if (row.Get(level) is { } value)
            {
                return Check(row, value, source);
            }

            source = source.Replace("options.", "options.Defaults.", StringComparison.Ordinal);
        }

        if (row != OptionRows.EndpointUrl || !(bool)Resolve(OptionRows.IgnoreConfiguredUrls).Value!)
        {
            foreach (string variable in row.Environment)
            {
                if (Seams.GetEnvironmentVariable(variable) is { } text)
                {
                    return FromText(row, text, $"environment variable {variable}");
                }
            }
        }

        return new(row.Default, OptionRow.DefaultSource);
    }

    private ResolvedValue FromText(OptionRow row, string text, string source)
    {
        if (HasControl(row, text, source))
        {
            return new(row.Default, source);
        }

        try
        {
            return row.Parse!(text) is { } value ? Check(row, value, source) : new(row.Default, OptionRow.DefaultSource);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            Problems.Add(new(row.Name, source, $"{Show(row, text)} is not accepted; give {row.Accepts}."));
            return new(row.Default, source);
        }
    }

    private ResolvedValue Check(OptionRow row, object value, string source)
    {
        if (value is string text && HasControl(row, text, source))
        {
            return new(row.Default, source);
        }

        if (row.IsAccepted is { } accepts && !accepts(value))
        {
            Problems.Add(new(row.Name, source, $"{Show(row, value)} is not accepted; give {row.Accepts}."));
            return new(row.Default, source);
        }

        return new(value, source);
    }

    // A value that is not checked here can become a header, a log line or a command argument later.
    private bool HasControl(OptionRow row, string text, string source)
    {
        int index = Text.IndexOfControl(text);
        if (index >= 0)
        {
            Problems.Add(new(row.Name, source, $"the value has the control character U+{(int)text[index]:X4} at index {index}; remove it."));
        }

        return index >= 0;
    }

    private static string Show(OptionRow row, object value) => value switch
    {
        _ when row.IsSecret => "the value",
        string text when row == OptionRows.EndpointUrl => $"'{Text.ForDisplay(Redaction.WithoutQuery(text))}'",
        string text => $"'{Text.ForDisplay(text)}'",
        _ => $"'{Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)}'",
    };
}
