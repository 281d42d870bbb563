namespace SsoOidc.ConformanceTests.Runner;

/// <summary>Collects what differs between expectation and observation.</summary>
internal sealed class Differences
{
    private const int Shown = 600;

    private readonly List<string> _found = [];

    public IReadOnlyList<string> Found => _found;

    public void Add(string difference) => _found.Add(difference);

    /// <summary>Adds what a part of the case found, saying which part.</summary>
    public void Add(string part, Differences other) => _found.AddRange(other.Found.Select(difference => $"[{part}] {difference}"));

    public void Same(string what, JsonNode? expected, JsonNode? actual)
    {
        if (!JsonNode.DeepEquals(expected, actual))
        {
            Add($"{what}: expected {Show(expected)}, got {Show(actual)}");
        }
    }

    public void True(string what, bool condition)
    {
        if (!condition)
        {
            Add(what);
        }
    }

    public static string Show(JsonNode? node)
    {
        string text = node?.ToJsonString() ?? "null";
        return text.Length <= Shown ? text : text[..Shown] + "…";
    }
}
