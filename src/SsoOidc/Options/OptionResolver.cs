using SsoOidc.ConfigFiles;
using SsoOidc.Shapes;

namespace SsoOidc.Options;

/// <summary>
/// Finds each option's value: code, then <see cref="SsoOidcClientOptions.Defaults"/>, then the environment, then the profile in
/// the shared files, then the defaults mode, then the default. A source that is overridden is not looked at. Problems are
/// collected, not thrown.
/// </summary>
internal sealed class OptionResolver(SsoOidcClientOptions options, SystemSeams seams)
{
    private readonly ResolvedValue[] _values = new ResolvedValue[OptionTable.All.Length];
    private SharedConfig? _files;
    private ProfileKeys? _profile;
    private DefaultsModeChoice? _mode;

    /// <summary>The options, their defaults, the defaults of these, and so on.</summary>
    public List<SsoOidcClientOptions> Levels { get; } = options.Levels();

    public SystemSeams Seams { get; } = seams;

    public List<ConfigurationProblem> Problems { get; } = [];

    public SharedConfig Files => _files ??= LoadFiles();

    /// <summary>The defaults mode, once it was asked for.</summary>
    public DefaultsModeChoice Mode => _mode ??= DefaultsModeChoice.Make(this);

    /// <summary>The defaults mode, if the first call has to find out more about it, since time to connect depends on it.</summary>
    public DefaultsModeChoice? PendingMode =>
        _mode is { IsPending: true } && Resolve(HttpRows.ConnectTimeout).Source == _mode.Source ? _mode : null;

    /// <summary>The legacy name that the region was given by; null where it was none.</summary>
    public string? LegacyRegion { get; set; }

    public ResolvedOptions ResolveAll()
    {
        if (Levels[^1].Defaults is not null)
        {
            Problems.Add(Circle(Levels.Count));
        }

        bool hasBadStub = false;
        foreach (var level in Levels)
        {
            level.Binding?.ReportUnknownKeys(Problems);
            hasBadStub |= level.Stubs.Contains(null!);
        }

        if (hasBadStub)
        {
            Problems.Add(new("Stubs", "options.Stubs", "an entry is null; give OperationStubs.For(…), or leave it out."));
        }

        foreach (var row in OptionTable.All)
        {
            Resolve(row);
        }

        OptionCombinations.Check(this);
        return new ResolvedOptions(_values);
    }

    private static ConfigurationProblem Circle(int levels) =>
        new("Defaults", "options" + string.Concat(Enumerable.Repeat(".Defaults", levels)), "the options lead back to themselves.");

    public ResolvedValue Resolve(OptionRow row)
    {
        ref var value = ref _values[row.Index];
        if (value.Source is null)
        {
            value = Find(row);
            if (row == OptionRows.Region)
            {
                value = RegionResolver.Check(this, value);
            }
            else if (row == EndpointRows.UseFips && Resolve(OptionRows.Region) is var (_, source) && LegacyRegion is not null)
            {
                value = new(true, $"legacy region {Text.ForDisplay(LegacyRegion)} ({source})");
            }
        }

        return value;
    }

    public bool IsOn(OptionRow row) => (bool)Resolve(row).Value!;

    private ResolvedValue Find(OptionRow row)
    {
        string prefix = "options.";
        foreach (var level in Levels)
        {
            object? value = row.Get(level);
            if (level.Binding?.FailureOf(row, value) is { } failure)
            {
                Problems.Add(failure);
                return new(row.Default, failure.Source);
            }

            if (value is not null)
            {
                return Check(row, value, level.Binding?.SourceOf(row, value) ?? (row == OptionRows.Plugins ? options.PluginsSource : prefix + row.Name));
            }

            if (row.IsReplaced?.Invoke(level) == true)
            {
                return new(row.Default, OptionRow.DefaultSource);
            }

            prefix += "Defaults.";
        }

        // Closer than the environment: tests must not depend on the machine they run on, nor on what is wrong with it.
        if (row == OptionRows.Region && IsOn(OptionRows.StubResponses))
        {
            return new(RegionResolver.StubbedRegion, "stubbed client");
        }

        // Not null-able values, which the JIT would compile code for.
        var found = FromEnvironment(row);
        found = found.Source is null ? FromFiles(row) : found;
        found = found.Source is null ? FromMode(row) : found;
        return found.Source is null ? new(row.Default, OptionRow.DefaultSource) : found;
    }

    private ResolvedValue FromEnvironment(OptionRow row)
    {
        if (row.Environment.Length == 0 || IsIgnored(row))
        {
            return default;
        }

        for (int i = 0; i < row.Environment.Length; i++)
        {
            if (Seams.GetEnvironmentVariable(row.Environment[i]) is { } text)
            {
                return FromText(row, text, row.EnvironmentSource(i));
            }
        }

        return default;
    }

    private ResolvedValue FromFiles(OptionRow row)
    {
        if (row.FileKey is null || IsIgnored(row))
        {
            return default;
        }

        _profile ??= new ProfileKeys(Files, (string)Resolve(OptionRows.Profile).Value!);
        return _profile.IsEmpty ? default : FromProfile(row, _profile);
    }

    private ResolvedValue FromProfile(OptionRow row, ProfileKeys profile) =>
        profile.Find(row) is var (text, source) ? FromText(row, text, source) : default;

    private ResolvedValue FromMode(OptionRow row) =>
        row.ModeValue is { } fromMode && fromMode(Mode.Effective) is { } value ? new(value, Mode.Source) : default;

    private bool IsIgnored(OptionRow row) => row == EndpointRows.EndpointUrl && IsOn(EndpointRows.IgnoreConfiguredUrls);

    // Nothing where the text stands for "not set".
    private ResolvedValue FromText(OptionRow row, string text, string source)
    {
        if (HasControl(row, text, source))
        {
            return new(row.Default, source);
        }

        try
        {
            return row.FromSource(text) is { } value ? Check(row, value, source) : default;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            Problems.Add(Refuse(row, text, source));
            return new(row.Default, source);
        }
    }

    private ResolvedValue Check(OptionRow row, object value, string source)
    {
        if (row.Normalize is { } normalize)
        {
            value = normalize(value);
        }

        if (value is string text ? HasControl(row, text, source) : value is string[] list && HasControl(row, list, source))
        {
            return new(row.Default, source);
        }

        if (row.IsAccepted is { } accepts && !accepts(value))
        {
            Problems.Add(Refuse(row, value, source));
            return new(row.Default, source);
        }

        return new(value, source);
    }

    public static ConfigurationProblem Refuse(OptionRow row, object value, string source) => new(
        row.Name,
        source,
        $"{row.ShowRefused(value)} is not accepted; give {row.Accepted}.");

    // A value that is not checked here can become a header, a log line or a command argument later.
    private bool HasControl(OptionRow row, string text, string source)
    {
        int index = Text.IndexOfControl(text);
        if (index < 0)
        {
            return false;
        }

        Problems.Add(ControlAt(index, row, text, source));
        return true;
    }

    private bool HasControl(OptionRow row, string[] list, string source) => Array.Exists(list, item => HasControl(row, item, source));

    private static ConfigurationProblem ControlAt(int index, OptionRow row, string text, string source) => new(
        row.Name, source, $"{row.ShowRefused(text)} has the control character U+{(int)text[index]:X4} at index {index}; remove it. Accepted: {row.Accepted}.");

    private SharedConfig LoadFiles()
    {
        var files = SharedConfig.Load(Seams.GetEnvironmentVariable, Seams.Files);
        if (files.Problems.Count > 0)
        {
            Report(files.Problems);
        }

        return files;
    }

    private void Report(IReadOnlyList<ConfigFileProblem> problems)
    {
        foreach (var (path, message) in problems)
        {
            Problems.Add(new(OptionRows.Profile.Name, $"file {Text.ForDisplay(path)}", $"the file {message}"));
        }
    }
}
