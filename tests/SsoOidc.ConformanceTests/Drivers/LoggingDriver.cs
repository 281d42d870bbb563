using Microsoft.Extensions.Logging;
using SsoOidc.ConformanceTests.Observation;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Drivers;

/// <summary><c>logging.json</c>: the line that each call leaves.</summary>
internal sealed class LoggingDriver : GoldenDriver
{
    public override string Name => "logging";

    public override async Task<CaseOutcome> RunAsync(GoldenCase golden, JsonObject expected)
    {
        var differences = new Differences();
        differences.Add("loose", await RunAsync(golden, expected, isLoose: true));
        if (!ObservedCall.CanBeTyped(golden))
        {
            return new(differences, CasePaths.LooseOnly);
        }

        differences.Add("typed", await RunAsync(golden, expected, isLoose: false));
        return new(differences, CasePaths.TypedAndLoose);
    }

    private static async Task<Differences> RunAsync(GoldenCase golden, JsonObject expected, bool isLoose)
    {
        var differences = new Differences();
        using var log = new KeptLog();
        using var call = new ObservedCall(golden, options =>
        {
            options.LoggerFactory = log;
            options.CallLog.Level = Level(golden.Text("log_level"));
            options.CallLog.Formatter = Formatter(golden.OptionalObject("formatter")) is { } own ? own.Format : null;
        });
        var outcome = await call.SendAsync(golden, isLoose);
        string? pattern = golden.OptionalObject("formatter")?["pattern"]?.GetValue<string>();
        var lines = expected["lines"] as JsonArray ?? throw new GoldenFormatException("the expectation has no lines");
        differences.Same("lines", lines.Count, log.Lines.Count);
        foreach (var (line, (level, text)) in lines.Zip(log.Lines))
        {
            differences.Same("level", Level(line!["level"]!.GetValue<string>())!.ToString(), level.ToString());
            differences.Same("text", RubyLogLine.Ours(line["text"]!.GetValue<string>(), pattern, outcome.Error is SsoOidcTransportException), WithoutTransportText(text, outcome.Error));
        }

        return differences;
    }

    private static string WithoutTransportText(string text, Exception? error) =>
        error is SsoOidcTransportException ? text.Replace(error.Message, RubyLogLine.TransportMessage, StringComparison.Ordinal) : text;

    private static LogLevel? Level(string? name) => name switch
    {
        null => null,
        "debug" => LogLevel.Debug,
        "info" => LogLevel.Information,
        "warn" => LogLevel.Warning,
        "error" => LogLevel.Error,
        "fatal" => LogLevel.Critical,
        _ => throw new UnsupportedOptionException($"unsupported log level '{name}'"),
    };

    private static CallLogFormatter? Formatter(JsonObject? formatter)
    {
        if (formatter is null)
        {
            return null;
        }

        string pattern = formatter["kind"]!.GetValue<string>() switch
        {
            "default" => CallLogFormatter.Default.Pattern,
            "short" => CallLogFormatter.Short.Pattern,
            "colored" => CallLogFormatter.Colored.Pattern,
            "pattern" => formatter["pattern"]!.GetValue<string>(),
            var kind => throw new GoldenFormatException($"the formatter '{kind}' is not known"),
        };
        var options = formatter["options"] as JsonObject ?? [];
        string[] known = ["max_string_size", "filter", "filter_sensitive_params"];
        if (options.Select(static pair => pair.Key).FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw new UnsupportedOptionException($"unsupported option of a formatter '{unknown}'");
        }

        return new CallLogFormatter(pattern)
        {
            MaxStringLength = options["max_string_size"]?.GetValue<int>() ?? CallLogFormatter.Default.MaxStringLength,
            Filter = [.. (options["filter"] as JsonArray ?? []).Select(static name => name!.GetValue<string>())],
            FilterParameters = options["filter_sensitive_params"]?.GetValue<bool>() ?? true,
        };
    }
}
