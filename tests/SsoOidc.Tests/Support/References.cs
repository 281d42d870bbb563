using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SsoOidc.Tests.Support;

/// <summary>What source text is compiled with: the assemblies of this test run, and the usings that a project has by default.</summary>
internal static class References
{
    public static readonly CSharpParseOptions Parsing = new(
        LanguageVersion.CSharp14,
        preprocessorSymbols: ["NET", "NET8_0_OR_GREATER", "NET9_0_OR_GREATER", "NET10_0_OR_GREATER", "NET10_0"]);

    public static readonly SyntaxTree ImplicitUsings = CSharpSyntaxTree.ParseText(
        string.Concat(
            new[] { "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks" }
                .Select(name => $"global using {name};\n")),
        Parsing);

    /// <summary>The platform, the packages and the projects that the tests refer to.</summary>
    public static MetadataReference[] All(Func<string, bool>? wanted = null) =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => wanted is null || wanted(Path.GetFileNameWithoutExtension(path)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];
}
