using SsoOidc.ConformanceTests.Deviations;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Tests;

public sealed class RunnerTests : IDisposable
{
    private readonly TemporaryGolden _golden = new();
    private readonly StringWriter _output = new();

    public void Dispose()
    {
        _golden.Dispose();
        _output.Dispose();
    }

    [Fact]
    public async Task Without_a_name_all_driven_files_run_and_the_numbers_per_row_are_printed()
    {
        int exitCode = await ConformanceRunner.RunAsync([], new GoldenFolder(GoldenFolder.OwnCopy), _output);

        Assert.Equal(0, exitCode);
        string text = _output.ToString();
        Assert.All(["requests: ", "responses: ", "errors: ", "endpoints: ", "sigv4: ", "row 1: ", "row 14: ", "paths: "], line => Assert.Contains(line, text));
        Assert.DoesNotContain("FAIL", text);
    }

    [Theory]
    [InlineData("requests", "body_base64", "AAAA")]
    [InlineData("responses", "request_id", "another")]
    [InlineData("errors", "code", "Another")]
    [InlineData("sigv4", "signature", "00")]
    [InlineData("user_agent", "normalised", "another")]
    public async Task A_wrong_recording_is_shown_with_its_difference(string file, string member, string value)
    {
        var wrong = TemporaryGolden.Case(file, json => json["expected"]![member] is not null && json["expected"]!["message_is_class_name_fallback"]?.GetValue<bool>() != true);
        wrong["expected"]![member] = value;
        _golden.Write(file, wrong);

        int exitCode = await ConformanceRunner.RunAsync([file], _golden.Folder, _output);

        Assert.Equal(1, exitCode);
        Assert.Contains($"{file}: 0 of 1 passed", _output.ToString());
        Assert.Contains($"FAIL {file}: {wrong["name"]}", _output.ToString());
        Assert.Contains(value, _output.ToString());
    }

    [Fact]
    public async Task A_wrong_endpoint_is_shown()
    {
        var wrong = TemporaryGolden.Case("endpoints", static json => json["expected"]!["ruleset"]!["url"] is not null);
        wrong["expected"]!["ruleset"]!["url"] = "https://elsewhere.example";
        _golden.Write("endpoints", wrong);

        Assert.Equal(1, await ConformanceRunner.RunAsync(["endpoints"], _golden.Folder, _output));
        Assert.Contains("https://elsewhere.example", _output.ToString());
    }

    [Fact]
    public async Task An_option_that_is_not_mapped_fails_the_case()
    {
        var odd = TemporaryGolden.Case("requests", static json => json["config"] is not null);
        odd["config"]!["an_option_of_tomorrow"] = true;
        _golden.Write("requests", odd);

        Assert.Equal(1, await ConformanceRunner.RunAsync(["requests"], _golden.Folder, _output));
        Assert.Contains("unsupported option 'an_option_of_tomorrow'", _output.ToString());
    }

    [Fact]
    public async Task A_case_that_fits_two_rows_fails()
    {
        _golden.Write("sigv4", TemporaryGolden.Case("sigv4", static _ => true));
        DeviationRule[] rules = [Always("one"), Always("two")];
        var catalog = new DeviationCatalog([new(1, "sigv4", "one", "", ""), new(2, "sigv4", "two", "", "")], rules);

        Assert.Equal(1, await ConformanceRunner.RunAsync(["sigv4"], _golden.Folder, catalog, _output));
        Assert.Contains("the case fits two deviations: row 1 (one), row 2 (two)", _output.ToString());
    }

    [Fact]
    public void A_deviation_without_a_rule_is_an_error_and_so_is_a_rule_without_an_entry()
    {
        Assert.Throws<GoldenFormatException>(static () => new DeviationCatalog([new(1, "sigv4", "missing", "", "")], []));
        Assert.Throws<GoldenFormatException>(static () => new DeviationCatalog([], [Always("unused")]));
    }

    [Theory]
    [InlineData(40, new[] { 10 }, true)]
    [InlineData(40, new[] { 39 }, true)]
    [InlineData(40, new[] { 30, 10 }, true)]
    [InlineData(40, new[] { 6, 5 }, true)]
    [InlineData(40, new[] { 12, 11 }, false)]
    [InlineData(40, new[] { 15, 8, 3 }, false)]
    public void A_quarter_of_a_file_may_deviate_and_more_only_by_one_row(int total, int[] rows, bool isGood)
    {
        var report = new FileReport("requests") { Total = total };
        for (int i = 0; i < rows.Length; i++)
        {
            report.Rows[i + 1] = rows[i];
        }

        report.CheckShareOfDeviations();

        Assert.Equal(isGood, report.IsGood);
    }

    [Fact]
    public async Task A_file_that_has_no_driver_yet_says_so_and_fails()
    {
        _golden.Write("new-file", TemporaryGolden.Case("retries", static _ => true));

        Assert.Equal(1, await ConformanceRunner.RunAsync(["new-file"], _golden.Folder, _output));
        Assert.Contains("new-file: not driven yet", _output.ToString());
    }

    [Theory]
    [InlineData("requests")]
    [InlineData("no-such-file")]
    public async Task A_file_that_is_not_there_fails(string name)
    {
        Assert.Equal(1, await ConformanceRunner.RunAsync([name], _golden.Folder, _output));
        Assert.Contains(name, _output.ToString());
    }

    private static DeviationRule Always(string name) => new(name, static _ => true, static golden => golden.Expected);
}
