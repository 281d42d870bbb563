namespace SsoOidc.ConformanceTests.Runner;

/// <summary>One recorded case: inputs, and what was observed.</summary>
internal sealed class GoldenCase(string file, JsonObject json)
{
    public string File { get; } = file;

    public string Name { get; } = json["name"]?.GetValue<string>() ?? "(a case without a name)";

    public JsonObject Json { get; } = json;

    public JsonObject Expected => Json["expected"] as JsonObject ?? throw new GoldenFormatException("the case has no 'expected'");

    /// <summary>The whole file.</summary>
    public JsonObject Document { get; set; } = [];

    /// <summary>All cases of the file, this one included.</summary>
    public IReadOnlyList<GoldenCase> Siblings { get; set; } = [];

    public string? Kind => Text("kind");

    public string? Text(string name) => Json[name]?.GetValue<string>();

    public JsonObject Object(string name) => Json[name] as JsonObject ?? throw new GoldenFormatException($"the case has no '{name}'");

    public JsonObject? OptionalObject(string name) => Json[name] as JsonObject;
}

/// <summary>A golden file or case does not have the form that a driver knows. Never a reason to skip it.</summary>
internal sealed class GoldenFormatException(string message) : Exception(message);
