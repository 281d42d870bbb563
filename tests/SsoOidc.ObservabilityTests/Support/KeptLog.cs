using Microsoft.Extensions.Logging;

namespace SsoOidc.ObservabilityTests.Support;

/// <summary>A line of the log.</summary>
internal sealed record LogLine(string Category, LogLevel Level, int Id, string Text, string State);

/// <summary>Keeps every line at every level from a certain one on.</summary>
internal sealed class KeptLog(LogLevel from = LogLevel.Trace) : ILoggerFactory
{
    private readonly List<LogLine> _lines = [];

    public IReadOnlyList<LogLine> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public LogLine Single(int id) => Assert.Single(Lines, line => line.Id == id);

    public ILogger CreateLogger(string categoryName) => new Kept(this, categoryName, from);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    private sealed class Kept(KeptLog owner, string category, LogLevel from) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= from;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            string values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join('|', pairs.Select(static pair => $"{pair.Key}={pair.Value}")) : string.Empty;
            lock (owner._lines)
            {
                owner._lines.Add(new(category, logLevel, eventId.Id, formatter(state, exception), $"{values}|{exception}"));
            }
        }
    }
}
