using System.Text.RegularExpressions;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Docs;

/// <summary>A page of the documentation, by its path below the repository.</summary>
internal sealed partial record Page(string Name, string Text)
{
    /// <summary>The README and everything in docs.</summary>
    public static IEnumerable<Page> All() =>
        new[] { "README.md" }.Concat(Repository.Files("docs", "*.md").Select(file => "docs/" + file))
            .Select(name => new Page(name, File.ReadAllText(Repository.Path(name)).ReplaceLineEndings("\n")));

    /// <summary>The fenced blocks of C#, each with the comment <c>&lt;!-- docs: … --&gt;</c> on the line before it, if any.</summary>
    public IEnumerable<CodeBlock> CSharpBlocks()
    {
        foreach (Match match in Fence().Matches(Text))
        {
            int line = Text.AsSpan(0, match.Groups["code"].Index).Count('\n') + 1;
            yield return new CodeBlock($"{Name}:{line}", match.Groups["context"].Value, match.Groups["code"].Value);
        }
    }

    /// <summary>The targets of links that are not on the web, without their fragment.</summary>
    public IEnumerable<string> RelativeLinks() =>
        Link().Matches(AnyFence().Replace(Text, string.Empty))
            .Select(match => match.Groups["target"].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
                && !target.StartsWith("mailto:", StringComparison.Ordinal));

    [GeneratedRegex(@"(?:^<!--[ ]*docs:[ ]*(?<context>[^\n]*?)[ ]*-->\n)?^(?<indent>[ ]*)```(?:csharp|cs|c\#)[ ]*\n(?<code>.*?)^[ ]*```[ ]*$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^[ ]*```.*?^[ ]*```[ ]*$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex AnyFence();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)(?:\s[^)]*)?\)")]
    private static partial Regex Link();
}
