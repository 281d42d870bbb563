using System.Collections.ObjectModel;
using System.Net.Http.Headers;

namespace SsoOidc;

/// <summary>How a call went on the wire.</summary>
public sealed class SsoOidcResponseMetadata
{
    internal static readonly SsoOidcResponseMetadata Empty = new(0, 0, null, null);

    private readonly HttpResponseHeaders? _headers;
    private readonly HttpContentHeaders? _contentHeaders;
    private ReadOnlyDictionary<string, string>? _all;
    private string? _requestId;

    internal SsoOidcResponseMetadata(int statusCode, int attempts, HttpResponseHeaders? headers, HttpContentHeaders? contentHeaders)
    {
        StatusCode = statusCode;
        Attempts = attempts;
        _headers = headers;
        _contentHeaders = contentHeaders;
    }

    /// <summary>Gets the HTTP status of the last attempt; 0 when no answer came.</summary>
    public int StatusCode { get; }

    /// <summary>Gets the service's id of the request, from <c>x-amz-request-id</c> or else <c>x-amzn-requestid</c>.</summary>
    // Few callers ask for it, and to look for a header takes a while.
    public string? RequestId => _requestId ??= Shapes.ResponseHeaders.RequestId(_headers, _contentHeaders);

    /// <summary>Gets how many attempts were made, the first included; 0 when nothing was sent.</summary>
    public int Attempts { get; }

    /// <summary>Gets the headers of the last answer by name, letter case ignored; the first value of a repeated header.</summary>
    public IReadOnlyDictionary<string, string> Headers => _all ??= Read();

    /// <summary>Returns status, request id and attempts.</summary>
    public override string ToString() => $"HTTP {StatusCode}, request {(RequestId is null ? "unknown" : Shapes.Text.ForDisplay(RequestId))}, attempts {Attempts}";

    private ReadOnlyDictionary<string, string> Read()
    {
        var all = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var headers in new HttpHeaders?[] { _headers, _contentHeaders })
        {
            if (headers is null)
            {
                continue;
            }

            foreach (var (name, values) in headers.NonValidated)
            {
                all.TryAdd(name, values.First());
            }
        }

        return all.AsReadOnly();
    }
}
