using Microsoft.Extensions.Configuration;
using SsoOidc.Shapes;

namespace SsoOidc.Options;

/// <summary>
/// What a configuration gave to one level of options. Problems are kept until a client is made, so that all of them are
/// reported at once, and none for a value that code has replaced.
/// </summary>
internal sealed class ConfigurationBinding
{
    /// <summary>
    /// How text becomes a formatter. Read here and not by the row, from which all the code of the line would be in every trimmed program.
    /// </summary>
    public static readonly OptionText CallLogFormatter = new(
        "default, short, colored, or a pattern such as ':operation took :time'", static _ => throw new FormatException());

    private const string InCodeOnly = "this option can be given in code only.";

    private readonly Dictionary<OptionRow, (object Value, string Source)> _values = [];
    private readonly Dictionary<OptionRow, ConfigurationProblem> _failures = [];
    private readonly List<ConfigurationProblem> _unknown = [];

    /// <summary>Where a value came from, if it is still the one that was bound.</summary>
    public string? SourceOf(OptionRow row, object value) =>
        _values.TryGetValue(row, out var bound) && Equals(bound.Value, value) ? bound.Source : null;

    /// <summary>Why the last configuration that had the option could not give it; null where code has replaced the value since, or it could.</summary>
    public ConfigurationProblem? FailureOf(OptionRow row, object? value) =>
        value is null || SourceOf(row, value) is not null ? _failures.GetValueOrDefault(row) : null;

    public void ReportUnknownKeys(List<ConfigurationProblem> problems) => problems.AddRange(_unknown);

    public void NoteSource(OptionRow row, object value, string source) => _values[row] = (value, source);

    public ConfigurationBinding Copy()
    {
        var copy = new ConfigurationBinding();
        foreach (var (row, value) in _values)
        {
            copy._values.Add(row, value);
        }

        foreach (var (row, failure) in _failures)
        {
            copy._failures.Add(row, failure);
        }

        copy._unknown.AddRange(_unknown);
        return copy;
    }

    public void Bind(SsoOidcClientOptions options, IConfiguration configuration)
    {
        foreach (var section in configuration.GetChildren())
        {
            if (Is(OptionRows.Plugins.Name, section.Key) && string.IsNullOrEmpty(section.Value))
            {
                BindPlugins(options, section);
            }
            else if (Array.Find(OptionTable.All, row => Is(row.Group, section.Key))?.Group is { } group)
            {
                BindGroup(options, section, group);
            }
            else
            {
                BindOption(options, section, section.Key);
            }
        }
    }

    // Which options a plugin has is known once the client is made.
    private void BindPlugins(SsoOidcClientOptions options, IConfigurationSection section)
    {
        foreach (var plugin in section.GetChildren())
        {
            if (!string.IsNullOrEmpty(plugin.Value))
            {
                _unknown.Add(new(Text.ForDisplay($"Plugins.{plugin.Key}"), Source(plugin), "this is a plugin; put its options below it."));
            }

            foreach (var option in plugin.GetChildren())
            {
                if (option.Value is { } value)
                {
                    options.AddPluginSetting(plugin.Key, option.Key, value, Source(option));
                }
                else if (option.GetChildren().Any())
                {
                    _unknown.Add(new(
                        Text.ForDisplay($"Plugins.{plugin.Key}.{option.Key}"), Source(option), "an option of a plugin has one text; there are keys below it."));
                }
            }
        }
    }

    private void BindGroup(SsoOidcClientOptions options, IConfigurationSection section, string group)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            _unknown.Add(new(group, Source(section), "this is a group of options; put options below it."));
            return;
        }

        foreach (var child in section.GetChildren())
        {
            BindOption(options, child, $"{group}.{child.Key}");
        }
    }

    private void BindOption(SsoOidcClientOptions options, IConfigurationSection section, string name)
    {
        string source = Source(section);
        if (OptionTable.Find(name) is not { } row)
        {
            if (Is(nameof(SsoOidcClientOptions.Defaults), name) || Is(nameof(SsoOidcClientOptions.Stubs), name))
            {
                _unknown.Add(new(name, source, InCodeOnly));
                return;
            }

            string? suggestion = NameSuggestion.For(name);
            _unknown.Add(new(
                Text.ForDisplay(name),
                source,
                suggestion is null ? "there is no such option." : $"there is no such option; did you mean {suggestion.Replace('.', ':')}?"));
            return;
        }

        _failures.Remove(row);
        try
        {
            if (Read(section, row) is { } value)
            {
                options.Given[row] = value;
                _values[row] = (value, source);
            }
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            _failures[row] = OptionResolver.Refuse(row, section.Value ?? "a section", source);
        }
        catch (NotSupportedException)
        {
            _unknown.Add(new(row.Name, source, InCodeOnly));
        }
    }

    // Null where the key has no value, as null in JSON has none.
    private static object? Read(IConfigurationSection section, OptionRow row)
    {
        var text = row.Text ?? throw new NotSupportedException();
        string[] items = [.. section.GetChildren().Select(static child => child.GetChildren().Any() ? throw new FormatException() : child.Value ?? string.Empty)];
        if (text.IsList)
        {
            return items.Length > 0 ? items : section.Value is { Length: > 0 } ? throw new FormatException() : section.Value is null ? null : items;
        }

        return items.Length > 0 ? throw new FormatException() : section.Value is { } value
            ? text == CallLogFormatter ? ParseFormatter(value) : text.Parse(value)
            : null;
    }

    private static Func<FinishedCall, string> ParseFormatter(string text) => text switch
    {
        "default" => SsoOidc.CallLogFormatter.Default.Format,
        "short" => SsoOidc.CallLogFormatter.Short.Format,
        "colored" => SsoOidc.CallLogFormatter.Colored.Format,
        _ when text.Contains(':', StringComparison.Ordinal) => new CallLogFormatter(text).Format,
        _ => throw new FormatException(),
    };

    private static string Source(IConfigurationSection section) => $"configuration key {Text.ForDisplay(section.Path)}";

    private static bool Is(string group, string key) => group.Length > 0 && group.Equals(key, StringComparison.OrdinalIgnoreCase);
}
