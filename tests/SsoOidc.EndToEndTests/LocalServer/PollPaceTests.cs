using Microsoft.Extensions.Time.Testing;
using SsoOidc.LocalServer.State;

namespace SsoOidc.EndToEndTests.LocalServer;

public sealed class PollPaceTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void The_interval_stops_growing_at_about_a_minute()
    {
        var pace = new PollPace(_clock, TimeSpan.FromSeconds(1));
        for (var i = 0; i < 100; i++)
        {
            pace.IsTooFast(_clock.GetTimestamp());
        }

        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.False(pace.IsTooFast(_clock.GetTimestamp()));
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.True(pace.IsTooFast(_clock.GetTimestamp()));
    }

    [Fact]
    public void The_tolerance_is_a_tenth_of_a_second_however_long_the_interval()
    {
        var pace = new PollPace(_clock, TimeSpan.FromSeconds(30));
        pace.IsTooFast(_clock.GetTimestamp());
        _clock.Advance(TimeSpan.FromSeconds(29.9));
        Assert.False(pace.IsTooFast(_clock.GetTimestamp()));
        _clock.Advance(TimeSpan.FromSeconds(29.8));
        Assert.True(pace.IsTooFast(_clock.GetTimestamp()));
    }

    [Fact]
    public void A_request_that_overtakes_another_does_not_move_the_last_poll_back()
    {
        var pace = new PollPace(_clock, TimeSpan.FromSeconds(10));
        var early = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromSeconds(9));
        pace.IsTooFast(_clock.GetTimestamp());
        Assert.True(pace.IsTooFast(early));
        _clock.Advance(TimeSpan.FromSeconds(14));
        Assert.True(pace.IsTooFast(_clock.GetTimestamp()));
    }
}
