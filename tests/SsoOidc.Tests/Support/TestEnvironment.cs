using SsoOidc.Options;

namespace SsoOidc.Tests.Support;

/// <summary>Environment variables that a test sets, and a record of those that were asked for.</summary>
internal sealed class TestEnvironment : Dictionary<string, string>
{
    private readonly List<string> _reads = [];

    public TestEnvironment()
        : base(StringComparer.Ordinal)
    {
        Seams = new SystemSeams { GetEnvironmentVariable = Read, Random = new Random(1) };
    }

    public SystemSeams Seams { get; }

    public IReadOnlyList<string> Reads => _reads;

    public void ForgetReads() => _reads.Clear();

    private string? Read(string name)
    {
        lock (_reads)
        {
            _reads.Add(name);
        }

        return this.GetValueOrDefault(name);
    }
}
