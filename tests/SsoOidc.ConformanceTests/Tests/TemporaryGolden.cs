using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Tests;

/// <summary>A folder with a changed copy of golden files, deleted afterwards.</summary>
internal sealed class TemporaryGolden : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ssooidc-golden-");

    public GoldenFolder Folder => new(_directory.FullName);

    /// <summary>The first recorded case of a file for which a condition holds.</summary>
    public static JsonObject Case(string file, Func<JsonObject, bool> condition) =>
        (JsonObject)new GoldenFolder(GoldenFolder.OwnCopy).Read(file).First(golden => condition(golden.Json)).Json.DeepClone();

    public void Write(string file, params JsonObject[] cases) => File.WriteAllText(
        Path.Combine(_directory.FullName, file + ".json"),
        new JsonObject { ["description"] = "", ["oracle"] = "", ["cases"] = new JsonArray([.. cases.Select(static item => item.DeepClone())]) }.ToJsonString());

    public void Dispose() => _directory.Delete(recursive: true);
}
