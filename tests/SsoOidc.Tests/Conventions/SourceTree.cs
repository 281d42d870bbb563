using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Conventions;

/// <summary>The sources of the library, bound: who refers to whom, by the files in which things are declared.</summary>
internal sealed class SourceTree
{
    private static readonly Lazy<SourceTree> Shared = new(() => new SourceTree());

    // What the build writes.
    private static readonly SyntaxTree Generated = CSharpSyntaxTree.ParseText(
        "namespace SsoOidc.Diagnostics; internal static class BuiltVersion { public const string Text = \"0\"; }",
        References.Parsing,
        path: "Diagnostics/BuiltVersion.g.cs");

    private readonly Lazy<Reference[]> _references;

    private SourceTree()
    {
        Files = [.. Repository.Files("src/SsoOidc", "*.cs")];
        var trees = Files.Select(file => CSharpSyntaxTree.ParseText(
            File.ReadAllText(Repository.Path("src/SsoOidc", file)), References.Parsing, path: file));
        Compilation = CSharpCompilation.Create(
            "SsoOidc",
            [Support.References.ImplicitUsings, Generated, .. trees],
            References.All(name => !name.StartsWith("SsoOidc", StringComparison.Ordinal)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        _references = new(Find);
    }

    public static SourceTree Instance => Shared.Value;

    public string[] Files { get; }

    public CSharpCompilation Compilation { get; }

    /// <summary>Each reference from a file to a type that another file declares. Documentation comments do not count.</summary>
    public IReadOnlyList<Reference> FindReferences() => _references.Value;

    private Reference[] Find() =>
    [
        .. from tree in Compilation.SyntaxTrees
        where tree.FilePath.Length > 0
        let model = Compilation.GetSemanticModel(tree)
        from node in tree.GetRoot().DescendantNodes().Bind(model)
        from file in node.Symbol.DeclaringSyntaxReferences.Select(declaration => declaration.SyntaxTree.FilePath).Distinct()
        where file != tree.FilePath && file.Length > 0
        select new Reference(tree.FilePath, file, node.Symbol.Name, node.Symbol.DeclaredAccessibility == Accessibility.Public, node.Line),
    ];
}

/// <summary>One reference between two files.</summary>
internal sealed record Reference(string From, string To, string Type, bool IsPublic, int Line)
{
    public override string ToString() => $"{From}({Line}) -> {Type} in {To}";
}

/// <summary>A place in the text that names, creates or calls something, and the type it belongs to.</summary>
internal sealed record BoundNode(INamedTypeSymbol Symbol, int Line);

internal static class BoundNodes
{
    public static IEnumerable<BoundNode> Bind(this IEnumerable<SyntaxNode> nodes, SemanticModel model)
    {
        foreach (var node in nodes)
        {
            if (node is not (SimpleNameSyntax or BaseObjectCreationExpressionSyntax or ConstructorInitializerSyntax)
                || node.FirstAncestorOrSelf<UsingDirectiveSyntax>() is not null)
            {
                continue;
            }

            var symbol = model.GetSymbolInfo(node).Symbol;
            var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
            if (type is not null)
            {
                yield return new BoundNode(type.OriginalDefinition, node.GetLocation().GetLineSpan().StartLinePosition.Line + 1);
            }
        }
    }
}
