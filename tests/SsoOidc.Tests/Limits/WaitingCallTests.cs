using System.Net;
using Bench;

namespace SsoOidc.Tests.Limits;

/// <summary>A call that has to wait, as every call over a socket does: what that allocates beside the call itself.</summary>
public sealed class WaitingCallTests
{
    // 472 in a debug build: the state of the outermost method, and what HttpMessageInvoker and the test's own task come to.
    private const int MostForWaiting = 500;

    [Fact]
    public void A_call_that_waits_for_its_answer_allocates_at_most_500_bytes_more()
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            // Everything goes on inside SetResult, on this thread.
            long atOnce = Bytes(new Held(waits: false));
            long waiting = Bytes(new Held(waits: true));
            Assert.InRange(waiting - atOnce, 1, MostForWaiting);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private static long Bytes(Held transport)
    {
        var options = new SsoOidcClientOptions { Region = Inputs.Region };
        options.Http.Handler = transport;
        using var client = new SsoOidcClient(options);
        var request = new CreateTokenRequest { ClientId = Inputs.ClientId, ClientSecret = Inputs.ClientSecret, GrantType = Inputs.DeviceGrant };
        long least = long.MaxValue;
        for (int round = 0; round < 20; round++)
        {
            Thread.Sleep(20);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 500; i++)
            {
                var call = client.CreateTokenAsync(request);
                transport.Release();
                Assert.True(call.IsCompletedSuccessfully);
            }

            least = Math.Min(least, (GC.GetAllocatedBytesForCurrentThread() - before) / 500);
        }

        return least;
    }

    private sealed class Held(bool waits) : HttpMessageHandler
    {
        private TaskCompletionSource<HttpResponseMessage>? _held;

        public void Release() => _held?.SetResult(Answer());

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!waits)
            {
                return Task.FromResult(Answer());
            }

            _held = new();
            return _held.Task;
        }

        private static HttpResponseMessage Answer() => new(HttpStatusCode.OK) { Content = new ByteArrayContent(Wire.CreateToken) };
    }
}
