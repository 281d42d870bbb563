using System.Xml.Linq;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Conventions;

/// <summary>What source files look like.</summary>
public sealed class FileTests
{
    public static TheoryData<string> Folders => ["src", "samples", "tests"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void No_file_is_longer_than_400_lines(string folder)
    {
        var files = Repository.Files(folder, "*.cs").ToArray();
        Assert.NotEmpty(files);
        Assert.Empty(files.Where(file => File.ReadLines(Repository.Path(folder, file)).Skip(400).Any()));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void No_file_or_type_is_named_after_nothing(string folder)
    {
        string[] empty = ["Helper", "Util", "Manager", "Common"];
        var names = Repository.Files(folder, "*.cs").SelectMany(file => file.Split('/', '.')).Distinct();
        Assert.Empty(names.Where(name => empty.Any(word => name.Contains(word, StringComparison.Ordinal))));
        var types = typeof(SsoOidcClient).Assembly.GetTypes().Select(type => type.Name);
        Assert.Empty(types.Where(name => empty.Any(word => name.Contains(word, StringComparison.Ordinal))));
    }

    [Fact]
    public void Polly_is_named_in_one_file_at_most()
    {
        var files = Repository.Files("src", "*.cs")
            .Where(file => File.ReadAllText(Repository.Path("src", file)).Contains("Polly", StringComparison.Ordinal));
        Assert.InRange(files.Count(), 0, 1);
    }

    [Fact]
    public void The_library_never_writes_to_the_console()
    {
        var files = Repository.Files("src/SsoOidc", "*.cs")
            .Where(file => File.ReadAllText(Repository.Path("src/SsoOidc", file)).Contains("Console.", StringComparison.Ordinal));
        Assert.Empty(files);
    }

    [Fact]
    public void Every_package_with_a_version_is_asked_for()
    {
        string projects = string.Concat(Repository.Files(".", "*.csproj").Append("Directory.Build.props").Select(file => File.ReadAllText(Repository.Path(file))));
        var packages = XDocument.Load(Repository.Path("Directory.Packages.props")).Descendants("PackageVersion").Select(row => row.Attribute("Include")!.Value).ToArray();
        Assert.NotEmpty(packages);
        Assert.Empty(packages.Where(name => !projects.Contains($"<PackageReference Include=\"{name}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Tests_mirror_the_rooms()
    {
        string[] besides = ["Conventions", "Docs", "Oracle", "Support", "Limits", "Loose", ""];
        var rooms = Repository.Files("src/SsoOidc", "*.cs").Select(Folder).ToHashSet();
        var strays = Repository.Files("tests/SsoOidc.Tests", "*.cs").Select(Folder).Distinct()
            .Where(folder => !rooms.Contains(folder) && !besides.Contains(folder));
        Assert.Empty(strays);
    }

    private static string Folder(string file) => file.Contains('/', StringComparison.Ordinal) ? file[..file.LastIndexOf('/')] : string.Empty;
}
