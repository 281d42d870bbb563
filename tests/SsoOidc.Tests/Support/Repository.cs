using System.Reflection;

namespace SsoOidc.Tests.Support;

/// <summary>The tree that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>The files below a folder, by path relative to it with forward slashes; build output left out.</summary>
    public static IEnumerable<string> Files(string folder, string pattern)
    {
        string root = Path(folder);
        return !Directory.Exists(root)
            ? []
            : Directory.EnumerateFiles(root, pattern, SearchOption.AllDirectories)
                .Select(file => System.IO.Path.GetRelativePath(root, file).Replace('\\', '/'))
                .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal)
                    && !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal);
    }
}
