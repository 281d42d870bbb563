namespace Bench.Runner;

/// <summary>The operations by their wire names; Verify.cs looks for them here. The one file of this folder that is not a copy.</summary>
internal static class Program
{
    internal sealed record Op(string Name, Func<ISubject, CancellationToken, ValueTask<string>> Call);

    internal static readonly Op[] AllOps =
    [
        new("CreateToken", static (s, c) => s.CreateTokenAsync(c)),
        new("RegisterClient", static (s, c) => s.RegisterClientAsync(c)),
        new("CreateTokenWithIAM", static (s, c) => s.CreateTokenWithIamAsync(c)),
        new("StartDeviceAuthorization", static (s, c) => s.StartDeviceAuthorizationAsync(c)),
    ];
}
