using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SsoOidc.Options;

namespace SsoOidc.ConfigurationTests.Docs;

/// <summary>That the XML documentation of every option says what its row in the code says.</summary>
public sealed partial class XmlDocTests
{
    private static readonly Dictionary<string, string> Summaries = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "SsoOidc.xml"))
        .Descendants("member")
        .ToDictionary(
            static member => member.Attribute("name")!.Value,
            static member => Blanks().Replace(string.Concat(member.Descendants("summary").DescendantNodes().Select(Text)), " ").Trim());

    public static TheoryData<string> Rows => [.. OptionTable.All.Select(static row => row.Name)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void An_option_is_documented(string name)
    {
        var row = OptionTable.Find(name)!;
        string group = row.Group.Length == 0
            ? nameof(SsoOidcClientOptions)
            : typeof(SsoOidcClientOptions).GetProperty(row.Group)!.PropertyType.Name;
        string text = Summaries[$"P:SsoOidc.{group}.{row.Property}"];

        Assert.All(row.Environment, variable => Assert.Contains(variable, text, StringComparison.Ordinal));
        Assert.Contains(row.FileKey ?? string.Empty, text, StringComparison.Ordinal);
        Assert.All(row.ReferenceNames, reference => Assert.Contains($"Reference name :{reference}", text, StringComparison.Ordinal));
        Assert.True(row.ReferenceNames.Length > 0 || text.Contains("The reference has no such option", StringComparison.Ordinal), text);
        Assert.Matches("Default|No default", text);
        if (DefaultText(row) is { } value)
        {
            Assert.Contains(value, text[text.IndexOf("Default", StringComparison.Ordinal)..], StringComparison.OrdinalIgnoreCase);
        }

        // What a number may be, and what a duration is in text.
        if (row.Default is int || row.Text == OptionText.WholeNumber)
        {
            Assert.Matches(@"\d+ and more|\d+ to \d+", text);
        }

        if (row.Text == OptionText.Seconds || row.Text == OptionText.Limit)
        {
            // Where a whole group is in seconds, the class says it once.
            Assert.Matches("in text: seconds|seconds in configuration text", text + Summaries[$"T:SsoOidc.{group}"]);
            Assert.Contains("Accepted:", text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("later version", text, StringComparison.Ordinal);
    }

    private static string? DefaultText(OptionRow row) => row.Default switch
    {
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        TimeSpan span when span == Timeout.InfiniteTimeSpan => "no limit",
        TimeSpan span when span == TimeSpan.Zero => "zero",
        TimeSpan span => $"{span.TotalSeconds.ToString(CultureInfo.InvariantCulture)} second",
        Enum value => value.ToString(),
        string { Length: > 0 } text => text,
        _ => null,
    };

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } reference => reference.Attribute("cref")?.Value.Split('.')[^1] ?? reference.Attribute("langword")?.Value ?? string.Empty,
        _ => string.Empty,
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
