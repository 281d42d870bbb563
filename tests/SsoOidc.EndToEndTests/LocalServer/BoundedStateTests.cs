using Microsoft.Extensions.Time.Testing;
using SsoOidc.LocalServer.State;

namespace SsoOidc.EndToEndTests.LocalServer;

public sealed class BoundedStateTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void What_ends_soonest_makes_room()
    {
        var store = new ExpiringStore<string>(_clock, capacity: 3);
        store.Add("long", "1", In(minutes: 9));
        store.Add("short", "2", In(minutes: 1));
        store.Add("medium", "3", In(minutes: 5));
        store.Add("new", "4", In(minutes: 7));
        Assert.Equal(3, store.Count);
        Assert.Null(store.Find("short"));
        Assert.Equal(["1", "3", "4"], (string?[])[store.Find("long"), store.Find("medium"), store.Find("new")]);
    }

    [Fact]
    public void What_has_ended_is_not_found_and_is_removed_by_the_next_add()
    {
        var store = new ExpiringStore<string>(_clock, capacity: 100);
        store.Add("a", "1", In(minutes: 1));
        store.Add("b", "2", In(minutes: 1));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(store.Find("a"));
        store.Add("c", "3", In(minutes: 1));
        Assert.Equal(1, store.Count);
    }

    [Fact]
    public void Equal_ends_are_kept_apart_and_a_key_added_again_replaces_its_value()
    {
        var store = new ExpiringStore<string>(_clock, capacity: 100);
        var end = In(minutes: 1);
        store.Add("a", "1", end);
        store.Add("b", "2", end);
        store.Add("a", "3", end);
        Assert.Equal(2, store.Count);
        Assert.Equal("3", store.Find("a"));
        store.Remove("a");
        Assert.Null(store.Find("a"));
        Assert.Equal("2", store.Find("b"));
    }

    [Fact]
    public void Adding_from_many_threads_never_exceeds_the_capacity()
    {
        var store = new ExpiringStore<string>(_clock, capacity: 50);
        Parallel.For(0, 5_000, i =>
        {
            store.Add($"{i}", "x", In(minutes: 1 + (i % 7)));
            Assert.True(store.Count <= 50);
        });
        Assert.Equal(50, store.Count);
    }

    private DateTimeOffset In(int minutes) => _clock.GetUtcNow().AddMinutes(minutes);
}
