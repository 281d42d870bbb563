using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Docs;

/// <summary>
/// A fenced block of C#. What it is compiled as:
/// <list type="bullet">
/// <item>a block that declares types compiles as it is, with statements before them as a program of its own;</item>
/// <item>any other block is the body of an asynchronous method of a class that has <c>client</c> and <c>cancellationToken</c>;</item>
/// <item>after <c>&lt;!-- docs: with string idpJwt, Device device --&gt;</c> the method has these parameters too;</item>
/// <item>after <c>&lt;!-- docs: members --&gt;</c> the block is the body of that class.</item>
/// </list>
/// </summary>
internal sealed record CodeBlock(string Place, string Context, string Code)
{
    private const string Usings = "global using SsoOidc; global using System.Diagnostics.CodeAnalysis;\n";

    // Fields, so that a block may declare a client of its own.
    private const string Fields = "SsoOidcClient client = null!; CancellationToken cancellationToken = default;";

    private static readonly Lazy<MetadataReference[]> Platform =
        new(() => References.All(name => !name.StartsWith("xunit", StringComparison.OrdinalIgnoreCase) && name != "SsoOidc.Tests"));

    /// <summary>Compiles the block; returns its errors.</summary>
    public IEnumerable<string> Compile() => Compile(Wrap(), Usings);

    /// <summary>Compiles the block as it is, with nothing but what a new project has; returns its errors.</summary>
    public IEnumerable<string> CompileAlone() => Compile(Code, string.Empty);

    private IEnumerable<string> Compile(string source, string usings)
    {
        var tree = CSharpSyntaxTree.ParseText(source, References.Parsing, path: Place);
        bool isProgram = tree.GetCompilationUnitRoot().Members.Any(member => member is GlobalStatementSyntax);
        var compilation = CSharpCompilation.Create(
            "Block",
            [tree, References.ImplicitUsings, CSharpSyntaxTree.ParseText(usings, References.Parsing)],
            Platform.Value,
            new CSharpCompilationOptions(
                isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable));
        return compilation.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => $"{diagnostic.Location.GetMappedLineSpan()}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
    }

    /// <summary>The simple names in the block, comments and strings left out.</summary>
    public IEnumerable<string> Names() => CSharpSyntaxTree.ParseText(Code, References.Parsing)
        .GetRoot().DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText);

    private string Wrap()
    {
        string line = $"#line {Place[(Place.LastIndexOf(':') + 1)..]} \"{Place[..Place.LastIndexOf(':')]}\"\n";
        if (Context == "members")
        {
            return $"class Block {{ {Fields}\n{line}{Code}\n}}";
        }

        var members = CSharpSyntaxTree.ParseText(Code, References.Parsing).GetCompilationUnitRoot().Members;
        if (Context.Length == 0 && members.Any(member => member is BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax or DelegateDeclarationSyntax))
        {
            return line + Code;
        }

        if (Context.Length > 0 && !Context.StartsWith("with ", StringComparison.Ordinal))
        {
            return $"#error unknown context '{Context}'; write 'members' or 'with TYPE NAME, …'";
        }

        string given = Context.Length > 0 ? Context["with ".Length..] : string.Empty;
        var usings = members.Count > 0
            ? string.Concat(CSharpSyntaxTree.ParseText(Code, References.Parsing).GetCompilationUnitRoot().Usings.Select(directive => directive.ToString() + "\n"))
            : string.Empty;
        string body = usings.Length == 0 ? Code : WithoutUsings();
        return $"{usings}class Block {{ {Fields} async Task RunAsync({given}) {{ await Task.Yield();\n{line}{body}\n}} }}";
    }

    // Keeps the lines, so that errors are found where they are.
    private string WithoutUsings() => string.Join(
        '\n', Code.Split('\n').Select(line => line.StartsWith("using ", StringComparison.Ordinal) && line.TrimEnd().EndsWith(';')
            && !line.Contains('=', StringComparison.Ordinal) && !line.Contains('(', StringComparison.Ordinal) ? string.Empty : line));
}
