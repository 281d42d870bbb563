using Amazon.Runtime;
using SsoOidc.Credentials;

namespace SsoOidc.CredentialTests.Credentials;

/// <summary>When credentials are fetched anew, and by whom.</summary>
public sealed class RefreshTests : IDisposable
{
    private readonly SkippingTime _time = new();
    private readonly List<TaskCompletionSource<CredentialLease>> _fetches = [];
    private readonly List<CancellationToken> _tokens = [];
    private readonly RefreshingCredentials _credentials;

    public RefreshTests()
    {
        _credentials = new RefreshingCredentials(
            (_, cancellationToken) =>
            {
                lock (_fetches)
                {
                    var fetch = new TaskCompletionSource<CredentialLease>();
                    cancellationToken.Register(() => fetch.TrySetCanceled(cancellationToken));
                    _fetches.Add(fetch);
                    _tokens.Add(cancellationToken);
                    return fetch.Task;
                }
            },
            _time);
    }

    [Fact]
    public async Task Many_callers_share_one_fetch()
    {
        var calls = Enumerable.Range(0, 50).Select(_ => Task.Run(() => GetAsync(), TestContext.Current.CancellationToken)).ToArray();
        while (_fetches.Count == 0)
        {
            await Task.Yield();
        }

        await Task.Delay(20, TestContext.Current.CancellationToken);
        _fetches[0].SetResult(Lease("A", minutes: 60));
        Assert.All(await Task.WhenAll(calls), secrets => Assert.Equal("A", secrets.AccessKey));
        Assert.Single(_fetches);
        Assert.Equal("A", await KeyNowAsync());
    }

    [Fact]
    public async Task A_caller_who_gives_up_does_not_take_the_others_along()
    {
        using var impatient = new CancellationTokenSource();
        var first = GetAsync(impatient.Token);
        var second = GetAsync();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.False(_tokens[0].IsCancellationRequested);

        _fetches[0].SetResult(Lease("A", minutes: 60));
        Assert.Equal("A", (await second).AccessKey);
    }

    [Fact]
    public async Task The_last_caller_who_gives_up_ends_the_fetch_and_the_next_one_starts_another()
    {
        using var impatient = new CancellationTokenSource();
        var calls = new[] { GetAsync(impatient.Token), GetAsync(impatient.Token) };
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(calls));
        Assert.True(_tokens[0].IsCancellationRequested);

        var next = GetAsync();
        Assert.Equal(2, _fetches.Count);
        _fetches[1].SetResult(Lease("B", minutes: 60));
        Assert.Equal("B", (await next).AccessKey);
    }

    [Fact]
    public async Task Whoever_comes_cancelled_starts_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => GetAsync(new CancellationToken(canceled: true)));
        Assert.Empty(_fetches);
    }

    [Fact]
    public async Task Between_ten_and_five_minutes_before_the_end_a_refresh_runs_beside_the_callers()
    {
        await GetFirstAsync(Lease("A", minutes: 60));
        _time.Advance(TimeSpan.FromMinutes(50) - TimeSpan.FromSeconds(1));
        Assert.Equal("A", await KeyNowAsync());
        Assert.Single(_fetches);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("A", await KeyNowAsync());
        Assert.Equal("A", await KeyNowAsync());
        Assert.Equal(2, _fetches.Count);

        _fetches[1].SetResult(Lease("B", minutes: 60));
        Assert.Equal("B", await KeyNowAsync());
    }

    [Fact]
    public async Task A_refresh_that_fails_beside_the_callers_is_tried_again()
    {
        await GetFirstAsync(Lease("A", minutes: 60));
        _time.Advance(TimeSpan.FromMinutes(51));
        Assert.Equal("A", await KeyNowAsync());
        _fetches[1].SetException(new MissingCredentialsException("no"));
        Assert.Equal("A", await KeyNowAsync());
        Assert.Equal(3, _fetches.Count);
    }

    [Fact]
    public async Task From_five_minutes_before_the_end_callers_wait()
    {
        await GetFirstAsync(Lease("A", minutes: 60));
        _time.Advance(TimeSpan.FromMinutes(55));
        var waiting = GetAsync();
        Assert.False(waiting.IsCompleted);
        _fetches[1].SetResult(Lease("B", minutes: 60));
        Assert.Equal("B", (await waiting).AccessKey);
    }

    [Fact]
    public async Task A_refresh_beside_the_callers_becomes_the_one_they_wait_for()
    {
        await GetFirstAsync(Lease("A", minutes: 60));
        _time.Advance(TimeSpan.FromMinutes(51));
        Assert.Equal("A", await KeyNowAsync());
        _time.Advance(TimeSpan.FromMinutes(5));
        var waiting = GetAsync();
        Assert.False(waiting.IsCompleted);
        Assert.Equal(2, _fetches.Count);
        _fetches[1].SetResult(Lease("B", minutes: 60));
        Assert.Equal("B", (await waiting).AccessKey);
    }

    [Fact]
    public async Task The_late_policy_has_no_refresh_beside_the_callers()
    {
        await GetFirstAsync(Lease("A", minutes: 60, RefreshPolicy.Late));
        _time.Advance(TimeSpan.FromMinutes(55) - TimeSpan.FromSeconds(1));
        Assert.Equal("A", await KeyNowAsync());
        Assert.Single(_fetches);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(GetAsync().IsCompleted);
    }

    [Fact]
    public async Task Without_an_expiration_they_are_fetched_every_time_or_never_as_the_source_says()
    {
        await GetFirstAsync(CredentialLease.For(Secrets("A"), null, RefreshPolicy.Late));
        Assert.False(GetAsync().IsCompleted);
        _fetches[1].SetResult(CredentialLease.For(Secrets("B"), null, RefreshPolicy.Never));
        _time.Advance(TimeSpan.FromDays(1000));
        Assert.Equal("B", await KeyNowAsync());
    }

    [Fact]
    public async Task What_a_service_has_refused_is_forgotten()
    {
        await GetFirstAsync(Lease("A", minutes: 60));
        _credentials.Expire();
        var waiting = GetAsync();
        Assert.False(waiting.IsCompleted);
        _fetches[1].SetResult(Lease("B", minutes: 60));
        Assert.Equal("B", (await waiting).AccessKey);
    }

    [Fact]
    public async Task A_failure_reaches_everyone_who_waits_and_is_not_kept()
    {
        var first = GetAsync();
        var second = GetAsync();
        _fetches[0].SetException(new MissingCredentialsException("no"));
        await Assert.ThrowsAsync<MissingCredentialsException>(() => first);
        await Assert.ThrowsAsync<MissingCredentialsException>(() => second);
        _ = GetAsync();
        Assert.Equal(2, _fetches.Count);
    }

    [Fact]
    public async Task Disposing_ends_the_fetch()
    {
        var call = GetAsync();
        _credentials.Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.True(_tokens[0].IsCancellationRequested);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => GetAsync());
    }

    public void Dispose() => _credentials.Dispose();

    private Task<ImmutableCredentials> GetAsync(CancellationToken? cancellationToken = null) =>
        _credentials.GetAsync(cancellationToken ?? TestContext.Current.CancellationToken).AsTask();

    private async Task<string> KeyNowAsync()
    {
        var call = GetAsync();
        Assert.True(call.IsCompletedSuccessfully, "The caller had to wait.");
        return (await call).AccessKey;
    }

    private static ImmutableCredentials Secrets(string keyId) => new(keyId, "s", null!);

    private CredentialLease Lease(string keyId, int minutes, RefreshPolicy policy = RefreshPolicy.Early) =>
        CredentialLease.For(Secrets(keyId), _time.GetUtcNow().AddMinutes(minutes), policy);

    private async Task GetFirstAsync(CredentialLease lease)
    {
        var call = GetAsync();
        _fetches[0].SetResult(lease);
        Assert.Equal("A", (await call).AccessKey);
    }
}
