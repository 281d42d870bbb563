using Bench;
using BenchmarkDotNet.Attributes;
using SsoOidc.Benchmarks.Check;

namespace SsoOidc.Benchmarks.Suites;

/// <summary>What our client does beside calls over a wire.</summary>
[InProcess]
[MemoryDiagnoser]
public class ClientBenchmarks
{
    private readonly SsoOidcClientOptions _options = new() { Region = Inputs.Region };
    private readonly SsoOidcClient _stubbed = new(new SsoOidcClientOptions { Region = Inputs.Region, StubResponses = true });
    private readonly CreateTokenRequest _request = new() { ClientId = Inputs.ClientId, ClientSecret = Inputs.ClientSecret, GrantType = Inputs.DeviceGrant };
    private SessionFile _session = null!;

    /// <summary>Makes what is used.</summary>
    [GlobalSetup]
    public void Create()
    {
        _options.Http.Handler = new StubTransport();
        _session = new SessionFile();
    }

    /// <summary>Deletes the home of the session file.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _session.Dispose();
        _stubbed.Dispose();
    }

    /// <summary>One client of many.</summary>
    [Benchmark]
    public void Construction() => new SsoOidcClient(_options).Dispose();

    /// <summary>A call that stubs answer.</summary>
    [Benchmark]
    public async Task StubbedCall()
    {
        await _stubbed.CreateTokenAsync(_request);
        _stubbed.ClearApiRequests();
    }

    /// <summary>The token of a sign-in session.</summary>
    [Benchmark]
    public Task SessionFileRead() => _session.ReadAsync(1);
}
