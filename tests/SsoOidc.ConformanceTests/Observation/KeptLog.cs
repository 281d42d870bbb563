using Microsoft.Extensions.Logging;

namespace SsoOidc.ConformanceTests.Observation;

/// <summary>Keeps the lines of calls.</summary>
internal sealed class KeptLog : ILoggerFactory, ILogger
{
    private const int CallFinished = 306;

    public List<(LogLevel Level, string Text)> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id == CallFinished)
        {
            Lines.Add((logLevel, formatter(state, exception)));
        }
    }

    public void Dispose()
    {
    }
}
