using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Stubbing;

public sealed class StubThreadsTests
{
    private const int Threads = 64;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Each thread makes calls of its own name, takes from one long sequence that all share, sets stubs that others use, and reads
    /// the record. It pauses between rounds, because a record of every call is kept in memory.
    /// </summary>
#pragma warning disable xUnit1031 // threads of their own, which may wait
    [Fact]
    public void Many_threads_stub_call_and_read_the_record_and_nothing_is_lost_or_doubled()
    {
        using var client = Clients.Stubbed();
        const int Sequence = 400_000;
        client.StubResponses(
            Operations.RegisterClient,
            [.. Enumerable.Range(0, Sequence).Select(i => (StubbedResponse<RegisterClientResponse>)new RegisterClientResponse { ClientIdIssuedAt = i })]);
        var taken = new ConcurrentBag<long>();
        var calls = new int[Threads];
        var failures = new ConcurrentQueue<string>();
        var watch = Stopwatch.StartNew();
        var threads = Enumerable.Range(0, Threads).Select(index => new Thread(() => Run(index))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Empty(failures);
        var requests = client.ApiRequests;
        Assert.True(taken.Count is > Threads and < Sequence, $"{taken.Count} of the sequence were taken.");
        Assert.Equal(Enumerable.Range(0, taken.Count).Select(i => (long)i), taken.Order());
        var recorded = requests.Where(request => request.OperationName == "CreateToken").Select(request => (string)request.Parameters["clientId"]!).ToList();
        var made = calls.SelectMany((count, index) => Enumerable.Range(0, count).Select(call => Name(index, call)));
        Assert.Equal(made.Order(StringComparer.Ordinal), recorded.Order(StringComparer.Ordinal));
        Assert.Equal(taken.Count, requests.Count(request => request.OperationName == "RegisterClient"));
        Assert.Equal(requests.Count, requests.Distinct(ReferenceEqualityComparer.Instance).Count());

        void Run(int index)
        {
            try
            {
                while (watch.Elapsed < Duration)
                {
                    Round(index);
                    Thread.Sleep(8);
                }
            }
            catch (Exception e)
            {
                failures.Enqueue(e.ToString());
            }
        }

        void Round(int index)
        {
            string name = Name(index, calls[index]);
            client.CreateTokenAsync(CreateTokenRequest.ForRefreshToken(name, "s", "r")).GetAwaiter().GetResult();
            calls[index]++;
            taken.Add(client.RegisterClientAsync(Calls.RegisterClient).GetAwaiter().GetResult().ClientIdIssuedAt!.Value);

            // Set by any thread, and always a whole one.
            client.StubResponses(Operations.StartDeviceAuthorization, new StartDeviceAuthorizationResponse { DeviceCode = name, UserCode = name });
            var device = client.StartDeviceAuthorizationAsync(Calls.StartDeviceAuthorization).GetAwaiter().GetResult();
            if (device.DeviceCode != device.UserCode || device.DeviceCode is null)
            {
                failures.Enqueue($"{device.DeviceCode} and {device.UserCode}");
            }

            // A snapshot never shrinks, has no gap, and has one's own last call.
            if (calls[index] % 16 == 0)
            {
                var snapshot = client.ApiRequests;
                if (!snapshot.Skip(snapshot.Count - Math.Min(snapshot.Count, 20_000)).Any(request => request.OperationName == "CreateToken" && Equals(request.Parameters["clientId"], name)))
                {
                    failures.Enqueue($"{name} is not in the record");
                }
            }
        }
    }

    private static string Name(int index, int call) => string.Create(CultureInfo.InvariantCulture, $"{index}/{call}");
}
