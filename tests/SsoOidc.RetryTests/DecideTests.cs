namespace SsoOidc.RetryTests;

public sealed class DecideTests
{
    private readonly JumpingTime _time = new();

    public static TheoryData<RetryMode> Modes => new(Enum.GetValues<RetryMode>());

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task StopEndsACallThatWouldBeRetried(RetryMode mode)
    {
        var handler = new ScriptedHandler(ScriptedHandler.Status(503));
        using var client = Clients.Create(handler, _time, o =>
        {
            o.Retry.Mode = mode;
            o.Retry.Decide = static _ => RetryDecision.Stop;
        });

        var error = await Assert.ThrowsAsync<SsoOidcServiceException>(() => client.TokenAsync());

        Assert.Equal(1, handler.Count);
        Assert.False(error.IsRetryable);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task RetryAfterRepeatsWhatTheClientWouldNot(RetryMode mode)
    {
        var handler = new ScriptedHandler(
            ScriptedHandler.Status(400, body: """{"error":"authorization_pending"}"""), ScriptedHandler.Ok());
        using var client = Clients.Create(handler, _time, o =>
        {
            o.Retry.Mode = mode;
            o.Retry.Decide = static context => context.Error is AuthorizationPendingException
                ? RetryDecision.RetryAfter(TimeSpan.FromSeconds(5))
                : RetryDecision.Default;
        });

        var response = await client.TokenAsync();

        Assert.Equal(2, response.Metadata.Attempts);
        Assert.Equal([TimeSpan.FromSeconds(5)], _time.Waits);
    }

    [Fact]
    public async Task RetryKeepsTheModesWaitAndTheLimit()
    {
        var handler = new ScriptedHandler(ScriptedHandler.Status(400, "AccessDeniedException", "{}"));
        using var client = Clients.Create(handler, _time, static o => o.Retry.Decide = static _ => RetryDecision.Retry);

        var error = await Assert.ThrowsAsync<AccessDeniedException>(() => client.TokenAsync());

        Assert.Equal(4, error.Attempts);
        Assert.True(error.IsRetryable);
        Assert.Equal([0.3, 0.6, 1.2], _time.Waits.Select(static w => w.TotalSeconds));
    }

    [Theory]
    [InlineData(500, null, RetryReasons.Server)]
    [InlineData(503, "ThrottlingException", RetryReasons.Server | RetryReasons.Throttling)]
    [InlineData(500, "InternalError", RetryReasons.Server | RetryReasons.Networking)]
    [InlineData(429, null, RetryReasons.Throttling)]
    [InlineData(400, "BadDigest", RetryReasons.Checksum)]
    [InlineData(400, "SlowDownException", RetryReasons.None)]
    [InlineData(408, null, RetryReasons.None)]
    [InlineData(400, "ExpiredTokenException", RetryReasons.None)]
    public async Task ReasonsTellWhatTheClientWouldDecideBy(int status, string? code, RetryReasons expected)
    {
        var handler = new ScriptedHandler(ScriptedHandler.Status(status, code, code is null ? null : $$"""{"__type":"{{code}}"}"""));
        RetryReasons? seen = null;
        using var client = Clients.Create(handler, _time, o =>
        {
            o.Retry.Mode = RetryMode.Standard;
            o.Retry.Decide = context =>
            {
                seen = context.Reasons;
                return RetryDecision.Stop;
            };
        });

        await Assert.ThrowsAnyAsync<SsoOidcException>(() => client.TokenAsync());

        Assert.Equal(expected, seen);
    }

    [Fact]
    public async Task ASuccessIsNotAskedAbout()
    {
        bool asked = false;
        using var client = Clients.Create(new ScriptedHandler(ScriptedHandler.Ok()), _time, o => o.Retry.Decide = _ =>
        {
            asked = true;
            return RetryDecision.Retry;
        });

        await client.TokenAsync();

        Assert.False(asked);
    }

    [Fact]
    public async Task WhatDecideThrowsReachesTheCaller()
    {
        using var client = Clients.Create(
            new ScriptedHandler(ScriptedHandler.Status(500)), _time, static o => o.Retry.Decide = static _ => throw new FormatException("mine"));

        var error = await Assert.ThrowsAsync<FormatException>(() => client.TokenAsync());

        Assert.Equal("mine", error.Message);
    }

    [Fact]
    public void ANegativeWaitIsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(static () => RetryDecision.RetryAfter(TimeSpan.FromTicks(-1)));
}
