using SsoOidc.Shapes;

namespace SsoOidc.Pipeline;

/// <summary>Text for an option of a plugin, as a configuration gives it.</summary>
internal sealed record PluginSetting(string Plugin, string Option, string Value, string Source);

/// <summary>Gives plugins their options: what code has given counts most, then the configuration, then the environment.</summary>
internal static class PluginSettings
{
    /// <summary>Sets the options of one plugin, before its hook runs.</summary>
    public static void Apply(
        ClientPlugin plugin,
        IReadOnlyList<PluginSetting> settings,
        Func<string, string?> getEnvironmentVariable,
        List<ConfigurationProblem> problems)
    {
        foreach (var option in plugin.Options)
        {
            if (option.IsGiven?.Invoke() == true)
            {
                continue;
            }

            // The last one counts, as in a configuration.
            var setting = settings.LastOrDefault(setting => IsFor(setting, plugin) && AreEqual(setting.Option, option.Name));
            if (setting is null && option.EnvironmentVariable is { } variable && getEnvironmentVariable(variable) is { } text)
            {
                setting = new PluginSetting(plugin.Name, option.Name, text, $"environment variable {variable}");
            }

            if (setting is not null)
            {
                Set(option, setting, $"Plugins.{plugin.Name}.{option.Name}", problems);
            }
        }
    }

    /// <summary>Reports settings that no plugin takes.</summary>
    public static void ReportUnknown(
        IReadOnlyList<ClientPlugin> plugins, IReadOnlyList<PluginSetting> settings, List<ConfigurationProblem> problems)
    {
        foreach (var setting in settings)
        {
            var own = plugins.Where(plugin => IsFor(setting, plugin)).ToArray();
            if (!own.Any(plugin => plugin.Options.Any(option => AreEqual(setting.Option, option.Name))))
            {
                problems.Add(new(
                    Text.ForDisplay($"Plugins.{setting.Plugin}.{setting.Option}"),
                    setting.Source,
                    own.Length > 0
                        ? $"the plugin has no such option; it has {Join(own.SelectMany(static plugin => plugin.Options).Select(static option => option.Name))}."
                        : $"there is no such plugin; the plugins are {Join(plugins.Select(static plugin => plugin.Name))}."));
            }
        }
    }

    private static void Set(PluginOption option, PluginSetting setting, string name, List<ConfigurationProblem> problems)
    {
        if (Text.IndexOfControl(setting.Value) is >= 0 and var index)
        {
            problems.Add(new(name, setting.Source, $"the value has the control character U+{(int)setting.Value[index]:X4} at index {index}; remove it."));
            return;
        }

        try
        {
            option.Set(setting.Value);
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            string value = option.IsSecret ? "the value" : $"'{Text.ForDisplay(setting.Value)}'";
            problems.Add(new(name, setting.Source, $"{value} is not accepted{(option.Accepts is null ? "." : $"; give {option.Accepts}.")}"));
        }
    }

    private static string Join(IEnumerable<string> names) => string.Join(", ", names.DefaultIfEmpty("none"));

    private static bool IsFor(PluginSetting setting, ClientPlugin plugin) => AreEqual(setting.Plugin, plugin.Name);

    private static bool AreEqual(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
