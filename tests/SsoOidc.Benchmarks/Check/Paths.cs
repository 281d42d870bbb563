using Bench;
using Bench.Runner;
using Amazon.SSOOIDC;

namespace SsoOidc.Benchmarks.Check;

/// <summary>The paths in memory: what each contestant does in a batch.</summary>
internal static class Paths
{
    public static List<Contestant> Operation(Program.Op operation) => ForAll(static () => new StubTransport(), false, async (subject, calls) =>
    {
        for (int i = 0; i < calls; i++)
        {
            await operation.Call(subject, default).ConfigureAwait(false);
        }
    });

    public static List<Contestant> SigV4() => ForAll(static () => new StubTransport(), false, static (subject, calls) =>
    {
        for (int i = 0; i < calls; i++)
        {
            subject.Sign();
        }

        return Task.CompletedTask;
    });

    public static List<Contestant> Error() => ForAll(static () => new StubTransport(StubMode.Pending), false, static async (subject, calls) =>
    {
        for (int i = 0; i < calls; i++)
        {
            try
            {
                await subject.CreateTokenAsync().ConfigureAwait(false);
                throw new InvalidOperationException("no error came");
            }
            catch (Exception e) when (subject.IsAuthorizationPending(e))
            {
            }
        }
    });

    /// <summary>The error again, but our client does not throw it.</summary>
    public static List<Contestant> Outcome()
    {
        var contestants = Error();
        var poller = new OursSubject(new SubjectOptions(new StubTransport(StubMode.Pending)));
        contestants[^1] = new(Subjects.Ours, async calls =>
        {
            for (int i = 0; i < calls; i++)
            {
                if (!await poller.PollAsync().ConfigureAwait(false))
                {
                    throw new InvalidOperationException("no error came");
                }
            }
        });
        return contestants;
    }

    public static List<Contestant> Retry() => ForAll(static () => new StubTransport(StubMode.FailTwice), true, static async (subject, calls) =>
    {
        for (int i = 0; i < calls; i++)
        {
            await subject.CreateTokenAsync().ConfigureAwait(false);
        }
    });

    /// <summary>Our own stubs; the others have none.</summary>
    public static List<Contestant> StubbedCall()
    {
        var client = new SsoOidcClient(new SsoOidcClientOptions { Region = Inputs.Region, StubResponses = true });
        var request = new CreateTokenRequest { ClientId = Inputs.ClientId, ClientSecret = Inputs.ClientSecret, GrantType = Inputs.DeviceGrant };
        return
        [
            new(Subjects.Ours, async calls =>
            {
                for (int i = 0; i < calls; i++)
                {
                    await client.CreateTokenAsync(request).ConfigureAwait(false);
                }

                // The client keeps each request it was asked.
                client.ClearApiRequests();
            }),
        ];
    }

    public static List<Contestant> Construction()
    {
        var transport = new StubTransport();
        var options = new SsoOidcClientOptions { Region = Inputs.Region };
        options.Http.Handler = transport;
        var region = Amazon.RegionEndpoint.GetBySystemName(Inputs.Region);
        var keys = new Amazon.Runtime.BasicAWSCredentials(Inputs.AccessKeyId, Inputs.SecretAccessKey);
        return
        [
            new(Subjects.Peer, calls => Repeat(calls, () => new AmazonSSOOIDCClient(keys, new AmazonSSOOIDCConfig { RegionEndpoint = region }))),
            new(Subjects.Ours, calls => Repeat(calls, () => new SsoOidcClient(options))),
        ];
    }

    private static Task Repeat(int calls, Func<IDisposable> create)
    {
        for (int i = 0; i < calls; i++)
        {
            create().Dispose();
        }

        return Task.CompletedTask;
    }

    private static List<Contestant> ForAll(Func<StubTransport> transport, bool retries, Func<ISubject, int, Task> batch) =>
        [.. Subjects.All.Select(factory =>
        {
            var subject = factory.Create(new SubjectOptions(transport(), ZeroDelayRetries: retries));
            return new Contestant(factory.Name, calls => batch(subject, calls));
        })];
}
