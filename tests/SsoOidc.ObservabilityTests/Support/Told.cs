using System.Collections;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text;

namespace SsoOidc.ObservabilityTests.Support;

/// <summary>Everything that is told of calls, of whatever kind, to be searched for secrets. Each secret has the mark in it.</summary>
internal sealed class Told : IDisposable
{
    public const string Mark = "CANARY";

    // The mark, and what becomes of it in base64 wherever it begins.
    private static readonly string[] Traces =
        [Mark, .. Enumerable.Range(0, 3).Select(static offset => Convert.ToBase64String(Encoding.ASCII.GetBytes(new string('x', offset) + Mark + "xxx"))[(offset == 0 ? 0 : 4)..(offset == 0 ? 8 : ((offset + Mark.Length) / 3 * 4))])];

    private readonly StringBuilder _text = new();
    private readonly ActivityListener _spans;
    private readonly MeterListener _metrics = new();

    public Told()
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => Add($"{span.DisplayName} {span.StatusDescription}", [.. span.TagObjects, .. span.Baggage.Select(static item => new KeyValuePair<string, object?>(item.Key, item.Value)), .. span.Events.SelectMany(static e => e.Tags)]),
        };
        ActivitySource.AddActivityListener(_spans);
        _metrics.InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _metrics.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument.Name, tags.ToArray()));
        _metrics.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Add(instrument.Name, tags.ToArray()));
        _metrics.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Add(instrument.Name, tags.ToArray()));
        _metrics.Start();
    }

    public KeptLog Log { get; } = new();

    public string Text
    {
        get
        {
            lock (_text)
            {
                return _text.ToString();
            }
        }
    }

    public void Dispose()
    {
        _spans.Dispose();
        _metrics.Dispose();
        Log.Dispose();
    }

    public void Add(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            Add($"{e} {e.Message} {string.Join('|', e.Data.Cast<DictionaryEntry>().Select(static entry => $"{entry.Key}={entry.Value}"))}");
            Add(string.Join('|', e.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => $"{property.GetValue(e)}")));
        }
    }

    public void Add(string text, params KeyValuePair<string, object?>[] tags)
    {
        lock (_text)
        {
            _text.Append(text).Append('\n');
            foreach (var (key, value) in tags)
            {
                _text.Append(key).Append('=').Append(value).Append('\n');
            }
        }
    }

    public void AssertSilent(object about)
    {
        string told = Text;
        foreach (string trace in Traces)
        {
            foreach (var line in Log.Lines)
            {
                Assert.False($"{line.Text}{line.State}".Contains(trace, StringComparison.Ordinal), $"{about}: {line}");
            }

            int at = told.IndexOf(trace, StringComparison.Ordinal);
            Assert.True(at < 0, at < 0 ? null : $"{about}: {told[Math.Max(0, at - 200)..Math.Min(told.Length, at + 100)]}");
        }
    }
}
