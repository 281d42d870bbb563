using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace SsoOidc.Benchmarks.Check;

/// <summary>A program that makes one call and ends.</summary>
/// <param name="Path">The path it belongs to.</param>
/// <param name="Subject">Who makes the call.</param>
/// <param name="Command">How it is started.</param>
/// <param name="Binary">The native program, where it is one.</param>
internal sealed record ColdProgram(string Path, string Subject, string[] Command, string? Binary);

/// <summary>The programs of tests/SsoOidc.ColdStart, published both ways.</summary>
internal static class ColdPrograms
{
    private static readonly (string Subject, string Project, string[] Arguments)[] Sources =
    [
        (Subjects.Floor, "Floor", []),
        (Subjects.Peer, "Peer", []),
        (Subjects.Ours, "Ours", []),
        (Subjects.OursWithChain, "Ours", ["-p:WithChain=true"]),
    ];

    private static string Root => typeof(ColdPrograms).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "RepositoryRoot").Value!;

    private static bool HasNativeLinker { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .Any(static folder => File.Exists(Path.Combine(folder, "clang")) || File.Exists(Path.Combine(folder, "gcc")));

    public static List<ColdProgram> Publish(Report report)
    {
        var programs = new List<ColdProgram>();
        foreach (var (subject, project, arguments) in Sources)
        {
            string folder = Publish(project, $"jit/{FolderOf(subject)}", arguments);
            programs.Add(new(Budgets.ColdJit, subject, ["dotnet", Path.Combine(folder, $"cold-{project.ToLowerInvariant()}.dll")], null));
        }

        if (!HasNativeLinker)
        {
            report.Note($"{Budgets.ColdAot}, size of the native programs: skipped: not installed (neither clang nor gcc)");
            return programs;
        }

        foreach (var (subject, project, arguments) in Sources)
        {
            string folder = Publish(project, $"aot/{FolderOf(subject)}", ["-r", RuntimeInformation.RuntimeIdentifier, "-p:Aot=true", .. arguments]);
            string binary = Path.Combine(folder, $"cold-{project.ToLowerInvariant()}");
            programs.Add(new(Budgets.ColdAot, subject, [binary], binary));
        }

        return programs;
    }

    private static string FolderOf(string subject) => subject.Replace(", ", "-").Replace(' ', '-');

    private static string Publish(string project, string name, string[] arguments)
    {
        string folder = Path.Combine(Root, "artifacts", "cold", name);
        string[] command = ["publish", Path.Combine(Root, "tests", "SsoOidc.ColdStart", project), "-c", "Release", "-o", folder, .. arguments];
        Console.WriteLine($"  publishing {name}");
        using var process = Process.Start(new ProcessStartInfo("dotnet", command) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? folder : throw new InvalidOperationException($"Publishing {name} has failed:\n{output}");
    }
}
