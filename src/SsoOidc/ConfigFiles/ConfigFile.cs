using System.Text;

namespace SsoOidc.ConfigFiles;

/// <summary>
/// A parsed config or credentials file. Any text parses: what is not understood is passed over. Values are as they stand in
/// the file, control characters included; whoever uses one checks it.
/// </summary>
internal sealed class ConfigFile
{
    public static readonly ConfigFile Empty = new();

    private readonly Dictionary<string, ConfigSection> _sections = new(StringComparer.Ordinal);

    private ConfigFile()
    {
    }

    /// <summary>The names of the sections: profiles without the word <c>profile</c>, others such as <c>sso-session x</c> in full.</summary>
    public IReadOnlyCollection<string> SectionNames => _sections.Keys;

    /// <summary>A section that has at least one key. A name may stand in quotes in the file, as the AWS CLI writes names with spaces.</summary>
    public ConfigSection? Find(string name) => Find(string.Empty, name);

    /// <summary>A section of a kind, such as <c>sso-session</c>.</summary>
    public ConfigSection? FindOf(string kind, string name) => Find(kind + " ", name);

    public static ConfigFile Parse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith("\uFEFF"u8))
        {
            utf8 = utf8[3..];
        }

        return Parse(Encoding.UTF8.GetString(utf8));
    }

    public static ConfigFile Parse(string text)
    {
        var file = new ConfigFile();
        string? sectionName = null;
        string? openKey = null;
        int? baseIndent = null;
        foreach (var untrimmed in text.AsSpan().EnumerateLines())
        {
            var line = WithoutComment(untrimmed);
            if (line.IsWhiteSpace())
            {
                continue;
            }

            if (ReadHeader(line) is { } name)
            {
                (sectionName, openKey, baseIndent) = (name, null, null);
                continue;
            }

            int equals = line.IndexOf('=');
            var key = equals < 0 ? default : line[..equals].Trim();
            if (sectionName is null || key.IsEmpty)
            {
                continue;
            }

            int indent = line.Length - line.TrimStart().Length;
            baseIndent ??= indent;
            string value = line[(equals + 1)..].Trim().ToString();
            if (indent <= baseIndent)
            {
                // A key without value opens a sub-section, if indented lines follow; else it is as if it were not there.
                openKey = value.Length == 0 ? key.ToString() : null;
                if (openKey is null)
                {
                    file.Section(sectionName).Set(key.ToString(), value);
                }
            }
            else if (openKey is not null && value.Length > 0)
            {
                file.Section(sectionName).AddNested(openKey).Set(key.ToString(), value);
            }
        }

        return file;
    }

    // A section without keys does not exist, so it is made for its first key; repeated sections merge.
    private ConfigSection Section(string name)
    {
        if (!_sections.TryGetValue(name, out var section))
        {
            _sections.Add(name, section = new ConfigSection());
        }

        return section;
    }

    private ConfigSection? Find(string prefix, string name) =>
        _sections.GetValueOrDefault(prefix + name)
        ?? _sections.GetValueOrDefault($"{prefix}'{name}'")
        ?? _sections.GetValueOrDefault($"{prefix}\"{name}\"");

    // A semicolon begins a comment after white space only, and a number sign at the line's beginning only: both are in secrets.
    private static ReadOnlySpan<char> WithoutComment(ReadOnlySpan<char> line)
    {
        if (line.TrimStart() is ['#' or ';', ..])
        {
            return default;
        }

        for (int i = 1; i < line.Length; i++)
        {
            if (line[i] == ';' && char.IsWhiteSpace(line[i - 1]))
            {
                return line[..i];
            }
        }

        return line;
    }

    // [name] or [profile name], in either file, with nothing behind it but a comment.
    private static string? ReadHeader(ReadOnlySpan<char> line)
    {
        if (line[0] != '[' || line[1..].IndexOf(']') is not (> 0 and var length))
        {
            return null;
        }

        var content = line.Slice(1, length);
        var rest = line[(length + 2)..].Trim();
        if (content.Contains('[') || (!rest.IsEmpty && rest[0] != '#'))
        {
            return null;
        }

        string name = string.Join(' ', content.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return name.StartsWith("profile ", StringComparison.Ordinal) ? name["profile ".Length..] : name;
    }
}
