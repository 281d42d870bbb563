using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests;

/// <summary>
/// <c>dotnet run --project tests/SsoOidc.ConformanceTests [-- NAME …]</c> runs the golden files; arguments that begin with
/// <c>--</c> are the test platform's (<c>dotnet test</c> gives some, as does <c>-- --list-tests</c>).
/// </summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => args.Any(static argument => argument.StartsWith("--", StringComparison.Ordinal))
        ? Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
        : ConformanceRunner.RunAsync(args, GoldenFolder.FromEnvironment(), Console.Out);
}
