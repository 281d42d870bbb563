using System.Net.Http.Headers;

namespace SsoOidc.Shapes;

/// <summary>Finds headers of an answer, which the framework keeps in two lists.</summary>
internal static class ResponseHeaders
{
    /// <summary>The service's id of the request. It is there to be printed; what a server puts in it must not steer a terminal.</summary>
    public static string? RequestId(HttpResponseHeaders? headers, HttpContentHeaders? contentHeaders) =>
        (First("x-amz-request-id", headers, contentHeaders) ?? First("x-amzn-requestid", headers, contentHeaders)) is { } id
            ? Text.ForDisplay(id)
            : null;

    /// <summary>The first value of a header, letter case ignored; null where there is none.</summary>
    public static string? First(string name, HttpResponseHeaders? headers, HttpContentHeaders? contentHeaders)
    {
        HeaderStringValues values = default;
        if (headers?.NonValidated.TryGetValues(name, out values) == true || contentHeaders?.NonValidated.TryGetValues(name, out values) == true)
        {
            foreach (string value in values)
            {
                return value;
            }
        }

        return null;
    }
}
