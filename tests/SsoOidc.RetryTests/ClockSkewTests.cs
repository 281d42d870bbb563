using SsoOidc.Retries;

namespace SsoOidc.RetryTests;

public sealed class ClockSkewTests
{
    private const string TenMinutesAhead = "Tue, 05 Nov 2024 10:30:30 GMT";

    private readonly JumpingTime _time = new();

    [Fact]
    public async Task ACorrectionHoldsForTheUriThatRefused()
    {
        var handler = new ScriptedHandler(ScriptedHandler.Status(403, "RequestTimeTooSkewed", "{}", TenMinutesAhead), ScriptedHandler.Ok());
        using var client = Clients.Create(handler, _time, static o => o.Retry.Mode = RetryMode.Standard, random: 0);

        await client.SignedTokenAsync();
        await client.SignedTokenAsync();

        Assert.Equal(["20241105T102030Z", "20241105T103030Z", "20241105T103030Z"], handler.Requests.Select(static r => r.Header("x-amz-date")));
        var skew = client.Retries.Skew;
        Assert.Equal(TimeSpan.FromMinutes(10), skew.Correction(handler.Requests[0].RequestUri!));
        Assert.Equal(TimeSpan.Zero, skew.Correction(new Uri("https://oidc.us-west-2.amazonaws.com/token")));
    }

    [Fact]
    public async Task LegacyRetriesWithTheSameClock()
    {
        var handler = new ScriptedHandler(ScriptedHandler.Status(403, "SignatureDoesNotMatch", "{}", TenMinutesAhead));
        using var client = Clients.Create(handler, _time, static o => o.Retry.BaseDelay = TimeSpan.Zero);

        var error = await Assert.ThrowsAsync<SsoOidcServiceException>(() => client.SignedTokenAsync());

        Assert.Equal((4, true), (error.Attempts, error.IsRetryable));
        Assert.Equal("20241105T102030Z", Assert.Single(handler.Requests.Select(static r => r.Header("x-amz-date")).Distinct()));
    }

    [Theory]
    [InlineData("Tue, 05 Nov 2024 10:25:30 GMT", false)]
    [InlineData("Tue, 05 Nov 2024 10:25:31 GMT", true)]
    [InlineData("Tue, 05 Nov 2024 10:15:29 GMT", true)]
    [InlineData("Tuesday, 05-Nov-24 10:30:30 GMT", true)]
    [InlineData("2024-11-05T10:30:30Z", true)]
    [InlineData("yesterday", false)]
    [InlineData(null, false)]
    public void FiveMinutesAreTolerated(string? date, bool isSkewed)
    {
        using var message = ScriptedHandler.Status(403, date: date)();

        Assert.Equal(isSkewed, new ClockSkew(_time, corrects: true).IsSkewed(Response(message)));
    }

    [Fact]
    public void EndpointsWithoutEndDoNotFillTheMemory()
    {
        var skew = new ClockSkew(_time, corrects: true);
        using var message = ScriptedHandler.Status(403, date: TenMinutesAhead)();
        for (int i = 0; i < 5000; i++)
        {
            skew.Observe(new Uri($"https://tenant{i}.test/token"), Response(message), refusedTime: true);
        }

        int known = Enumerable.Range(0, 5000).Count(i => skew.Estimate(new Uri($"https://tenant{i}.test/token")) is not null);
        Assert.InRange(known, 1, 1024);
        Assert.Equal(TimeSpan.FromMinutes(10), skew.Correction(new Uri("https://tenant4999.test/token")));
    }

    [Theory]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", "99991231T235959Z")]
    [InlineData("Mon, 01 Jan 0001 00:00:00 GMT", "00010101T000100Z")]
    public async Task ADateThatNoClockHasBreaksNoCall(string date, string timeToLive)
    {
        var handler = new ScriptedHandler(
            ScriptedHandler.Status(403, "RequestTimeTooSkewed", "{}", date), ScriptedHandler.Status(403, "RequestTimeTooSkewed", "{}"), ScriptedHandler.Ok());
        using var client = Clients.Create(handler, _time, static o => o.Retry.Mode = RetryMode.Standard, random: 0);

        var error = await Assert.ThrowsAsync<SsoOidcServiceException>(() => client.SignedTokenAsync());
        _time.Advance(TimeSpan.FromHours(1));
        await client.SignedTokenAsync();

        Assert.Equal(2, error.Attempts);
        Assert.Equal($"attempt=2; max=3; ttl={timeToLive}", handler.Requests[1].Header("amz-sdk-request"));
        Assert.StartsWith(timeToLive[..4], handler.Requests[2].Header("x-amz-date"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAnswerThatWasCutOffTellsItsClockToo()
    {
        var handler = new ScriptedHandler(
            () =>
            {
                var response = new HttpResponseMessage { Content = new StreamContent(new CutStream()) };
                response.Headers.TryAddWithoutValidation("date", TenMinutesAhead);
                return response;
            },
            ScriptedHandler.Ok());
        using var client = Clients.Create(handler, _time, static o => o.Retry.Mode = RetryMode.Standard, random: 0);

        var response = await client.TokenAsync();

        Assert.Equal(2, response.Metadata.Attempts);
        Assert.Equal("attempt=2; max=3; ttl=20241105T103130Z", handler.Requests[1].Header("amz-sdk-request"));
        Assert.Null(response.Metadata.Headers.GetValueOrDefault("date"));
    }

    [Fact]
    public async Task NoTimeToLiveIsToldWithoutAReadTimeout()
    {
        var handler = new ScriptedHandler(ScriptedHandler.Status(200, body: "{}", date: TenMinutesAhead));
        using var client = Clients.Create(handler, _time, static o =>
        {
            o.Retry.Mode = RetryMode.Standard;
            o.Http.ReadTimeout = Timeout.InfiniteTimeSpan;
        });

        await client.TokenAsync();
        await client.TokenAsync();

        Assert.Equal("attempt=1; max=3", handler.Requests[1].Header("amz-sdk-request"));
    }

    private sealed class CutStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromException<int>(new HttpIOException(HttpRequestError.ResponseEnded));
    }

    private static OperationHttpResponse Response(HttpResponseMessage message) => new(message, [], 0, isRented: false);
}
