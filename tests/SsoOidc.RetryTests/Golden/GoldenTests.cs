namespace SsoOidc.RetryTests.Golden;

public sealed class GoldenTests
{
    public static TheoryData<string> Names => new(GoldenFile.Cases("retries.json").EnumerateArray().Select(static c => c.GetProperty("name").GetString()!));

    public static TheoryData<string> ErrorNames => new(GoldenFile.Cases("errors.json").EnumerateArray().Select(static c => c.GetProperty("name").GetString()!));

    [Theory]
    [MemberData(nameof(ErrorNames))]
    public async Task Attempts(string name)
    {
        var @case = GoldenFile.Cases("errors.json").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        Assert.Empty(await ErrorCase.RunAsync(@case));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Retries(string name)
    {
        var @case = GoldenFile.Cases("retries.json").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        if (@case.GetProperty("kind").GetString() == "limiter")
        {
            Assert.Empty(await LimiterCase.RunAsync(@case));
            return;
        }

        using var run = new RetryCase(@case);
        Assert.Empty(await run.RunAsync());
    }
}
