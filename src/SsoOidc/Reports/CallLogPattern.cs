namespace SsoOidc.Reports;

/// <summary>What a word of a pattern stands for.</summary>
internal enum CallLogField
{
    Region,
    ClientClass,
    Operation,
    RequestParams,
    Time,
    Retries,
    HttpRequestMethod,
    HttpRequestScheme,
    HttpRequestHost,
    HttpRequestPort,
    HttpRequestEndpoint,
    HttpRequestHeaders,
    HttpRequestBody,
    HttpResponseStatusCode,
    HttpResponseHeaders,
    HttpResponseBody,
    ErrorClass,
    ErrorMessage,
}

/// <summary>A part of a pattern: text as it is, or a word that stands for something.</summary>
internal readonly record struct CallLogPart(string Literal, CallLogField? Field);

/// <summary>A pattern, taken apart once.</summary>
internal sealed class CallLogPattern
{
    private static readonly Dictionary<string, CallLogField> Words = new(StringComparer.Ordinal)
    {
        ["region"] = CallLogField.Region,
        ["client_class"] = CallLogField.ClientClass,
        ["operation"] = CallLogField.Operation,
        ["request_params"] = CallLogField.RequestParams,
        ["time"] = CallLogField.Time,
        ["retries"] = CallLogField.Retries,
        ["http_request_method"] = CallLogField.HttpRequestMethod,
        ["http_request_scheme"] = CallLogField.HttpRequestScheme,
        ["http_request_host"] = CallLogField.HttpRequestHost,
        ["http_request_port"] = CallLogField.HttpRequestPort,
        ["http_request_endpoint"] = CallLogField.HttpRequestEndpoint,
        ["http_request_headers"] = CallLogField.HttpRequestHeaders,
        ["http_request_body"] = CallLogField.HttpRequestBody,
        ["http_response_status_code"] = CallLogField.HttpResponseStatusCode,
        ["http_response_headers"] = CallLogField.HttpResponseHeaders,
        ["http_response_body"] = CallLogField.HttpResponseBody,
        ["error_class"] = CallLogField.ErrorClass,
        ["error_message"] = CallLogField.ErrorMessage,
    };

    public CallLogPattern(string pattern)
    {
        var parts = new List<CallLogPart>();
        int literal = 0;
        for (int colon = pattern.IndexOf(':', StringComparison.Ordinal); colon >= 0; colon = pattern.IndexOf(':', colon))
        {
            int end = colon + 1;
            while (end < pattern.Length && (char.IsAsciiLetterOrDigit(pattern[end]) || pattern[end] == '_'))
            {
                end++;
            }

            if (Words.TryGetValue(pattern[(colon + 1)..end], out var field))
            {
                parts.Add(new(pattern[literal..colon], null));
                parts.Add(new(string.Empty, field));
                literal = end;
            }

            colon = end;
            if (colon >= pattern.Length)
            {
                break;
            }
        }

        parts.Add(new(pattern[literal..], null));
        Parts = [.. parts.Where(static part => part.Field is not null || part.Literal.Length > 0)];
    }

    public CallLogPart[] Parts { get; }
}
