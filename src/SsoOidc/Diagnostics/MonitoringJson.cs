using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SsoOidc.Diagnostics;

/// <summary>Writes the records of a call, the call's first and then one per attempt. A session token is in none of them.</summary>
internal static class MonitoringJson
{
    private const int MaxClientId = 255;
    private const int MaxUserAgent = 256;
    private const int MaxException = 128;
    private const int MaxMessage = 512;
    private const int Version = 1;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static List<string> Of(MonitoredCall call)
    {
        var records = new List<string>(call.Attempts.Count + 1) { Write(writer => WriteCall(writer, call)) };
        foreach (var attempt in call.Attempts)
        {
            records.Add(Write(writer => WriteAttempt(writer, call, attempt)));
        }

        return records;
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteCall(Utf8JsonWriter writer, MonitoredCall call)
    {
        var context = call.Context;
        WriteStart(writer, "ApiCall", call, call.Timestamp);
        writer.WriteNumber("AttemptCount", Math.Max(1, context.Attempts));
        writer.WriteNumber("Latency", call.Latency);
        writer.WriteString("Region", context.Config.Region);
        writer.WriteNumber("MaxRetriesExceeded", call.IsRetryable ? 1 : 0);
        writer.WriteString("UserAgent", Cut(context.HttpRequest.Headers["user-agent"], MaxUserAgent));
        writer.WriteNumber("FinalHttpStatusCode", context.HttpResponse?.StatusCode ?? 0);
        if (call.IsRaised)
        {
            WriteFailure(writer, "FinalAwsException", call.Attempts[^1].ServiceFailure);
            WriteFailure(writer, "FinalSdkException", call.Attempts[^1].SdkFailure);
        }
    }

    private static void WriteAttempt(Utf8JsonWriter writer, MonitoredCall call, MonitoredAttempt attempt)
    {
        WriteStart(writer, "ApiCallAttempt", call, attempt.Timestamp);
        writer.WriteString("Fqdn", attempt.Host);
        writer.WriteString("Region", attempt.Region);
        writer.WriteString("UserAgent", Cut(attempt.UserAgent, MaxUserAgent));
        writer.WriteString("AccessKey", attempt.AccessKeyId);
        if (attempt.Status is { } status)
        {
            writer.WriteNumber("HttpStatusCode", status);
        }

        WriteFailure(writer, "AwsException", attempt.ServiceFailure);
        WriteFailure(writer, "SdkException", attempt.SdkFailure);
        WriteIfAny(writer, "XAmznRequestId", attempt.AmznRequestId);
        WriteIfAny(writer, "XAmzRequestId", attempt.AmzRequestId);
        WriteIfAny(writer, "XAmzId2", attempt.AmzId2);
        if (attempt.Latency is { } latency)
        {
            writer.WriteNumber("AttemptLatency", latency);
        }
    }

    private static void WriteStart(Utf8JsonWriter writer, string type, MonitoredCall call, long? timestamp)
    {
        writer.WriteString("Type", type);
        writer.WriteString("Service", SpanNames.Service);
        writer.WriteString("Api", call.Context.Operation.Name);
        writer.WriteString("ClientId", Cut(call.Context.Config.MonitoringClientId, MaxClientId));
        writer.WritePropertyName("Timestamp");
        if (timestamp is { } at)
        {
            writer.WriteNumberValue(at);
        }
        else
        {
            writer.WriteNullValue();
        }

        writer.WriteNumber("Version", Version);
    }

    private static void WriteFailure(Utf8JsonWriter writer, string name, MonitoredFailure? failure)
    {
        if (failure is not null)
        {
            writer.WriteString(name, Cut(failure.Name, MaxException));
            writer.WriteString(name + "Message", Cut(failure.Message, MaxMessage));
        }
    }

    private static void WriteIfAny(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, Cut(value, MaxMessage));
        }
    }

    // By characters, as Unicode counts them.
    private static string? Cut(string? text, int length)
    {
        if (text is null || text.Length <= length)
        {
            return text;
        }

        int end = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (length-- == 0)
            {
                break;
            }

            end += rune.Utf16SequenceLength;
        }

        return text[..end];
    }
}
