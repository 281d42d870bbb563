using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Docs;

public sealed class CodeBlockTests
{
    public static TheoryData<string> Pages => [.. Page.All().Select(page => page.Name)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_block_of_csharp_compiles(string name)
    {
        var errors = Page.All().Single(page => page.Name == name).CSharpBlocks().SelectMany(block => block.Compile());
        Assert.Empty(errors);
    }

    /// <summary>What a newcomer pastes into an empty project.</summary>
    [Fact]
    public void The_first_call_is_a_whole_program() => Assert.Empty(Page.All().First().CSharpBlocks().First().CompileAlone());

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_relative_link_leads_somewhere(string name)
    {
        var page = Page.All().Single(page => page.Name == name);
        string folder = Path.GetDirectoryName(Repository.Path(name))!;
        Assert.Empty(page.RelativeLinks().Where(link => !Path.Exists(Path.Combine(folder, link))));
    }

    [Fact]
    public void Every_public_type_is_named_in_a_sample_or_a_block()
    {
        var named = Page.All().SelectMany(page => page.CSharpBlocks())
            .Concat(Repository.Files("samples", "*.cs").Select(file =>
                new CodeBlock(file, string.Empty, File.ReadAllText(Repository.Path("samples", file)))))
            .SelectMany(block => block.Names())
            .ToHashSet();
        var missing = typeof(SsoOidcClient).Assembly.GetExportedTypes()
            .Where(type => !NamesOf(type).Any(named.Contains))
            .Select(type => type.Name.Split('`')[0])
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToArray();

        // Holds from the first page of documentation on.
        Assert.SkipUnless(Directory.Exists(Repository.Path("docs")), $"There is no documentation yet. {missing.Length} types: {string.Join(", ", missing)}");
        Assert.Empty(missing);
    }

    // Nobody names a class of extension methods, only its methods.
    private static IEnumerable<string> NamesOf(Type type)
    {
        string name = type.Name.Split('`')[0];
        return type.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute), inherit: false)
            ? type.GetMethods().Where(static method => method.IsStatic).Select(static method => method.Name)
            : [name, name + "Attribute"];
    }

    [Theory]
    [InlineData("var token = await client.CreateTokenAsync(new CreateTokenRequest(), cancellationToken);", "")]
    [InlineData("using System.Text;\nvar text = new StringBuilder();\nusing var other = new SsoOidcClient();", "")]
    [InlineData("await client.CreateTokenWithIamAsync(CreateTokenWithIamRequest.ForJwtBearer(\"arn\", jwt));", "with string jwt")]
    [InlineData("sealed class Mine : ClientPlugin;", "")]
    [InlineData("using var mine = new Mine();\nsealed class Mine : IDisposable { public void Dispose() { } }", "")]
    [InlineData("Task<CreateTokenResponse> Go() => client.CreateTokenAsync(new(), cancellationToken);", "members")]
    public void A_block_is_compiled_in_its_context(string code, string context) =>
        Assert.Empty(new CodeBlock("page.md:7", context, code).Compile());

    [Theory]
    [InlineData("client.Nothing();", "", "page.md: (6,7)")]
    [InlineData("sealed class Mine : Nothing;", "", "page.md: (6,")]
    [InlineData("client.ToString();", "whatever", "unknown context")]
    public void A_block_with_an_error_is_found_out(string code, string context, string expected) =>
        Assert.Contains(expected, Assert.Single(new CodeBlock("page.md:7", context, code).Compile()), StringComparison.Ordinal);

    [Fact]
    public void Blocks_and_links_are_found_in_a_page()
    {
        var page = new Page("x.md", "# x\n<!-- docs: with int a -->\n```csharp\nvar b = a;\n```\n\n```json\n{}\n```\n[a](b.md#c) [w](https://x) ![p](p.png \"t\")\n```sh\n[n](no)\n```\n");
        var block = Assert.Single(page.CSharpBlocks());
        Assert.Equal(new CodeBlock("x.md:4", "with int a", "var b = a;\n"), block);
        Assert.Equal(["b.md", "p.png"], page.RelativeLinks());
    }
}
