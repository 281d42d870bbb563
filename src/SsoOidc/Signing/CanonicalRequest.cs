namespace SsoOidc.Signing;

/// <summary>The canonical form of a request, which is what a signature covers.</summary>
internal static class CanonicalRequest
{
    /// <summary>Writes the canonical request; returns the headers that it covers.</summary>
    /// <param name="buffer">Where it is written.</param>
    /// <param name="request">The request.</param>
    /// <param name="headers">Its headers.</param>
    /// <param name="last">Those of the last request, if they may be the same.</param>
    public static SignedHeaders Write(Utf8Buffer buffer, in SignedRequest request, HttpHeaderList headers, SignedHeaders? last = null)
    {
        buffer.Write(request.Method.ToUpperInvariant());
        buffer.Write('\n');
        CanonicalUri.WritePath(buffer, request.Path);
        buffer.Write('\n');
        CanonicalUri.WriteQuery(buffer, request.Query);
        buffer.Write('\n');

        var signed = SignedHeaders.Of(headers.Entries, last);
        signed.Write(buffer, headers.Entries);
        buffer.Write('\n');
        buffer.Write(signed.Line);
        buffer.Write('\n');
        buffer.Write(headers["x-amz-content-sha256"]!);
        return signed;
    }
}
