using Bench;
using BenchmarkDotNet.Attributes;
using SsoOidc.Benchmarks.Check;

namespace SsoOidc.Benchmarks.Suites;

/// <summary>The four operations in memory.</summary>
[InProcess]
[MemoryDiagnoser]
public class CallBenchmarks
{
    private ISubject _subject = null!;

    /// <summary>Gets or sets whose client it is.</summary>
    [Params(Subjects.Floor, Subjects.Peer, Subjects.Ours)]
    public string Subject { get; set; } = Subjects.Ours;

    /// <summary>Makes the client.</summary>
    [GlobalSetup]
    public void Create() => _subject = Subjects.All.Single(factory => factory.Name == Subject).Create(new SubjectOptions(new StubTransport()));

    /// <summary>Disposes the client.</summary>
    [GlobalCleanup]
    public void Dispose() => _subject.Dispose();

    /// <summary>CreateToken.</summary>
    [Benchmark]
    public ValueTask<string> CreateToken() => _subject.CreateTokenAsync();

    /// <summary>RegisterClient.</summary>
    [Benchmark]
    public ValueTask<string> RegisterClient() => _subject.RegisterClientAsync();

    /// <summary>StartDeviceAuthorization.</summary>
    [Benchmark]
    public ValueTask<string> StartDeviceAuthorization() => _subject.StartDeviceAuthorizationAsync();

    /// <summary>CreateTokenWithIAM, which is signed.</summary>
    [Benchmark]
    public ValueTask<string> CreateTokenWithIam() => _subject.CreateTokenWithIamAsync();

    /// <summary>A signature alone.</summary>
    [Benchmark]
    public string? Sign() => _subject.Sign();
}
