using System.Text.Json;

namespace SsoOidc.ConformanceTests.Runner;

/// <summary>The folder with the golden files: the one that <c>SSOOIDC_GOLDEN</c> names, else the project's own copy.</summary>
internal sealed class GoldenFolder(string path)
{
    public const string Variable = "SSOOIDC_GOLDEN";

    public static string OwnCopy { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "golden");

    public string Path { get; } = path;

    public static GoldenFolder FromEnvironment() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? new(folder) : new(OwnCopy);

    public bool Has(string name) => File.Exists(PathOf(name));

    /// <exception cref="GoldenFormatException">There is no such file, or it is not a golden file.</exception>
    public IReadOnlyList<GoldenCase> Read(string name)
    {
        string file = PathOf(name);
        if (!File.Exists(file))
        {
            throw new GoldenFormatException($"{file} does not exist");
        }

        JsonNode? root;
        try
        {
            root = JsonNode.Parse(File.ReadAllText(file), documentOptions: new JsonDocumentOptions { MaxDepth = 512 });
        }
        catch (JsonException e)
        {
            throw new GoldenFormatException($"{file} is not JSON: {e.Message}");
        }

        if (root is not JsonObject { } document || document["cases"] is not JsonArray { Count: > 0 } cases)
        {
            throw new GoldenFormatException($"{file} has no cases");
        }

        var read = cases.Select(item => new GoldenCase(name, item as JsonObject ?? throw new GoldenFormatException($"{file} has a case that is no object"))).ToList();
        read.ForEach(golden => (golden.Siblings, golden.Document) = (read, document));
        var twice = read.GroupBy(static golden => golden.Name, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1);
        return twice is null ? read : throw new GoldenFormatException($"{file} has the case '{twice.Key}' twice");
    }

    private string PathOf(string name) => System.IO.Path.Combine(Path, name + ".json");
}
