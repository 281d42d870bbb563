using System.Globalization;
using System.Text;
using SsoOidc.Reports;

namespace SsoOidc;

/// <summary>
/// Makes the log line of a call from a pattern in which words after a colon stand for what was done: <c>:operation took :time</c>.
/// Words that are not known stay as they are. Secrets are always hidden. Give its <see cref="Format"/> to
/// <see cref="CallLogOptions.Formatter"/>. The words:
/// <c>:client_class</c>, <c>:region</c>, <c>:operation</c>, <c>:request_params</c>, <c>:time</c> (seconds), <c>:retries</c>,
/// <c>:http_request_method</c>, <c>:http_request_scheme</c>, <c>:http_request_host</c>, <c>:http_request_port</c>,
/// <c>:http_request_endpoint</c>, <c>:http_request_headers</c>, <c>:http_request_body</c>, <c>:http_response_status_code</c> (0
/// where no answer came), <c>:http_response_headers</c>, <c>:http_response_body</c>, <c>:error_class</c>, <c>:error_message</c>.
/// Reference name <c>Aws::Log::Formatter</c>.
/// </summary>
public sealed class CallLogFormatter
{
    private readonly CallLogPattern _pattern;
    private int _maxStringLength = 1000;

    /// <summary>Initializes a formatter.</summary>
    /// <param name="pattern">The pattern.</param>
    public CallLogFormatter(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        Pattern = pattern;
        _pattern = new CallLogPattern(pattern);
    }

    /// <summary>Gets the formatter that is used where none is given: status, duration and retries, the operation with its parameters, the error.</summary>
    public static CallLogFormatter Default { get; } = new(
        "[:client_class :http_response_status_code :time :retries retries] :operation(:request_params) :error_class :error_message");

    /// <summary>Gets the formatter with short lines: status, duration, the operation's name, the error's.</summary>
    public static CallLogFormatter Short { get; } = new("[:client_class :http_response_status_code :time] :operation :error_class");

    /// <summary>Gets the formatter for terminals: as <see cref="Default"/>, in colours.</summary>
    public static CallLogFormatter Colored { get; } = new(
        "\u001b[1m\u001b[34m[:client_class :http_response_status_code :time :retries retries]\u001b[0m\u001b[1m :operation(:request_params) :error_class :error_message\u001b[0m");

    /// <summary>Gets the pattern.</summary>
    public string Pattern { get; }

    /// <summary>
    /// Gets how many characters of a parameter's text or of a body are printed; of a longer one the line tells the length. 0 or more.
    /// Default 1000. Reference name <c>:max_string_size</c>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxStringLength
    {
        get => _maxStringLength;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _maxStringLength = value;
        }
    }

    /// <summary>
    /// Gets the wire names of parameters, such as <c>clientId</c>, whose values <c>:request_params</c> hides besides the secrets; in
    /// bodies they are shown. Default: none. Reference name <c>:filter</c>.
    /// </summary>
    public IReadOnlyList<string> Filter { get; init; } = [];

    /// <summary>
    /// Gets a value indicating whether <see cref="Filter"/> counts. Default true. Secrets are hidden all the same. Reference name
    /// <c>:filter_sensitive_params</c>, which shows the secrets too.
    /// </summary>
    public bool FilterParameters { get; init; } = true;

    /// <summary>Makes the line.</summary>
    public string Format(FinishedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var line = new StringBuilder(256);
        var parameters = new ParameterText(MaxStringLength, FilterParameters ? Filter : []);
        foreach (var part in _pattern.Parts)
        {
            if (part.Field is { } field)
            {
                Append(line, field, call, parameters);
            }
            else
            {
                line.Append(part.Literal);
            }
        }

        return line.ToString();
    }

    private static void Append(StringBuilder line, CallLogField field, FinishedCall call, ParameterText parameters)
    {
        switch (field)
        {
            case CallLogField.RequestParams:
                parameters.Append(line, call.Parameters);
                break;
            case CallLogField.HttpRequestHeaders:
                AppendHeaders(line, call.RequestHeaders);
                break;
            case CallLogField.HttpResponseHeaders:
                AppendHeaders(line, call.ResponseHeaders);
                break;
            case CallLogField.HttpRequestBody:
                parameters.AppendText(line, call.RequestBody);
                break;
            case CallLogField.HttpResponseBody:
                parameters.AppendText(line, call.ResponseBody);
                break;
            default:
                line.Append(Value(field, call));
                break;
        }
    }

    private static string? Value(CallLogField field, FinishedCall call) => field switch
    {
        CallLogField.Region => call.Region,
        CallLogField.ClientClass => "SsoOidcClient",
        CallLogField.Operation => call.Operation.Name,
        CallLogField.Retries => Number(Math.Max(0, call.Metadata.Attempts - 1)),
        CallLogField.Time => call.Duration.TotalSeconds.ToString("F6", CultureInfo.InvariantCulture).TrimEnd('0'),
        CallLogField.HttpRequestEndpoint => call.RequestUri,
        CallLogField.HttpRequestScheme => call.Uri?.Scheme,
        CallLogField.HttpRequestHost => call.Uri?.Host,
        CallLogField.HttpRequestPort => call.Uri is { } uri ? Number(uri.Port) : null,
        CallLogField.HttpRequestMethod => call.Method,
        CallLogField.HttpResponseStatusCode => Number(call.Metadata.StatusCode),
        CallLogField.ErrorClass => call.Error is SsoOidcServiceException error ? error.Code : call.Error?.GetType().Name,
        CallLogField.ErrorMessage => call.Error is { Message: var message } ? Shapes.Text.ForDisplay(message) : null,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, null),
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static void AppendHeaders(StringBuilder line, IReadOnlyDictionary<string, string> headers)
    {
        line.Append('{');
        bool any = false;
        foreach (var (name, value) in headers)
        {
            if (any)
            {
                line.Append(", ");
            }

            any = true;
            Shapes.QuotedText.Append(line, name);
            line.Append(':');
            Shapes.QuotedText.Append(line, value);
        }

        line.Append('}');
    }
}
