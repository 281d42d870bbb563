using Amazon.Runtime;
using SsoOidc.Credentials;

namespace SsoOidc.Benchmarks.Soak;

/// <summary>Credentials that the service says have expired, every now and then; each refresh brings another secret.</summary>
internal sealed class SoakCredentials : AWSCredentials, IRefreshableCredentials
{
    private ImmutableCredentials _current = new("AKIDSOAK", "secret-0", "token-0");
    private int _refreshes;

    public int Refreshes => _refreshes;

    public override ImmutableCredentials GetCredentials() => Volatile.Read(ref _current);

    public ValueTask RefreshAsync(CancellationToken cancellationToken)
    {
        int number = Interlocked.Increment(ref _refreshes);
        Volatile.Write(ref _current, new ImmutableCredentials("AKIDSOAK", $"secret-{number}", $"token-{number}"));
        return default;
    }
}
