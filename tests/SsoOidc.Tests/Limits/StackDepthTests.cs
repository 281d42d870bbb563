using System.Diagnostics;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Limits;

public sealed class StackDepthTests
{
    [Fact]
    public async Task Between_caller_and_transport_stand_at_most_thirty_frames_of_the_library()
    {
        int frames = 0;
        using var client = Clients.Create(new FunctionHandler((_, _) =>
        {
            frames = new StackTrace().GetFrames().Count(frame => frame.GetMethod()?.Module == typeof(SsoOidcClient).Module);
            return Task.FromResult(CapturingHandler.Json(200, "{}"));
        }));
        await client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam);
        TestContext.Current.SendDiagnosticMessage($"{frames} frames");
        TestContext.Current.TestOutputHelper?.WriteLine($"{frames} frames of SsoOidc.dll");
        Assert.InRange(frames, 5, 30);
    }
}
