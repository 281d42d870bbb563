using Bench;
using Bench.Runner;
using BenchmarkDotNet.Attributes;
using SsoOidc.Benchmarks.Check;

namespace SsoOidc.Benchmarks.Suites;

/// <summary>Calls that do not go well at once.</summary>
[InProcess]
[MemoryDiagnoser]
public class OutcomeBenchmarks
{
    private readonly OursSubject _poller = new(new SubjectOptions(new StubTransport(StubMode.Pending)));
    private ISubject _pending = null!;
    private ISubject _failing = null!;

    /// <summary>Gets or sets whose client it is.</summary>
    [Params(Subjects.Floor, Subjects.Peer, Subjects.Ours)]
    public string Subject { get; set; } = Subjects.Ours;

    /// <summary>Makes the clients.</summary>
    [GlobalSetup]
    public void Create()
    {
        var factory = Subjects.All.Single(factory => factory.Name == Subject);
        _pending = factory.Create(new SubjectOptions(new StubTransport(StubMode.Pending)));
        _failing = factory.Create(new SubjectOptions(new StubTransport(StubMode.FailTwice), ZeroDelayRetries: true));
    }

    /// <summary>Disposes the clients.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _pending.Dispose();
        _failing.Dispose();
    }

    /// <summary>A 400 that becomes an exception, which is caught.</summary>
    [Benchmark]
    public async Task<bool> Thrown()
    {
        try
        {
            await _pending.CreateTokenAsync();
            return false;
        }
        catch (Exception e) when (_pending.IsAuthorizationPending(e))
        {
            return true;
        }
    }

    /// <summary>The same answer, looked at; always our client.</summary>
    [Benchmark]
    public ValueTask<bool> LookedAt() => _poller.PollAsync();

    /// <summary>500, 500, 200 with no delay.</summary>
    [Benchmark]
    public ValueTask<string> TwoRetries() => _failing.CreateTokenAsync();
}
