using SsoOidc.ConfigFiles;

namespace SsoOidc.Options;

/// <summary>What comes from outside: the environment, chance, files, names. One seam each, so that tests decide.</summary>
internal sealed class SystemSeams
{
    public static readonly SystemSeams Real = new();

    /// <summary>Returns an environment variable; null where it is not set, empty where it is empty.</summary>
#pragma warning disable RS0030 // the one place that reads the environment
    public Func<string, string?> GetEnvironmentVariable { get; init; } = Environment.GetEnvironmentVariable;
#pragma warning restore RS0030

    /// <summary>Jitter and invocation ids; never secrets.</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>The files of the machine.</summary>
    public FileSystem Files { get; init; } = FileSystem.Real;
}
