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
        client.StubResponses(Operations.CreateTokenWithIam, Short("first"));
        var taken = new ConcurrentBag<long>();
        var takenOfShort = new ConcurrentBag<string>();
        var calls = new int[Threads];
        var seen = new IReadOnlyList<ApiRequest>[Threads];
        var failures = new ConcurrentQueue<string>();
        var watch = Stopwatch.StartNew();
        var threads = Enumerable.Range(0, Threads).Select(index => new Thread(() => Run(index))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Empty(failures);
        Assert.True(watch.Elapsed >= Duration);
        Assert.All(calls, count => Assert.True(count > 10, $"{count} rounds"));
        var requests = client.ApiRequests;
        Assert.True(taken.Count is > Threads and < Sequence, $"{taken.Count} of the sequence were taken.");
        Assert.Equal(Enumerable.Range(0, taken.Count).Select(i => (long)i), taken.Order());
        Assert.Empty(takenOfShort.Where(name => !name.EndsWith("last", StringComparison.Ordinal)).GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key));

        var recorded = requests.Where(request => request.OperationName == "CreateToken").Select(request => (string)request.Parameters["clientId"]!).ToList();
        var made = calls.SelectMany((count, index) => Enumerable.Range(0, count).Select(call => Name(index, call)));
        Assert.Equal(made.Order(StringComparer.Ordinal), recorded.Order(StringComparer.Ordinal));
        foreach (var operation in Operations.All)
        {
            Assert.Equal(calls.Sum(), requests.Count(request => request.OperationName == operation.Name));
        }

        Assert.Equal(requests.Count, requests.Distinct(ReferenceEqualityComparer.Instance).Count());

        void Run(int index)
        {
            try
            {
                while (watch.Elapsed < Duration)
                {
                    Round(index);
                    Thread.Sleep(20);
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
            taken.Add(client.RegisterClientAsync(Calls.RegisterClient).GetAwaiter().GetResult().ClientIdIssuedAt!.Value);

            // Set by any thread, and always a whole one.
            client.StubResponses(Operations.StartDeviceAuthorization, new StartDeviceAuthorizationResponse { DeviceCode = name, UserCode = name });
            var device = client.StartDeviceAuthorizationAsync(Calls.StartDeviceAuthorization).GetAwaiter().GetResult();
            if (device.DeviceCode != device.UserCode || device.DeviceCode is null)
            {
                failures.Enqueue($"{device.DeviceCode} and {device.UserCode}");
            }

            // Short sequences that replace each other: but for the last, each stub answers one call at most.
            if (calls[index] % 4 == 0)
            {
                client.StubResponses(Operations.CreateTokenWithIam, Short(name));
            }

            takenOfShort.Add(client.CreateTokenWithIamAsync(Calls.CreateTokenWithIam).GetAwaiter().GetResult().TokenType!);
            if (calls[index]++ % 16 == 0)
            {
                Read(index, name);
            }
        }

        // A snapshot has one's own last call, never shrinks, and keeps its order.
        void Read(int index, string name)
        {
            var snapshot = client.ApiRequests;
            int own = snapshot.Count - 1;
            while (own >= 0 && !(snapshot[own].OperationName == "CreateToken" && Equals(snapshot[own].Parameters["clientId"], name)))
            {
                own--;
            }

            var before = seen[index] ?? [];
            bool isLonger = own >= before.Count && snapshot.Count > own;
            for (int i = before.Count - 1; isLonger && i >= 0; i -= 97)
            {
                isLonger = ReferenceEquals(before[i], snapshot[i]);
            }

            if (!isLonger)
            {
                failures.Enqueue($"{before.Count} records became {snapshot.Count} others, and {name} is at {own}");
            }

            seen[index] = snapshot;
        }
    }

    private static StubbedResponse<CreateTokenWithIamResponse>[] Short(string name) =>
    [
        .. new[] { "a", "b", "c", "last" }.Select(part => (StubbedResponse<CreateTokenWithIamResponse>)new CreateTokenWithIamResponse { TokenType = $"{name} {part}" }),
    ];

    private static string Name(int index, int call) => string.Create(CultureInfo.InvariantCulture, $"{index}/{call}");
}
