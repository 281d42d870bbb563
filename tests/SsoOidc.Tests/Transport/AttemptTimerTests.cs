using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;
using SsoOidc.Tests.Support;
using SsoOidc.Transport;

namespace SsoOidc.Tests.Transport;

/// <summary>Attempts share timers and tokens: none may notice another.</summary>
public sealed class AttemptTimerTests
{
    private static readonly AsyncLocal<object?> Surroundings = new();

    [Fact]
    public void That_the_request_was_sent_is_not_undone_by_a_start_that_comes_late()
    {
        var clock = new FakeTimeProvider();
        using var timers = new AttemptTimers(clock, keepsNoToken: true);
        using var timer = timers.Begin(TimeSpan.FromSeconds(60), default);
        timer.Restart();
        timer.Start(TimeSpan.FromSeconds(15));
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.True(timer.Elapsed);
    }

    [Fact]
    public async Task A_client_keeps_nothing_of_what_surrounded_a_call()
    {
        using var client = Clients.Create(new FunctionHandler(async (_, _) =>
        {
            await Task.Yield();
            return CapturingHandler.Json(200, "{}");
        }));
        var surroundings = await CallAsync(client);
        for (int i = 0; i < 20 && surroundings.IsAlive; i++)
        {
            await Task.Delay(10);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(surroundings.IsAlive);
    }

    [Fact]
    public async Task A_token_that_a_handler_keeps_is_not_another_calls()
    {
        using var handler = new KeepingHandler { AllowAutoRedirect = false };
        using var client = Clients.Create(handler);
        await client.CreateTokenAsync(Calls.CreateToken);
        var kept = handler.Token;
        using var source = new CancellationTokenSource();
        handler.IsSilent = true;
        var call = client.CreateTokenAsync(Calls.CreateToken, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.False(kept.IsCancellationRequested);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> CallAsync(SsoOidcClient client)
    {
        var mine = new object();
        Surroundings.Value = mine;
        await client.CreateTokenAsync(Calls.CreateToken);
        return new WeakReference(mine);
    }

    /// <summary>It may do with a token what it likes.</summary>
    private sealed class KeepingHandler : HttpClientHandler
    {
        public CancellationToken Token { get; private set; }

        public bool IsSilent { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Token = IsSilent ? Token : cancellationToken;
            await Task.Delay(IsSilent ? Timeout.Infinite : 1, cancellationToken);
            return CapturingHandler.Json(200, "{}");
        }
    }
}
