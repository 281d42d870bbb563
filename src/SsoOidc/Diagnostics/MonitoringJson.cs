using System.Text;
using SsoOidc.Shapes;

namespace SsoOidc.Diagnostics;

/// <summary>Writes the records of a call, the call's first and then one per attempt. A session token is in none of them.</summary>
internal static class MonitoringJson
{
    private const int MaxClientId = 255;
    private const int MaxUserAgent = 256;
    private const int MaxException = 128;
    private const int MaxMessage = 512;
    private const int Version = 1;

    public static List<string> Of(MonitoredCall call)
    {
        var records = new List<string>(call.Attempts.Count + 1) { WriteCall(call) };
        foreach (var attempt in call.Attempts)
        {
            records.Add(WriteAttempt(call, attempt));
        }

        return records;
    }

    private static string WriteCall(MonitoredCall call)
    {
        var context = call.Context;
        var writer = Begin("ApiCall", call, call.Timestamp);
        Write(ref writer, "AttemptCount", Math.Max(1, context.Attempts));
        Write(ref writer, "Latency", call.Latency);
        Write(ref writer, "Region", context.Config.Region);
        Write(ref writer, "MaxRetriesExceeded", call.IsRetryable ? 1 : 0);
        Write(ref writer, "UserAgent", Cut(context.HttpRequest.Headers["user-agent"], MaxUserAgent));
        Write(ref writer, "FinalHttpStatusCode", context.HttpResponse?.StatusCode ?? 0);
        if (call.IsRaised)
        {
            WriteFailure(ref writer, "FinalAwsException", call.Attempts[^1].ServiceFailure);
            WriteFailure(ref writer, "FinalSdkException", call.Attempts[^1].SdkFailure);
        }

        return End(ref writer);
    }

    private static string WriteAttempt(MonitoredCall call, MonitoredAttempt attempt)
    {
        var writer = Begin("ApiCallAttempt", call, attempt.Timestamp);
        Write(ref writer, "Fqdn", attempt.Host);
        Write(ref writer, "Region", attempt.Region);
        Write(ref writer, "UserAgent", Cut(attempt.UserAgent, MaxUserAgent));
        Write(ref writer, "AccessKey", attempt.AccessKeyId);
        if (attempt.Status is { } status)
        {
            Write(ref writer, "HttpStatusCode", status);
        }

        WriteFailure(ref writer, "AwsException", attempt.ServiceFailure);
        WriteFailure(ref writer, "SdkException", attempt.SdkFailure);
        WriteIfAny(ref writer, "XAmznRequestId", attempt.AmznRequestId);
        WriteIfAny(ref writer, "XAmzRequestId", attempt.AmzRequestId);
        WriteIfAny(ref writer, "XAmzId2", attempt.AmzId2);
        if (attempt.Latency is { } latency)
        {
            Write(ref writer, "AttemptLatency", latency);
        }

        return End(ref writer);
    }

    private static JsonBodyWriter Begin(string type, MonitoredCall call, long? timestamp)
    {
        var writer = new JsonBodyWriter(1024);
        writer.BeginObject();
        Write(ref writer, "Type", type);
        Write(ref writer, "Service", SpanNames.Service);
        Write(ref writer, "Api", call.Context.Operation.Name);
        Write(ref writer, "ClientId", Cut(call.Context.Config.MonitoringClientId, MaxClientId));
        Write(ref writer, "Timestamp", timestamp);
        Write(ref writer, "Version", Version);
        return writer;
    }

    private static string End(ref JsonBodyWriter writer)
    {
        writer.EndObject();
        string record = Encoding.UTF8.GetString(writer.Written);
        writer.Discard();
        return record;
    }

    private static void Write(ref JsonBodyWriter writer, string name, string? value)
    {
        WriteName(ref writer, name);
        writer.StringOrNull(value);
    }

    private static void Write(ref JsonBodyWriter writer, string name, long? value)
    {
        WriteName(ref writer, name);
        if (value is { } number)
        {
            writer.Number(number);
        }
        else
        {
            writer.Null();
        }
    }

    private static void WriteName(ref JsonBodyWriter writer, string name)
    {
        writer.Element();
        writer.String(name);
        writer.Raw(":"u8);
    }

    private static void WriteFailure(ref JsonBodyWriter writer, string name, MonitoredFailure? failure)
    {
        if (failure is not null)
        {
            Write(ref writer, name, Cut(failure.Name, MaxException));
            Write(ref writer, name + "Message", Cut(failure.Message, MaxMessage));
        }
    }

    private static void WriteIfAny(ref JsonBodyWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            Write(ref writer, name, Cut(value, MaxMessage));
        }
    }

    // By characters, as Unicode counts them; half of a pair becomes U+FFFD.
    private static string? Cut(string? text, int length)
    {
        if (text is null)
        {
            return null;
        }

        var cut = new StringBuilder(Math.Min(text.Length, length));
        foreach (var rune in text.EnumerateRunes())
        {
            if (length-- == 0)
            {
                break;
            }

            cut.Append(rune.ToString());
        }

        return cut.ToString();
    }
}
